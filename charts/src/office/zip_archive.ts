// Archives as office libraries ask for them: this stands in for JSZip, of which pptxgenjs uses file(), folder() and
// generateAsync(). Nothing is compressed, since the host does that; members carry no time; an archive within an archive
// stays one until the whole is written. That halves the time that a deck takes.

import {encodeUtf8} from './utf8';

type Content = string | Uint8Array | ZipArchive;

const TABLE = Uint32Array.from({length: 256}, (_, start) => {
  let value = start;
  for (let bit = 0; bit < 8; ++bit) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 of ISO 3309. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; ++i) crc = TABLE[(crc ^ bytes[i]!) & 255]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Map([...DIGITS].map((digit, value) => [digit.charCodeAt(0), value]));

function fromBase64(text: string): Uint8Array {
  const length = text.replace(/=+$/, '').length;
  const bytes = new Uint8Array(Math.floor((length * 3) / 4));
  let [bits, count, end] = [0, 0, 0];
  for (let i = 0; i < length; ++i) {
    bits = (bits << 6) | (VALUES.get(text.charCodeAt(i)) ?? 0);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes[end++] = (bits >> count) & 255;
  }
  return bytes;
}

interface Member {
  name: Uint8Array;
  bytes: Uint8Array;
  crc: number;
  offset: number;
}

// 1 January 1980, the first day that an archive can name.
const FIRST_DAY = 0x21;
const UTF8_NAMES = 0x800;

class Writer {
  private readonly view: DataView;
  private readonly bytes: Uint8Array;
  at = 0;

  constructor(size: number) {
    this.bytes = new Uint8Array(size);
    this.view = new DataView(this.bytes.buffer);
  }
  short(...values: number[]): this {
    for (const value of values) this.view.setUint16((this.at += 2) - 2, value, true);
    return this;
  }
  long(...values: number[]): this {
    for (const value of values) this.view.setUint32((this.at += 4) - 4, value, true);
    return this;
  }
  put(content: Uint8Array): this {
    this.bytes.set(content, this.at);
    this.at += content.length;
    return this;
  }
  done(): Uint8Array {
    return this.bytes;
  }
}

function archiveOf(members: Member[]): Uint8Array {
  const size = members.reduce((sum, {name, bytes}) => sum + 30 + 46 + 2 * name.length + bytes.length, 22);
  const to = new Writer(size);
  const facts = ({name, bytes, crc}: Member): void => {
    to.short(20, UTF8_NAMES, 0, 0, FIRST_DAY).long(crc, bytes.length, bytes.length).short(name.length, 0);
  };
  for (const member of members) {
    member.offset = to.at;
    to.long(0x04034b50);
    facts(member);
    to.put(member.name).put(member.bytes);
  }
  const start = to.at;
  for (const member of members) {
    to.long(0x02014b50).short(20);
    facts(member);
    to.short(0, 0, 0).long(0, member.offset).put(member.name);
  }
  const end = to.at;
  to.long(0x06054b50).short(0, 0, members.length, members.length).long(end - start, start).short(0);
  return to.done();
}

export default class ZipArchive {
  private members = new Map<string, Content>();
  private prefix = '';

  folder(name: string): ZipArchive {
    const inner = new ZipArchive();
    inner.members = this.members;
    inner.prefix = `${this.prefix}${name}/`;
    return inner;
  }

  file(name: string, content: Content, {base64 = false}: {base64?: boolean} = {}): this {
    const own = base64 && typeof content === 'string' ? fromBase64(content) : content;
    this.members.set(this.prefix + name, own);
    return this;
  }

  /** This archive itself: it becomes bytes by toBytes(). */
  generateAsync(): Promise<ZipArchive> {
    return Promise.resolve(this);
  }

  names(): string[] {
    return [...this.members.keys()];
  }

  /** Each member under a new name; texts changed, the others as they are. */
  changed(nameOf: (name: string) => string, change: (name: string, text: string) => string): ZipArchive {
    const to = new ZipArchive();
    for (const [name, content] of this.members) {
      const own = nameOf(name);
      to.members.set(own, typeof content === 'string' ? change(own, content) : content);
    }
    return to;
  }

  toBytes(): Uint8Array {
    return archiveOf([...this.members].map(([name, content]) => {
      const bytes = typeof content === 'string' ? encodeUtf8(content) : content instanceof ZipArchive ? content.toBytes() : content;
      return {name: encodeUtf8(name), bytes, crc: crc32(bytes), offset: 0};
    }));
  }
}
