/** Width and height of a PNG file, in its pixels (PNG, ISO 15948, 11.2.2). */
export function pngSize(png: Uint8Array): {width: number; height: number} {
  const head = new DataView(png.buffer, png.byteOffset, png.byteLength);
  return {width: head.getUint32(16), height: head.getUint32(20)};
}

/** As large as fits the room, in its shape. */
export function fitted(png: Uint8Array, room: {width: number; height: number}): {width: number; height: number} {
  const {width, height} = pngSize(png);
  const scale = Math.min(room.width / width, room.height / height);
  return {width: width * scale, height: height * scale};
}
