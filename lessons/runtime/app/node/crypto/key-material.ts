import { Buffer } from '../buffer.ts';
import { CURVES, curveNamed, ed25519, type CurveName } from './curves.ts';
import * as der from './der.ts';
import { chineseRemainder, type RsaPrivate, type RsaPublic } from './rsa.ts';

/** A key, whatever it was written in. */
export type KeyMaterial =
  | { readonly kind: 'secret'; readonly bytes: Uint8Array }
  | { readonly kind: 'rsa'; readonly isPrivate: false; readonly key: RsaPublic }
  | { readonly kind: 'rsa'; readonly isPrivate: true; readonly key: RsaPrivate }
  | {
      readonly kind: 'ec';
      readonly curve: CurveName;
      readonly point: Uint8Array;
      readonly secret?: Uint8Array;
    }
  | { readonly kind: 'ed25519'; readonly point: Uint8Array; readonly secret?: Uint8Array };

export type AsymmetricKey = Exclude<KeyMaterial, { kind: 'secret' }>;

const RSA = '1.2.840.113549.1.1.1';
const RSA_PSS = '1.2.840.113549.1.1.10';
const EC = '1.2.840.10045.2.1';
const ED25519 = '1.3.101.112';

export function isPrivate(key: AsymmetricKey): boolean {
  return key.kind === 'rsa' ? key.isPrivate : key.secret !== undefined;
}

/** The public half. */
export function publicOf(key: AsymmetricKey): AsymmetricKey {
  if (key.kind === 'rsa') return { kind: 'rsa', isPrivate: false, key: { n: key.key.n, e: key.key.e } };
  return key.kind === 'ec'
    ? { kind: 'ec', curve: key.curve, point: key.point }
    : { kind: 'ed25519', point: key.point };
}

export function ecPrivate(curve: CurveName, secret: Uint8Array): AsymmetricKey {
  return { kind: 'ec', curve, secret, point: CURVES[curve].curve.getPublicKey(secret, false) };
}

export function ed25519Private(secret: Uint8Array): AsymmetricKey {
  return { kind: 'ed25519', secret, point: ed25519.getPublicKey(secret) };
}

/** Reads 'SubjectPublicKeyInfo'. */
export function readSpki(bytes: Uint8Array): AsymmetricKey {
  const [algorithm, key] = der.readSequence(bytes);
  const [id, parameters] = der.readSequence(algorithm?.bytes ?? bytes);
  const content = der.readBitString(key);
  switch (der.readObjectId(id)) {
    case RSA:
    case RSA_PSS:
      return readPkcs1Public(content);
    case EC:
      return { kind: 'ec', curve: curveNamed(der.readObjectId(parameters)), point: content };
    case ED25519:
      return { kind: 'ed25519', point: content };
    default:
      throw new Error('Keys of this kind are not offered here: use RSA, EC or Ed25519.');
  }
}

/** Reads 'PrivateKeyInfo' of PKCS #8. */
export function readPkcs8(bytes: Uint8Array): AsymmetricKey {
  const [, algorithm, key] = der.readSequence(bytes);
  const [id, parameters] = der.readSequence(algorithm?.bytes ?? bytes);
  const content = der.readOctets(key);
  switch (der.readObjectId(id)) {
    case RSA:
    case RSA_PSS:
      return readPkcs1Private(content);
    case EC:
      return readSec1(content, curveNamed(der.readObjectId(parameters)));
    case ED25519:
      return ed25519Private(der.readOctets(der.readAll(content)[0]));
    default:
      throw new Error('Keys of this kind are not offered here: use RSA, EC or Ed25519.');
  }
}

export function readPkcs1Public(bytes: Uint8Array): AsymmetricKey {
  const [n, e] = der.readSequence(bytes);
  return { kind: 'rsa', isPrivate: false, key: { n: der.readInteger(n), e: der.readInteger(e) } };
}

export function readPkcs1Private(bytes: Uint8Array): AsymmetricKey {
  const [, n, e, d, p, q] = der.readSequence(bytes);
  const [modulus, exponent] = [der.readInteger(n), der.readInteger(e)];
  const key = {
    n: modulus,
    e: exponent,
    d: der.readInteger(d),
    p: der.readInteger(p),
    q: der.readInteger(q),
  };
  return { kind: 'rsa', isPrivate: true, key };
}

/** Reads 'ECPrivateKey', which may name its curve itself. */
export function readSec1(bytes: Uint8Array, known?: CurveName): AsymmetricKey {
  const [, secret, ...rest] = der.readSequence(bytes);
  const parameters = rest.find(({ tag }) => tag === 0xa0);
  const curve =
    known ?? curveNamed(der.readObjectId(der.readAll(parameters?.content ?? new Uint8Array(0))[0]));
  return ecPrivate(curve, der.readOctets(secret));
}

/** The key in an X.509 certificate. */
export function readCertificate(bytes: Uint8Array): AsymmetricKey {
  const [body] = der.readSequence(bytes);
  // version, serial, signature, issuer, validity, subject, key
  const fields = der.readSequence(body?.bytes ?? bytes).filter(({ tag }) => tag !== 0xa0);
  return readSpki(fields[5]?.bytes ?? bytes);
}

export function writeSpki(key: AsymmetricKey): Uint8Array {
  switch (key.kind) {
    case 'rsa':
      return der.sequence(
        der.sequence(der.objectId(RSA), der.nothing()),
        der.bitString(writePkcs1Public(key.key)),
      );
    case 'ec':
      return der.sequence(
        der.sequence(der.objectId(EC), der.objectId(CURVES[key.curve].id)),
        der.bitString(key.point),
      );
    case 'ed25519':
      return der.sequence(der.sequence(der.objectId(ED25519)), der.bitString(key.point));
  }
}

export function writePkcs8(key: AsymmetricKey): Uint8Array {
  const version = der.integer(0n);
  if (key.kind === 'rsa') {
    return der.sequence(
      version,
      der.sequence(der.objectId(RSA), der.nothing()),
      der.octets(writePkcs1Private(privateRsa(key))),
    );
  }
  return key.kind === 'ec'
    ? der.sequence(
        version,
        der.sequence(der.objectId(EC), der.objectId(CURVES[key.curve].id)),
        der.octets(writeSec1(key, false)),
      )
    : der.sequence(version, der.sequence(der.objectId(ED25519)), der.octets(der.octets(secretOf(key))));
}

export function writePkcs1Public({ n, e }: RsaPublic): Uint8Array {
  return der.sequence(der.integer(n), der.integer(e));
}

export function writePkcs1Private(key: RsaPrivate): Uint8Array {
  const { dp, dq, qi } = chineseRemainder(key);
  const numbers = [0n, key.n, key.e, key.d, key.p, key.q, dp, dq, qi];
  return der.sequence(...numbers.map(der.integer));
}

export function writeSec1(key: AsymmetricKey, isNamed = true): Uint8Array {
  if (key.kind !== 'ec') throw new Error('Only EC keys are written as SEC 1.');
  return der.sequence(
    der.integer(1n),
    der.octets(secretOf(key)),
    ...(isNamed ? [der.node(0xa0, der.objectId(CURVES[key.curve].id))] : []),
    der.node(0xa1, der.bitString(key.point)),
  );
}

export function privateRsa(key: AsymmetricKey): RsaPrivate {
  if (key.kind !== 'rsa' || !key.isPrivate) throw new TypeError('A private RSA key is needed.');
  return key.key;
}

export function secretOf(key: AsymmetricKey): Uint8Array {
  if (key.kind === 'rsa' || key.secret === undefined) throw new TypeError('A private key is needed.');
  return key.secret;
}

/** JSON Web Key. */
export type Jwk = Readonly<Record<string, string>>;

const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
const encode = (value: bigint) => base64url(der.bytesOf(value));

export function writeJwk(key: KeyMaterial): Jwk {
  switch (key.kind) {
    case 'secret':
      return { kty: 'oct', k: base64url(key.bytes) };
    case 'rsa': {
      const { n, e } = key.key;
      if (!key.isPrivate) return { kty: 'RSA', n: encode(n), e: encode(e) };
      const { d, p, q } = key.key;
      const { dp, dq, qi } = chineseRemainder(key.key);
      return {
        kty: 'RSA',
        ...{ n: encode(n), e: encode(e), d: encode(d), p: encode(p), q: encode(q) },
        ...{ dp: encode(dp), dq: encode(dq), qi: encode(qi) },
      };
    }
    case 'ec': {
      const { size } = CURVES[key.curve];
      const x = base64url(key.point.subarray(1, 1 + size));
      const y = base64url(key.point.subarray(1 + size));
      return { kty: 'EC', crv: key.curve, x, y, ...(key.secret && { d: base64url(key.secret) }) };
    }
    case 'ed25519':
      return {
        kty: 'OKP',
        crv: 'Ed25519',
        x: base64url(key.point),
        ...(key.secret && { d: base64url(key.secret) }),
      };
  }
}

export function readJwk(jwk: Jwk): KeyMaterial {
  const bytes = (name: string): Uint8Array => {
    const value = jwk[name];
    if (typeof value !== 'string') throw new TypeError(`Invalid JWK: it has no "${name}".`);
    return Buffer.from(value, 'base64url');
  };
  const number = (name: string) => der.bigintOf(bytes(name));
  switch (jwk.kty) {
    case 'oct':
      return { kind: 'secret', bytes: bytes('k') };
    case 'RSA': {
      const key = { n: number('n'), e: number('e') };
      if (jwk.d === undefined) return { kind: 'rsa', isPrivate: false, key };
      return {
        kind: 'rsa',
        isPrivate: true,
        key: { ...key, d: number('d'), p: number('p'), q: number('q') },
      };
    }
    case 'EC': {
      const curve = curveNamed(jwk.crv);
      if (jwk.d !== undefined) return ecPrivate(curve, bytes('d'));
      return { kind: 'ec', curve, point: der.concat(Uint8Array.of(4), bytes('x'), bytes('y')) };
    }
    case 'OKP':
      if (jwk.crv !== 'Ed25519') throw new TypeError('Of the OKP keys only Ed25519 is offered here.');
      return jwk.d === undefined ? { kind: 'ed25519', point: bytes('x') } : ed25519Private(bytes('d'));
    default:
      throw new TypeError(`Invalid JWK: the key type ${String(jwk.kty)} is not known.`);
  }
}
