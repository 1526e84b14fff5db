import { Buffer } from './buffer.ts';
import { hmac as nobleHmac } from '@noble/hashes/hmac.js';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { pbkdf2, pbkdf2Async } from '@noble/hashes/pbkdf2.js';
import { scrypt as nobleScrypt, scryptAsync } from '@noble/hashes/scrypt.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { sha3_256, sha3_512 } from '@noble/hashes/sha3.js';

/** Of the browser: in an opaque origin it has getRandomValues and no more. */
export const webcrypto = globalThis.crypto;

const HASHES = { md5, sha1, sha224, sha256, sha384, sha512, 'sha3-256': sha3_256, 'sha3-512': sha3_512 };
type HashFunction = (typeof HASHES)[keyof typeof HASHES];
type Bytes = string | ArrayBufferView | ArrayBuffer;

/** The most that getRandomValues gives at once. */
const RANDOM_CHUNK = 65_536;

export function hashFunction(name: string): HashFunction {
  // 'SHA-256' is the name in other places; the one that is told apart by its hyphen is sha3-256.
  const key = name.toLowerCase().replace(/^sha-/, 'sha');
  if (!Object.hasOwn(HASHES, key)) {
    throw new Error(
      `Digest method not supported: ${name}. The playground has ${Object.keys(HASHES).join(', ')}.`,
    );
  }
  return HASHES[key as keyof typeof HASHES];
}

function bytes(data: Bytes, encoding?: BufferEncoding): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data, encoding ?? 'utf8');
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}

function encode(result: Uint8Array, encoding?: BufferEncoding): string | Buffer {
  const buffer = Buffer.from(result);
  return encoding === undefined ? buffer : buffer.toString(encoding);
}

interface RunningHash {
  update(data: Uint8Array): unknown;
  digest(): Uint8Array;
  clone(): RunningHash;
}

/** What createHash and createHmac give. */
class Digest {
  readonly #hash: RunningHash;

  constructor(hash: RunningHash) {
    this.#hash = hash;
  }

  /** Another that has been given the same so far. */
  copy(): Digest {
    return new Digest(this.#hash.clone());
  }

  update(data: Bytes, encoding?: BufferEncoding): this {
    this.#hash.update(bytes(data, encoding));
    return this;
  }

  digest(encoding?: BufferEncoding): string | Buffer {
    return encode(this.#hash.digest(), encoding);
  }
}

export function createHash(algorithm: string): Digest {
  return new Digest(hashFunction(algorithm).create());
}

export function createHmac(algorithm: string, key: Bytes): Digest {
  return new Digest(nobleHmac.create(hashFunction(algorithm), bytes(key)));
}

export function hash(algorithm: string, data: Bytes, encoding: BufferEncoding = 'hex'): string | Buffer {
  return createHash(algorithm).update(data).digest(encoding);
}

export function getHashes(): string[] {
  return Object.keys(HASHES);
}

export function randomFillSync<View extends Uint8Array>(view: View): View {
  for (let start = 0; start < view.length; start += RANDOM_CHUNK) {
    webcrypto.getRandomValues(view.subarray(start, start + RANDOM_CHUNK) as Uint8Array<ArrayBuffer>);
  }
  return view;
}

export function randomBytes(size: number, callback?: (error: Error | null, bytes: Buffer) => void): Buffer {
  const random = randomFillSync(Buffer.alloc(size));
  if (callback !== undefined) queueMicrotask(() => callback(null, random));
  return random;
}

/** An integer from `minimum` up to, not including, `maximum`; every one equally likely. */
export function randomInt(minimum: number, maximum?: number): number {
  const from = maximum === undefined ? 0 : minimum;
  const range = (maximum ?? minimum) - from;
  if (!Number.isSafeInteger(range) || range <= 0 || range > 2 ** 48)
    throw new RangeError('The range of randomInt is out of range.');
  const limit = 2 ** 48 - (2 ** 48 % range);
  for (;;) {
    const drawn = randomBytes(6).readUIntBE(0, 6);
    if (drawn < limit) return from + (drawn % range);
  }
}

/** A random UUID, version 4. An opaque origin has none of its own. */
export function randomUUID(): `${string}-${string}-${string}-${string}-${string}` {
  const random = randomBytes(16);
  random[6] = ((random[6] ?? 0) & 0x0f) | 0x40;
  random[8] = ((random[8] ?? 0) & 0x3f) | 0x80;
  const hex = random.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Compares without leaving early, so that the time tells nothing of the place where they differ. */
export function timingSafeEqual(left: ArrayBufferView, right: ArrayBufferView): boolean {
  const [one, two] = [bytes(left), bytes(right)];
  if (one.length !== two.length) throw new RangeError('Input buffers must have the same byte length');
  let difference = 0;
  for (let index = 0; index < one.length; index++) difference |= (one[index] ?? 0) ^ (two[index] ?? 0);
  return difference === 0;
}

type KeyCallback = (error: Error | null, key?: Buffer) => void;

function deliver(key: Promise<Uint8Array>, callback: KeyCallback): void {
  key.then(
    (derived) => callback(null, Buffer.from(derived)),
    (error: Error) => callback(error),
  );
}

export function pbkdf2Sync(
  password: Bytes,
  salt: Bytes,
  iterations: number,
  length: number,
  digest: string,
): Buffer {
  return Buffer.from(
    pbkdf2(hashFunction(digest), bytes(password), bytes(salt), { c: iterations, dkLen: length }),
  );
}

function pbkdf2Callback(
  password: Bytes,
  salt: Bytes,
  c: number,
  dkLen: number,
  digest: string,
  callback: KeyCallback,
): void {
  deliver(pbkdf2Async(hashFunction(digest), bytes(password), bytes(salt), { c, dkLen }), callback);
}

interface ScryptOptions {
  readonly N?: number;
  readonly r?: number;
  readonly p?: number;
  readonly cost?: number;
  readonly blockSize?: number;
  readonly parallelization?: number;
}

function scryptSettings(length: number, options: ScryptOptions) {
  return {
    N: options.N ?? options.cost ?? 16_384,
    r: options.r ?? options.blockSize ?? 8,
    p: options.p ?? options.parallelization ?? 1,
    dkLen: length,
  };
}

export function scryptSync(
  password: Bytes,
  salt: Bytes,
  length: number,
  options: ScryptOptions = {},
): Buffer {
  return Buffer.from(nobleScrypt(bytes(password), bytes(salt), scryptSettings(length, options)));
}

export function scrypt(
  password: Bytes,
  salt: Bytes,
  length: number,
  options: ScryptOptions | KeyCallback,
  callback?: KeyCallback,
): void {
  const done = typeof options === 'function' ? options : callback;
  const settings = scryptSettings(length, typeof options === 'function' ? {} : options);
  if (done === undefined) throw new TypeError('The "callback" argument must be of type function.');
  deliver(scryptAsync(bytes(password), bytes(salt), settings), done);
}

export { pbkdf2Callback as pbkdf2 };
export const getRandomValues = webcrypto.getRandomValues.bind(webcrypto);
