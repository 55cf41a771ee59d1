import {encodeUtf8} from './utf8';

/** What the reader is to be told, as a JSON list behind its length in four bytes, the lowest first; then the file. */
export function framed(notices: string[], file: Uint8Array): Uint8Array {
  const head = encodeUtf8(JSON.stringify(notices));
  const bytes = new Uint8Array(4 + head.length + file.length);
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  bytes.set(head, 4);
  bytes.set(file, 4 + head.length);
  return bytes;
}
