import { randomBytes } from '../crypto.ts';
import { CURVES, curveNamed, ed25519 } from './curves.ts';
import { KeyObject } from './key-object.ts';
import { ecPrivate, ed25519Private, publicOf, type AsymmetricKey } from './key-material.ts';
import { generateRsa } from './rsa.ts';

interface GenerateOptions {
  readonly modulusLength?: number;
  readonly publicExponent?: number;
  readonly namedCurve?: string;
  readonly publicKeyEncoding?: Parameters<KeyObject['export']>[0];
  readonly privateKeyEncoding?: Parameters<KeyObject['export']>[0];
}

/** A new private key: `kind` as Node names it. */
export function generateKeyMaterial(kind: string, options: GenerateOptions = {}): AsymmetricKey {
  switch (kind) {
    case 'rsa':
    case 'rsa-pss': {
      const key = generateRsa(options.modulusLength ?? 2048, BigInt(options.publicExponent ?? 65_537));
      return { kind: 'rsa', isPrivate: true, key };
    }
    case 'ec': {
      const curve = curveNamed(options.namedCurve);
      return ecPrivate(curve, CURVES[curve].curve.utils.randomSecretKey());
    }
    case 'ed25519':
      return ed25519Private(ed25519.utils.randomSecretKey());
    default:
      throw new TypeError(`Keys of type ${kind} are not offered here: use rsa, ec or ed25519.`);
  }
}

export function generateKeyPairSync(kind: string, options: GenerateOptions = {}) {
  const material = generateKeyMaterial(kind, options);
  const publicKey = new KeyObject('public', publicOf(material));
  const privateKey = new KeyObject('private', material);
  const { publicKeyEncoding, privateKeyEncoding } = options;
  return {
    publicKey: publicKeyEncoding === undefined ? publicKey : publicKey.export(publicKeyEncoding),
    privateKey: privateKeyEncoding === undefined ? privateKey : privateKey.export(privateKeyEncoding),
  };
}

type PairCallback = (error: Error | null, publicKey?: unknown, privateKey?: unknown) => void;

export function generateKeyPair(kind: string, options: GenerateOptions, callback: PairCallback): void {
  try {
    const { publicKey, privateKey } = generateKeyPairSync(kind, options);
    queueMicrotask(() => callback(null, publicKey, privateKey));
  } catch (error) {
    queueMicrotask(() => callback(error as Error));
  }
}

/** util.promisify finds how to give both keys. */
Object.defineProperty(generateKeyPair, Symbol.for('nodejs.util.promisify.custom'), {
  value: async (kind: string, options: GenerateOptions) => generateKeyPairSync(kind, options),
});

export function generateKeySync(_kind: 'hmac' | 'aes', { length }: { readonly length: number }): KeyObject {
  return new KeyObject('secret', { kind: 'secret', bytes: randomBytes(Math.floor(length / 8)) });
}
