import { ed25519 } from '@noble/curves/ed25519.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';

export type CurveName = 'P-256' | 'P-384' | 'P-521';

interface CurveEntry {
  readonly curve: typeof p256;
  /** Name that Node gives it. */
  readonly node: string;
  readonly id: string;
  /** Bytes of a coordinate. */
  readonly size: number;
}

/** The curves of ES256, ES384 and ES512. */
export const CURVES: Readonly<Record<CurveName, CurveEntry>> = {
  'P-256': { curve: p256, node: 'prime256v1', id: '1.2.840.10045.3.1.7', size: 32 },
  'P-384': { curve: p384, node: 'secp384r1', id: '1.3.132.0.34', size: 48 },
  'P-521': { curve: p521, node: 'secp521r1', id: '1.3.132.0.35', size: 66 },
};

/** A curve by any of its names: 'P-256', 'prime256v1', '1.2.840.10045.3.1.7'. */
export function curveNamed(name: unknown): CurveName {
  const found = Object.entries(CURVES).find(
    ([key, { node, id }]) =>
      name === key || name === node || name === id || (name === 'secp256r1' && key === 'P-256'),
  );
  if (found === undefined) {
    throw new Error(`The curve ${String(name)} is not offered here: use P-256, P-384 or P-521.`);
  }
  return found[0] as CurveName;
}

export { ed25519 };
