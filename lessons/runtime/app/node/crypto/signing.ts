import { hmac } from '@noble/hashes/hmac.js';
import { Buffer } from '../buffer.ts';
import { createHmac as createPlainHmac, hashFunction } from '../crypto.ts';
import { CURVES, ed25519 } from './curves.ts';
import * as der from './der.ts';
import { bytesOfKey, KeyObject, readKey, type Bytes, type KeyInput } from './key-object.ts';
import { isPrivate, privateRsa, secretOf, type AsymmetricKey } from './key-material.ts';
import { signPkcs1, signPss, verifyPkcs1, verifyPss } from './rsa.ts';

export const constants = {
  RSA_PKCS1_PADDING: 1,
  RSA_PKCS1_PSS_PADDING: 6,
  RSA_PKCS1_OAEP_PADDING: 4,
  RSA_PSS_SALTLEN_DIGEST: -1,
  RSA_PSS_SALTLEN_MAX_SIGN: -2,
  RSA_PSS_SALTLEN_AUTO: -2,
} as const;

interface SigningOptions {
  readonly padding?: number;
  readonly saltLength?: number;
  readonly dsaEncoding?: 'der' | 'ieee-p1363';
}

type SigningKey = KeyInput & SigningOptions;

/** 'RSA-SHA256', 'SHA256' and 'sha256' are one. */
const hashName = (algorithm: string | null | undefined) =>
  (algorithm ?? 'sha256')
    .toLowerCase()
    .replace(/^(?:rsa|ecdsa-with|ecdsa)-/, '')
    .replace('-', '');

export function sign(algorithm: string | null | undefined, data: Bytes, key: SigningKey): Buffer {
  const material = readKey(key);
  if (material.kind === 'secret' || !isPrivate(material)) throw invalidKey('private');
  return Buffer.from(signWith(material, algorithm, bytesOfKey(data), optionsOf(key)));
}

export function verify(
  algorithm: string | null | undefined,
  data: Bytes,
  key: SigningKey,
  signature: Bytes,
): boolean {
  const material = readKey(key);
  if (material.kind === 'secret') throw invalidKey('public');
  return verifyWith(material, algorithm, bytesOfKey(data), bytesOfKey(signature), optionsOf(key));
}

function optionsOf(key: SigningKey): SigningOptions {
  return typeof key === 'object' && 'key' in key ? key : {};
}

function invalidKey(wanted: string): Error {
  return Object.assign(new TypeError(`Invalid key object type secret, expected ${wanted}.`), {
    code: 'ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE',
  });
}

export function signWith(
  key: AsymmetricKey,
  algorithm: string | null | undefined,
  data: Uint8Array,
  options: SigningOptions,
): Uint8Array {
  if (key.kind === 'ed25519') return ed25519.sign(data, secretOf(key));
  const name = hashName(algorithm);
  const hash = hashFunction(name);
  if (key.kind === 'rsa') {
    if (options.padding !== constants.RSA_PKCS1_PSS_PADDING)
      return signPkcs1(privateRsa(key), name, hash, data);
    return signPss(privateRsa(key), hash, data, saltLength(options) ?? hash.outputLen);
  }
  const { curve, size } = CURVES[key.curve];
  const signature = curve.sign(hash(data), secretOf(key), { prehash: false, lowS: false });
  if (options.dsaEncoding === 'ieee-p1363') return signature;
  return der.sequence(
    der.integer(der.bigintOf(signature.subarray(0, size))),
    der.integer(der.bigintOf(signature.subarray(size))),
  );
}

export function verifyWith(
  key: AsymmetricKey,
  algorithm: string | null | undefined,
  data: Uint8Array,
  signature: Uint8Array,
  options: SigningOptions,
): boolean {
  if (key.kind === 'ed25519') return signature.length === 64 && ed25519.verify(signature, data, key.point);
  const name = hashName(algorithm);
  const hash = hashFunction(name);
  if (key.kind === 'rsa') {
    if (options.padding !== constants.RSA_PKCS1_PSS_PADDING)
      return verifyPkcs1(key.key, name, hash, data, signature);
    const length =
      options.saltLength === constants.RSA_PSS_SALTLEN_DIGEST ? hash.outputLen : saltLength(options);
    return verifyPss(key.key, hash, data, signature, length);
  }
  const { curve, size } = CURVES[key.curve];
  try {
    const plain = options.dsaEncoding === 'ieee-p1363' ? signature : plainSignature(signature, size);
    return (
      plain.length === 2 * size && curve.verify(plain, hash(data), key.point, { prehash: false, lowS: false })
    );
  } catch {
    return false;
  }
}

function saltLength({ saltLength: length }: SigningOptions): number | undefined {
  return length === undefined || length < 0 ? undefined : length;
}

function plainSignature(signature: Uint8Array, size: number): Uint8Array {
  const [r, s] = der.readSequence(signature);
  return der.concat(der.bytesOf(der.readInteger(r), size), der.bytesOf(der.readInteger(s), size));
}

/** What createSign and createVerify give. */
class Signer {
  readonly #algorithm: string;
  readonly #parts: Uint8Array[] = [];

  constructor(algorithm: string) {
    hashFunction(hashName(algorithm));
    this.#algorithm = algorithm;
  }

  update(data: Bytes, encoding?: BufferEncoding): this {
    this.#parts.push(Uint8Array.from(bytesOfKey(data, encoding)));
    return this;
  }

  write(data: Bytes, encoding?: BufferEncoding): boolean {
    this.update(data, encoding);
    return true;
  }

  end(data?: Bytes, encoding?: BufferEncoding): this {
    return data === undefined ? this : this.update(data, encoding);
  }

  sign(key: SigningKey, encoding?: BufferEncoding): Buffer | string {
    const signature = sign(this.#algorithm, der.concat(...this.#parts), key);
    return encoding === undefined ? signature : signature.toString(encoding);
  }

  verify(key: SigningKey, signature: Bytes, encoding?: BufferEncoding): boolean {
    return verify(this.#algorithm, der.concat(...this.#parts), key, bytesOfKey(signature, encoding));
  }
}

export function createSign(algorithm: string): Signer {
  return new Signer(algorithm);
}

export { createSign as createVerify };

/** As in Node, the key may be a KeyObject; one that is not secret is refused. */
export function createHmac(algorithm: string, key: Bytes | KeyObject) {
  if (!(key instanceof KeyObject)) return createPlainHmac(algorithm, key);
  if (key.material.kind !== 'secret') {
    throw Object.assign(new TypeError(`Invalid key object type ${key.type}, expected secret.`), {
      code: 'ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE',
    });
  }
  return createPlainHmac(algorithm, key.material.bytes);
}

export function hmacOf(algorithm: string, key: Uint8Array, data: Uint8Array): Uint8Array {
  return hmac(hashFunction(algorithm), key, data);
}
