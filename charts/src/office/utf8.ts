// UTF-8 both ways, for engines that have no TextEncoder.

export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let end = 0;
  for (let i = 0; i < text.length; ++i) {
    const code = text.codePointAt(i)!;
    if (code < 0x80) {
      bytes[end++] = code;
    } else if (code < 0x800) {
      bytes[end++] = 0xc0 | (code >> 6);
      bytes[end++] = 0x80 | (code & 63);
    } else if (code < 0x10000) {
      const whole = code >= 0xd800 && code < 0xe000 ? 0xfffd : code;
      bytes[end++] = 0xe0 | (whole >> 12);
      bytes[end++] = 0x80 | ((whole >> 6) & 63);
      bytes[end++] = 0x80 | (whole & 63);
    } else {
      bytes[end++] = 0xf0 | (code >> 18);
      bytes[end++] = 0x80 | ((code >> 12) & 63);
      bytes[end++] = 0x80 | ((code >> 6) & 63);
      bytes[end++] = 0x80 | (code & 63);
      ++i;
    }
  }
  return bytes.slice(0, end);
}

/** Of well-formed UTF-8, such as encodeUtf8 makes. */
export function decodeUtf8(bytes: Uint8Array): string {
  const parts: string[] = [];
  let codes: number[] = [];
  for (let i = 0; i < bytes.length;) {
    const lead = bytes[i]!;
    const more = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    let code = more === 0 ? lead : lead & (0x3f >> more);
    for (let k = 1; k <= more; ++k) code = (code << 6) | (bytes[i + k]! & 63);
    codes.push(code);
    i += more + 1;
    if (codes.length === 4096) {
      parts.push(String.fromCodePoint(...codes));
      codes = [];
    }
  }
  return parts.join('') + String.fromCodePoint(...codes);
}
