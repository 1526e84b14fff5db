import * as node from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as ours from '../../../lessons/runtime/app/node/crypto/index.ts';
import { subtle } from '../../../lessons/runtime/app/node/crypto/subtle.ts';

const data = Buffer.from('header.payload');

/** The same functions, told of by two authors. */
const nodeAsOurs = node as unknown as typeof ours;

const PAIRS = {
  rsa: node.generateKeyPairSync('rsa', { modulusLength: 2048 }),
  'P-256': node.generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  'P-384': node.generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  'P-521': node.generateKeyPairSync('ec', { namedCurve: 'P-521' }),
  ed25519: node.generateKeyPairSync('ed25519'),
};

const pem = (key: node.KeyObject) =>
  key.export({ type: key.type === 'private' ? 'pkcs8' : 'spki', format: 'pem' }).toString();

const PSS = { padding: node.constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
const SIGNATURES: readonly [string, keyof typeof PAIRS, string | null, object][] = [
  ['RS256', 'rsa', 'RSA-SHA256', {}],
  ['RS512', 'rsa', 'sha512', {}],
  ['PS256', 'rsa', 'sha256', PSS],
  ['ES256 as DER', 'P-256', 'sha256', {}],
  ['ES256', 'P-256', 'sha256', { dsaEncoding: 'ieee-p1363' }],
  ['ES384', 'P-384', 'sha384', { dsaEncoding: 'ieee-p1363' }],
  ['ES512', 'P-521', 'sha512', { dsaEncoding: 'ieee-p1363' }],
  ['EdDSA', 'ed25519', null, {}],
];

describe('signatures', () => {
  it.each(SIGNATURES)('%s is verified by Node, and Node’s is verified', (_name, kind, algorithm, options) => {
    const { privateKey, publicKey } = PAIRS[kind];
    const [secret, open] = [pem(privateKey), pem(publicKey)];
    const signature = ours.sign(algorithm, data, { key: secret, ...options });
    expect(node.verify(algorithm, data, { key: open, ...options }, signature)).toBe(true);
    const theirs = node.sign(algorithm, data, { key: secret, ...options });
    expect(ours.verify(algorithm, data, { key: open, ...options }, theirs)).toBe(true);
    expect(ours.verify(algorithm, Buffer.from('other'), { key: open, ...options }, theirs)).toBe(false);
    theirs[4] = (theirs[4] ?? 0) ^ 1;
    expect(ours.verify(algorithm, data, { key: open, ...options }, theirs)).toBe(false);
  });

  it('are made in parts too', () => {
    const signature = ours
      .createSign('RSA-SHA256')
      .update('header')
      .update('.payload')
      .sign(pem(PAIRS.rsa.privateKey), 'base64');
    const verifier = node.createVerify('RSA-SHA256').update(data);
    expect(verifier.verify(PAIRS.rsa.publicKey, String(signature), 'base64')).toBe(true);
  });
});

describe('keys', () => {
  it.each(Object.entries(PAIRS))(
    'of kind %s are read and written as Node does',
    (_kind, { privateKey, publicKey }) => {
      for (const key of [privateKey, publicKey]) {
        const type = key.type === 'private' ? 'pkcs8' : 'spki';
        const read = key.type === 'private' ? ours.createPrivateKey : ours.createPublicKey;
        const own = read(pem(key));
        expect(own.export({ type, format: 'pem' })).toBe(pem(key));
        expect(own.export({ format: 'jwk' })).toEqual(key.export({ format: 'jwk' }));
        expect(own).toMatchObject({ type: key.type, asymmetricKeyType: key.asymmetricKeyType });
        expect(own.asymmetricKeyDetails).toEqual(key.asymmetricKeyDetails);
        const again = read({ key: key.export({ format: 'jwk' }) as Record<string, string>, format: 'jwk' });
        expect(again.equals(own)).toBe(true);
      }
      expect(ours.createPublicKey(pem(privateKey)).export({ type: 'spki', format: 'pem' })).toBe(
        pem(publicKey),
      );
    },
  );

  it('of older forms are read: PKCS #1 and SEC 1', () => {
    const rsa = PAIRS.rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
    const ec = PAIRS['P-256'].privateKey.export({ type: 'sec1', format: 'pem' }).toString();
    expect(ours.createPrivateKey(rsa).export({ type: 'pkcs1', format: 'pem' })).toBe(rsa);
    expect(ours.createPrivateKey(ec).export({ type: 'sec1', format: 'pem' })).toBe(ec);
  });

  it.each(['rsa', 'ec', 'ed25519'])('of kind %s are generated, and Node takes them', (kind) => {
    const { privateKey, publicKey } = ours.generateKeyPairSync(kind, {
      modulusLength: 1024,
      namedCurve: 'P-256',
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const algorithm = kind === 'ed25519' ? null : 'sha256';
    const signature = node.sign(algorithm, data, String(privateKey));
    expect(node.verify(algorithm, data, String(publicKey), signature)).toBe(true);
  });

  it('that cannot be read are refused as Node refuses them', () => {
    for (const crypto of [nodeAsOurs, ours]) {
      expect(() => crypto.createPublicKey('secret')).toThrow('DECODER routines::unsupported');
      expect(() => crypto.createPrivateKey(pem(PAIRS.rsa.publicKey))).toThrow();
    }
  });
});

it('an HMAC takes a secret key object, and no public one', () => {
  const secret = ours.createSecretKey('key', 'utf8');
  expect(ours.createHmac('sha256', secret).update(data).digest('hex')).toBe(
    node.createHmac('sha256', 'key').update(data).digest('hex'),
  );
  expect(() => ours.createHmac('sha256', ours.createPublicKey(pem(PAIRS.rsa.publicKey)))).toThrow(
    'Invalid key object type public, expected secret.',
  );
});

it.each(['aes-256-gcm', 'aes-128-gcm', 'aes-256-cbc', 'aes-256-ctr'])(
  '%s opens what Node has sealed',
  (algorithm) => {
    const key = node.randomBytes(algorithm.includes('128') ? 16 : 32);
    const iv = node.randomBytes(algorithm.endsWith('gcm') ? 12 : 16);
    const sealer = node.createCipheriv(algorithm as 'aes-256-gcm', key, iv);
    const sealed = Buffer.concat([sealer.update('a secret'), sealer.final()]);
    const opener = ours.createDecipheriv(algorithm, key, iv);
    if (algorithm.endsWith('gcm')) opener.setAuthTag(sealer.getAuthTag());
    expect(String(opener.update(sealed, undefined, 'utf8')) + String(opener.final('utf8'))).toBe('a secret');
    const own = ours.createCipheriv(algorithm, key, iv);
    expect(Buffer.concat([own.update('a secret') as Buffer, own.final() as Buffer])).toEqual(sealed);
    if (algorithm.endsWith('gcm'))
      expect(own.getAuthTag().toString('hex')).toBe(sealer.getAuthTag().toString('hex'));
  },
);

describe('crypto.subtle, where an opaque origin has none', () => {
  it('signs what the platform verifies', async () => {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
    const jwk = PAIRS['P-256'].privateKey.export({ format: 'jwk' }) as Record<string, string>;
    const own = await subtle.importKey('jwk', jwk, algorithm, false, ['sign']);
    const signature = await subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, own, data as never);
    const open = await node.webcrypto.subtle.importKey(
      'jwk',
      PAIRS['P-256'].publicKey.export({ format: 'jwk' }),
      algorithm,
      false,
      ['verify'],
    );
    expect(
      await node.webcrypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, open, signature, data),
    ).toBe(true);
    await expect(subtle.exportKey('jwk', own)).rejects.toThrow('not extractable');
  });

  it('encrypts with AES-GCM and derives with PBKDF2 as the platform does', async () => {
    const raw = node.randomBytes(32);
    const iv = new Uint8Array(12);
    const own = await subtle.importKey('raw', raw as never, 'AES-GCM', false, ['encrypt', 'decrypt']);
    const sealed = await subtle.encrypt({ name: 'AES-GCM', iv }, own, data as never);
    const theirs = await node.webcrypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['decrypt']);
    expect(Buffer.from(await node.webcrypto.subtle.decrypt({ name: 'AES-GCM', iv }, theirs, sealed))).toEqual(
      data,
    );
    const algorithm = { name: 'PBKDF2', salt: iv, iterations: 10, hash: 'SHA-256' };
    const secret = await subtle.importKey('raw', raw as never, 'PBKDF2', false, ['deriveBits']);
    const derived = await subtle.deriveBits(algorithm, secret, 256);
    expect(Buffer.from(derived)).toEqual(node.pbkdf2Sync(raw, iv, 10, 32, 'sha256'));
  });
});
