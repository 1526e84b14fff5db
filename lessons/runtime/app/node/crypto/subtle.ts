import { gcm } from '@noble/ciphers/aes.js';
import { pbkdf2Sync, hashFunction, randomBytes, timingSafeEqual } from '../crypto.ts';
import { hkdfSync } from './cipher.ts';
import { curveNamed, CURVES } from './curves.ts';
import { generateKeyMaterial } from './generate.ts';
import {
  isPrivate,
  publicOf,
  readJwk,
  readPkcs8,
  readSpki,
  writeJwk,
  writePkcs8,
  writeSpki,
  type Jwk,
  type KeyMaterial,
} from './key-material.ts';
import { constants, hmacOf, signWith, verifyWith } from './signing.ts';

type Source = ArrayBuffer | ArrayBufferView<ArrayBuffer>;
type Named = string | { readonly name: string; readonly [member: string]: unknown };

interface Algorithm {
  readonly name: string;
  readonly [member: string]: unknown;
}

/** Web Crypto's CryptoKey. */
export class CryptoKey {
  readonly type: 'secret' | 'public' | 'private';
  readonly algorithm: Algorithm;
  readonly extractable: boolean;
  readonly usages: readonly string[];
  readonly material: KeyMaterial;

  constructor(material: KeyMaterial, algorithm: Algorithm, extractable: boolean, usages: readonly string[]) {
    this.type = material.kind === 'secret' ? 'secret' : isPrivate(material) ? 'private' : 'public';
    this.material = material;
    this.algorithm = algorithm;
    this.extractable = extractable || this.type === 'public';
    this.usages = usages;
    Object.defineProperty(this, 'material', { enumerable: false });
  }

  get [Symbol.toStringTag](): string {
    return 'CryptoKey';
  }
}

/** What is thrown has the names that browsers give. */
function failure(name: string, message: string): DOMException {
  return new DOMException(message, name);
}

const bytesOf = (source: Source): Uint8Array =>
  ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
const bufferOf = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;
const nameOf = (algorithm: Named) => (typeof algorithm === 'string' ? algorithm : algorithm.name);

/** 'sha256' of 'SHA-256' or { name: 'SHA-256' }. */
function hashNameOf(hash: unknown): string {
  const name = typeof hash === 'object' && hash !== null && 'name' in hash ? hash.name : hash;
  if (typeof name !== 'string') throw failure('NotSupportedError', 'The algorithm needs a hash.');
  return name.toLowerCase().replace('-', '');
}

/** The algorithm as a key carries it. */
function describeAlgorithm(algorithm: Named, material: KeyMaterial): Algorithm {
  const given = typeof algorithm === 'string' ? { name: algorithm } : algorithm;
  const hash = typeof given.hash === 'string' ? { hash: { name: given.hash } } : {};
  switch (material.kind) {
    case 'secret':
      return { ...given, ...hash, length: material.bytes.length * 8 };
    case 'rsa':
      return {
        ...given,
        ...hash,
        modulusLength: material.key.n.toString(2).length,
        publicExponent: Uint8Array.of(1, 0, 1),
      };
    case 'ec':
      return { ...given, namedCurve: material.curve };
    case 'ed25519':
      return given;
  }
}

/** The part of a browser's crypto.subtle that tokens and secrets need: in an opaque origin there is none. */
export const subtle = {
  async digest(algorithm: Named, data: Source): Promise<ArrayBuffer> {
    return bufferOf(hashFunction(hashNameOf(nameOf(algorithm)))(bytesOf(data)));
  },

  async importKey(
    format: 'raw' | 'jwk' | 'spki' | 'pkcs8',
    data: Source | Jwk,
    algorithm: Named,
    extractable: boolean,
    usages: readonly string[],
  ): Promise<CryptoKey> {
    const material = importMaterial(format, data, algorithm);
    return new CryptoKey(material, describeAlgorithm(algorithm, material), extractable, usages);
  },

  async exportKey(format: 'raw' | 'jwk' | 'spki' | 'pkcs8', key: CryptoKey): Promise<ArrayBuffer | object> {
    if (!key.extractable) throw failure('InvalidAccessError', 'key is not extractable');
    const { material } = key;
    if (format === 'jwk') return { ...writeJwk(material), ext: key.extractable, key_ops: [...key.usages] };
    if (material.kind === 'secret') return bufferOf(material.bytes);
    if (format === 'raw') return bufferOf(material.kind === 'rsa' ? writeSpki(material) : material.point);
    return bufferOf(format === 'spki' ? writeSpki(material) : writePkcs8(material));
  },

  async generateKey(algorithm: Named, extractable: boolean, usages: readonly string[]) {
    const name = nameOf(algorithm);
    const given = typeof algorithm === 'string' ? { name } : algorithm;
    if (name === 'HMAC' || name.startsWith('AES')) {
      const bits = typeof given.length === 'number' ? given.length : name === 'HMAC' ? 512 : 256;
      const material: KeyMaterial = { kind: 'secret', bytes: randomBytes(bits / 8) };
      return new CryptoKey(material, describeAlgorithm(algorithm, material), extractable, usages);
    }
    const kind = name.startsWith('RSA') ? 'rsa' : name === 'Ed25519' ? 'ed25519' : 'ec';
    const material = generateKeyMaterial(kind, {
      modulusLength: Number(given.modulusLength ?? 2048),
      namedCurve: String(given.namedCurve),
    });
    const described = describeAlgorithm(algorithm, material);
    return {
      publicKey: new CryptoKey(publicOf(material), described, true, ['verify']),
      privateKey: new CryptoKey(material, described, extractable, ['sign']),
    };
  },

  async sign(algorithm: Named, key: CryptoKey, data: Source): Promise<ArrayBuffer> {
    const { material } = key;
    allow(key, 'sign');
    if (material.kind === 'secret') {
      return bufferOf(hmacOf(hashNameOf(key.algorithm.hash), material.bytes, bytesOf(data)));
    }
    const { hash, options } = signingOf(algorithm, key);
    return bufferOf(signWith(material, hash, bytesOf(data), options));
  },

  async verify(algorithm: Named, key: CryptoKey, signature: Source, data: Source): Promise<boolean> {
    const { material } = key;
    allow(key, 'verify');
    if (material.kind === 'secret') {
      const expected = hmacOf(hashNameOf(key.algorithm.hash), material.bytes, bytesOf(data));
      const given = bytesOf(signature);
      return expected.length === given.length && timingSafeEqual(expected, given);
    }
    const { hash, options } = signingOf(algorithm, key);
    return verifyWith(material, hash, bytesOf(data), bytesOf(signature), options);
  },

  async encrypt(
    algorithm: Algorithm & { iv: Source; additionalData?: Source },
    key: CryptoKey,
    data: Source,
  ) {
    return bufferOf(galois(algorithm, key).encrypt(bytesOf(data)));
  },

  async decrypt(
    algorithm: Algorithm & { iv: Source; additionalData?: Source },
    key: CryptoKey,
    data: Source,
  ) {
    try {
      return bufferOf(galois(algorithm, key).decrypt(bytesOf(data)));
    } catch {
      throw failure('OperationError', 'The operation failed for an operation-specific reason');
    }
  },

  async deriveBits(
    algorithm: Algorithm & { salt: Source; info?: Source; iterations?: number },
    key: CryptoKey,
    length: number,
  ): Promise<ArrayBuffer> {
    if (key.material.kind !== 'secret')
      throw failure('NotSupportedError', 'Only PBKDF2 and HKDF are offered here.');
    const { bytes } = key.material;
    const digest = hashNameOf(algorithm.hash);
    const salt = bytesOf(algorithm.salt);
    return algorithm.name === 'PBKDF2'
      ? bufferOf(pbkdf2Sync(bytes, salt, Number(algorithm.iterations), length / 8, digest))
      : hkdfSync(digest, bytes, salt, bytesOf(algorithm.info ?? new ArrayBuffer(0)), length / 8);
  },
};

function importMaterial(format: string, data: Source | Jwk, algorithm: Named): KeyMaterial {
  if (format === 'jwk') return readJwk(data as Jwk);
  const bytes = bytesOf(data as Source);
  if (format === 'spki') return readSpki(bytes);
  if (format === 'pkcs8') return readPkcs8(bytes);
  const name = nameOf(algorithm);
  if (name === 'Ed25519') return { kind: 'ed25519', point: Uint8Array.from(bytes) };
  if (!name.startsWith('EC')) return { kind: 'secret', bytes: Uint8Array.from(bytes) };
  const curve = curveNamed(typeof algorithm === 'object' ? algorithm.namedCurve : undefined);
  return { kind: 'ec', curve, point: CURVES[curve].curve.Point.fromBytes(bytes).toBytes(false) };
}

function allow(key: CryptoKey, usage: string): void {
  if (!key.usages.includes(usage))
    throw failure('InvalidAccessError', `The key may not be used to ${usage}.`);
}

function signingOf(algorithm: Named, key: CryptoKey) {
  const given = typeof algorithm === 'object' ? algorithm : { name: algorithm };
  const isEc = key.material.kind === 'ec';
  const hash = key.material.kind === 'ed25519' ? null : hashNameOf(isEc ? given.hash : key.algorithm.hash);
  const padding =
    key.algorithm.name === 'RSA-PSS' ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  const saltLength = typeof given.saltLength === 'number' ? { saltLength: given.saltLength } : {};
  return { hash, options: { padding, ...saltLength, dsaEncoding: 'ieee-p1363' as const } };
}

function galois(algorithm: { name: string; iv: Source; additionalData?: Source }, key: CryptoKey) {
  if (algorithm.name !== 'AES-GCM' || key.material.kind !== 'secret') {
    throw failure('NotSupportedError', 'To encrypt, only AES-GCM is offered here.');
  }
  const { additionalData } = algorithm;
  return gcm(key.material.bytes, bytesOf(algorithm.iv), additionalData && bytesOf(additionalData));
}

/** Puts Web Crypto where an opaque origin has left it out. */
export function installSubtle(): void {
  if (globalThis.crypto.subtle !== undefined) return;
  Object.defineProperty(globalThis.crypto, 'subtle', { value: subtle, configurable: true });
  Object.defineProperty(globalThis, 'CryptoKey', { value: CryptoKey, writable: true, configurable: true });
}
