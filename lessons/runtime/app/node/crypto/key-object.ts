import { Buffer } from '../buffer.ts';
import { CURVES } from './curves.ts';
import {
  isPrivate,
  privateRsa,
  publicOf,
  readCertificate,
  readJwk,
  readPkcs1Private,
  readPkcs1Public,
  readPkcs8,
  readSec1,
  readSpki,
  writeJwk,
  writePkcs1Private,
  writePkcs1Public,
  writePkcs8,
  writeSec1,
  writeSpki,
  type AsymmetricKey,
  type Jwk,
  type KeyMaterial,
} from './key-material.ts';

export type Bytes = string | ArrayBufferView | ArrayBuffer;

interface ExportOptions {
  readonly format?: 'pem' | 'der' | 'jwk';
  readonly type?: 'spki' | 'pkcs8' | 'pkcs1' | 'sec1';
  readonly cipher?: string;
}

/** node:crypto's KeyObject. */
export class KeyObject {
  readonly type: 'secret' | 'public' | 'private';
  /** Not for programs; the other functions of this folder read it. */
  readonly material: KeyMaterial;

  constructor(type: 'secret' | 'public' | 'private', material: KeyMaterial) {
    this.type = type;
    this.material = material;
    Object.defineProperty(this, 'material', { enumerable: false });
  }

  static from(key: { material: KeyMaterial; type: 'secret' | 'public' | 'private' }): KeyObject {
    return new KeyObject(key.type, key.material);
  }

  get asymmetricKeyType(): 'rsa' | 'ec' | 'ed25519' | undefined {
    return this.material.kind === 'secret' ? undefined : this.material.kind;
  }

  get asymmetricKeyDetails(): object | undefined {
    const { material } = this;
    if (material.kind === 'rsa') {
      return { modulusLength: material.key.n.toString(2).length, publicExponent: material.key.e };
    }
    if (material.kind === 'ec') return { namedCurve: CURVES[material.curve].node };
    return material.kind === 'secret' ? undefined : {};
  }

  get symmetricKeySize(): number | undefined {
    return this.material.kind === 'secret' ? this.material.bytes.length : undefined;
  }

  export(options: ExportOptions = {}): Buffer | string | Jwk {
    if (options.format === 'jwk') return writeJwk(this.material);
    if (this.material.kind === 'secret') return Buffer.from(this.material.bytes);
    if (options.cipher !== undefined) throw new Error('The playground does not encrypt keys.');
    const { label, bytes } = written(this.material, this.type === 'private', options.type);
    return options.format === 'der' ? Buffer.from(bytes) : pem(label, bytes);
  }

  equals(other: KeyObject): boolean {
    return (
      this.type === other.type &&
      JSON.stringify(writeJwk(this.material)) === JSON.stringify(writeJwk(other.material))
    );
  }

  get [Symbol.toStringTag](): string {
    return 'KeyObject';
  }
}

function written(key: AsymmetricKey, isWhole: boolean, type: ExportOptions['type']) {
  if (type === 'pkcs1') {
    return isWhole
      ? { label: 'RSA PRIVATE KEY', bytes: writePkcs1Private(privateRsa(key)) }
      : { label: 'RSA PUBLIC KEY', bytes: writePkcs1Public(key.kind === 'rsa' ? key.key : privateRsa(key)) };
  }
  if (type === 'sec1') return { label: 'EC PRIVATE KEY', bytes: writeSec1(key) };
  return isWhole
    ? { label: 'PRIVATE KEY', bytes: writePkcs8(key) }
    : { label: 'PUBLIC KEY', bytes: writeSpki(key) };
}

function pem(label: string, bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

export function bytesOfKey(data: Bytes, encoding?: BufferEncoding): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data, encoding ?? 'utf8');
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}

/** What functions take for a key: an object of keys, text, bytes, or an object that says what they are. */
export type KeyInput =
  | KeyObject
  | Bytes
  | {
      readonly key: KeyObject | Bytes | Jwk;
      readonly format?: string;
      readonly type?: string;
      readonly passphrase?: unknown;
      readonly encoding?: BufferEncoding;
    };

export function createSecretKey(key: Bytes, encoding?: BufferEncoding): KeyObject {
  return new KeyObject('secret', { kind: 'secret', bytes: Uint8Array.from(bytesOfKey(key, encoding)) });
}

export function createPrivateKey(input: KeyInput): KeyObject {
  const key = readKey(input);
  if (key.kind === 'secret' || !isPrivate(key)) throw unsupported();
  return new KeyObject('private', key);
}

export function createPublicKey(input: KeyInput): KeyObject {
  const key = readKey(input);
  if (key.kind === 'secret') throw unsupported();
  return new KeyObject('public', publicOf(key));
}

function unsupported(): Error {
  return Object.assign(new Error('error:1E08010C:DECODER routines::unsupported'), {
    code: 'ERR_OSSL_UNSUPPORTED',
  });
}

/** Reads a key in any of its forms. */
export function readKey(input: KeyInput): KeyMaterial {
  if (input instanceof KeyObject) return input.material;
  if (typeof input === 'string' || ArrayBuffer.isView(input) || input instanceof ArrayBuffer)
    return readPem(input);
  const { key, format, type } = input;
  if (key instanceof KeyObject) return key.material;
  if (format === 'jwk') return readJwk(key as Jwk);
  const bytes = bytesOfKey(key as Bytes, input.encoding);
  if (format !== 'der') return readPem(bytes);
  if (type === 'pkcs8') return readPkcs8(bytes);
  if (type === 'sec1') return readSec1(bytes);
  if (type === 'pkcs1') return tryEach([readPkcs1Private, readPkcs1Public], bytes);
  return readSpki(bytes);
}

const PEM = /-----BEGIN ([A-Z0-9 ]+)-----([^-]+)-----END \1-----/;

const READERS: Readonly<Record<string, (bytes: Uint8Array) => AsymmetricKey>> = {
  'PUBLIC KEY': readSpki,
  'PRIVATE KEY': readPkcs8,
  'RSA PUBLIC KEY': readPkcs1Public,
  'RSA PRIVATE KEY': readPkcs1Private,
  'EC PRIVATE KEY': readSec1,
  CERTIFICATE: readCertificate,
};

function readPem(data: Bytes): AsymmetricKey {
  const text = typeof data === 'string' ? data : Buffer.from(bytesOfKey(data)).toString('latin1');
  const [, label = '', body = ''] = PEM.exec(text) ?? [];
  if (label === 'ENCRYPTED PRIVATE KEY') throw new Error('The playground does not decrypt keys.');
  const read = Object.hasOwn(READERS, label) ? READERS[label] : undefined;
  if (read === undefined) throw unsupported();
  return tryEach([read], Buffer.from(body.replaceAll(/\s/g, ''), 'base64'));
}

function tryEach(
  readers: readonly ((bytes: Uint8Array) => AsymmetricKey)[],
  bytes: Uint8Array,
): AsymmetricKey {
  for (const read of readers) {
    try {
      return read(bytes);
    } catch (error) {
      if (error instanceof Error && error.message.includes('offered here')) throw error;
    }
  }
  throw unsupported();
}
