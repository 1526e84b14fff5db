import { Buffer as Browserify } from 'buffer/index.js';

/**
 * node:buffer. The npm package knows no 'base64url' and reads UTF-8 byte by byte; the browser does it
 * faster, and hands back the same text.
 */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const from = Browserify.from.bind(Browserify);
const toString = Browserify.prototype.toString;
const isEncoding = Browserify.isEncoding.bind(Browserify);
const byteLength = Browserify.byteLength.bind(Browserify);
const write = Browserify.prototype.write;

/** Below this many bytes the package's own loop is the faster one. */
const SHORT = 48;

const isBase64Url = (encoding: unknown) =>
  typeof encoding === 'string' && encoding.toLowerCase() === 'base64url';
const isUtf8 = (encoding: unknown) =>
  encoding === undefined || encoding === null || encoding === 'utf8' || encoding === 'utf-8';

Object.assign(Browserify, {
  // Its decoder reads both alphabets.
  from: (value: unknown, encoding?: unknown, length?: unknown) =>
    Reflect.apply(from, undefined, [value, isBase64Url(encoding) ? 'base64' : encoding, length]),
  isEncoding: (encoding: string) => isBase64Url(encoding) || isEncoding(encoding),
  byteLength: (value: unknown, encoding?: unknown) =>
    Reflect.apply(byteLength, undefined, [value, isBase64Url(encoding) ? 'base64' : encoding]),
});

Object.assign(Browserify.prototype, {
  toString(this: Buffer, encoding?: unknown, start = 0, end = this.length): string {
    if (isUtf8(encoding) && end - start >= SHORT) return decoder.decode(this.subarray(start, end));
    if (!isBase64Url(encoding)) return toString.call(this, encoding as BufferEncoding, start, end);
    const base64 = toString.call(this, 'base64', start, end);
    return base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  },
  write(this: Buffer, text: string, ...rest: unknown[]): number {
    const last = rest.length - 1;
    if (isBase64Url(rest[last])) rest[last] = 'base64';
    return Reflect.apply(write, this, [text, ...rest]);
  },
});

export const Buffer: typeof globalThis.Buffer = Browserify as unknown as typeof globalThis.Buffer;
export type Buffer = globalThis.Buffer;
export const { Blob, File, atob, btoa } = globalThis;
export const kMaxLength = 2 ** 31 - 1;
export const constants = { MAX_LENGTH: kMaxLength, MAX_STRING_LENGTH: 2 ** 29 - 24 };
