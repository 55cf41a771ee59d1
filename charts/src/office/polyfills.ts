// What office libraries ask of their host and an engine without a page does not have. Import it first.

import {decodeUtf8, encodeUtf8} from './utf8';

const host = globalThis as Record<string, unknown>;
const nothing = (): void => undefined;

host['console'] ??= {log: nothing, info: nothing, warn: nothing, error: nothing};
host['TextEncoder'] ??= class {
  readonly encoding = 'utf-8';
  encode(text = ''): Uint8Array {
    return encodeUtf8(text);
  }
};
host['TextDecoder'] ??= class {
  readonly encoding = 'utf-8';
  decode(bytes?: Uint8Array): string {
    return bytes ? decodeUtf8(bytes) : '';
  }
};
