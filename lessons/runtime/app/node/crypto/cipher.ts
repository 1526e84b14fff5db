import { cbc, ctr, gcm } from '@noble/ciphers/aes.js';
import { hkdf as nobleHkdf } from '@noble/hashes/hkdf.js';
import { Buffer } from '../buffer.ts';
import { hashFunction } from '../crypto.ts';
import { concat } from './der.ts';
import { bytesOfKey, KeyObject, type Bytes } from './key-object.ts';

const ALGORITHM = /^aes-?(128|192|256)-(gcm|cbc|ctr)$/i;

/** What createCipheriv and createDecipheriv give: all comes with final(), for nothing here is a stream. */
class Cipher {
  readonly #mode: 'gcm' | 'cbc' | 'ctr';
  readonly #key: Uint8Array;
  readonly #iv: Uint8Array;
  readonly #isDecrypting: boolean;
  readonly #parts: Uint8Array[] = [];
  #additional: Uint8Array | undefined;
  #tag: Uint8Array | undefined;

  constructor(algorithm: string, key: Bytes | KeyObject, iv: Bytes | null, isDecrypting: boolean) {
    const [, bits, mode] = ALGORITHM.exec(algorithm) ?? [];
    if (mode === undefined) throw new Error(`Unknown cipher: the playground has AES with gcm, cbc and ctr.`);
    this.#mode = mode.toLowerCase() as 'gcm' | 'cbc' | 'ctr';
    this.#key =
      key instanceof KeyObject ? new Uint8Array(key.export() as Buffer) : Uint8Array.from(bytesOfKey(key));
    if (this.#key.length * 8 !== Number(bits)) throw new RangeError('Invalid key length');
    this.#iv = Uint8Array.from(bytesOfKey(iv ?? ''));
    this.#isDecrypting = isDecrypting;
  }

  setAAD(data: Bytes): this {
    this.#additional = Uint8Array.from(bytesOfKey(data));
    return this;
  }

  setAuthTag(tag: Bytes): this {
    this.#tag = Uint8Array.from(bytesOfKey(tag));
    return this;
  }

  getAuthTag(): Buffer {
    if (this.#tag === undefined) throw new Error('Invalid state for operation getAuthTag');
    return Buffer.from(this.#tag);
  }

  update(data: Bytes, inputEncoding?: BufferEncoding, outputEncoding?: BufferEncoding): Buffer | string {
    this.#parts.push(Uint8Array.from(bytesOfKey(data, inputEncoding)));
    return outputEncoding === undefined ? Buffer.alloc(0) : '';
  }

  final(encoding?: BufferEncoding): Buffer | string {
    const result = Buffer.from(this.#isDecrypting ? this.#decrypt() : this.#encrypt());
    return encoding === undefined ? result : result.toString(encoding);
  }

  #encrypt(): Uint8Array {
    const data = concat(...this.#parts);
    if (this.#mode !== 'gcm') return this.#plain().encrypt(data);
    const sealed = gcm(this.#key, this.#iv, this.#additional).encrypt(data);
    this.#tag = sealed.subarray(-16);
    return sealed.subarray(0, -16);
  }

  #decrypt(): Uint8Array {
    const data = concat(...this.#parts);
    if (this.#mode !== 'gcm') return this.#plain().decrypt(data);
    if (this.#tag === undefined) throw new Error('Unsupported state or unable to authenticate data');
    try {
      return gcm(this.#key, this.#iv, this.#additional).decrypt(concat(data, this.#tag));
    } catch {
      throw new Error('Unsupported state or unable to authenticate data');
    }
  }

  #plain() {
    return this.#mode === 'cbc' ? cbc(this.#key, this.#iv) : ctr(this.#key, this.#iv);
  }
}

export function createCipheriv(algorithm: string, key: Bytes | KeyObject, iv: Bytes | null): Cipher {
  return new Cipher(algorithm, key, iv, false);
}

export function createDecipheriv(algorithm: string, key: Bytes | KeyObject, iv: Bytes | null): Cipher {
  return new Cipher(algorithm, key, iv, true);
}

export function hkdfSync(
  digest: string,
  key: Bytes | KeyObject,
  salt: Bytes,
  info: Bytes,
  length: number,
): ArrayBuffer {
  const secret = key instanceof KeyObject ? new Uint8Array(key.export() as Buffer) : bytesOfKey(key);
  const derived = nobleHkdf(hashFunction(digest), secret, bytesOfKey(salt), bytesOfKey(info), length);
  return Uint8Array.from(derived).buffer;
}
