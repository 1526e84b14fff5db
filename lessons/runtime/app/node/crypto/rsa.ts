import { randomBytes } from '../crypto.ts';
import { bigintOf, bytesOf, concat } from './der.ts';

export interface RsaPublic {
  readonly n: bigint;
  readonly e: bigint;
}

export interface RsaPrivate extends RsaPublic {
  readonly d: bigint;
  readonly p: bigint;
  readonly q: bigint;
}

type Hash = { (data: Uint8Array): Uint8Array; readonly outputLen: number };

/** How a digest names itself in a signature of PKCS #1 version 1.5. */
const PREFIXES: Readonly<Record<string, string>> = {
  sha1: '3021300906052b0e03021a05000414',
  sha224: '302d300d06096086480165030402040500041c',
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
};

/** Five bits of the exponent at a time. */
function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const powers = [1n];
  for (let index = 1; index < 32; index++) powers.push(((powers[index - 1] ?? 1n) * base) % modulus);
  let result = 1n;
  for (const digit of exponent.toString(32)) {
    for (let bit = 0; bit < 5 && result !== 1n; bit++) result = (result * result) % modulus;
    const value = parseInt(digit, 32);
    if (value > 0) result = (result * (powers[value] ?? 1n)) % modulus;
  }
  return result;
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [rest, next] = [modulus, ((value % modulus) + modulus) % modulus];
  let [factor, nextFactor] = [0n, 1n];
  while (next !== 0n) {
    const quotient = rest / next;
    [rest, next] = [next, rest - quotient * next];
    [factor, nextFactor] = [nextFactor, factor - quotient * nextFactor];
  }
  return ((factor % modulus) + modulus) % modulus;
}

/** Exponents and the coefficient with which the private key is applied in a quarter of the time. */
export function chineseRemainder({ d, p, q }: RsaPrivate) {
  return { dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
}

function applyPrivate(key: RsaPrivate, value: bigint): bigint {
  const { p, q } = key;
  const { dp, dq, qi } = chineseRemainder(key);
  const one = power(value, dp, p);
  const other = power(value, dq, q);
  return other + q * (((((one - other) % p) + p) * qi) % p);
}

const sizeOf = ({ n }: RsaPublic) => Math.ceil(n.toString(2).length / 8);

function paddedDigest(hashName: string, hash: Hash, data: Uint8Array, size: number): Uint8Array {
  const prefix = PREFIXES[hashName];
  if (prefix === undefined) throw new Error(`RSA signatures with ${hashName} are not offered here.`);
  const digest = concat(bytesOf(BigInt(`0x${prefix}`), prefix.length / 2), hash(data));
  const fill = size - digest.length - 3;
  if (fill < 8) throw new Error('digest too big for rsa key');
  return concat(Uint8Array.of(0, 1), new Uint8Array(fill).fill(0xff), Uint8Array.of(0), digest);
}

/** RSASSA-PKCS1-v1_5: RS256 and its kin. */
export function signPkcs1(key: RsaPrivate, hashName: string, hash: Hash, data: Uint8Array): Uint8Array {
  const size = sizeOf(key);
  return bytesOf(applyPrivate(key, bigintOf(paddedDigest(hashName, hash, data, size))), size);
}

export function verifyPkcs1(
  key: RsaPublic,
  hashName: string,
  hash: Hash,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  const size = sizeOf(key);
  const value = bigintOf(signature);
  if (signature.length !== size || value >= key.n) return false;
  return power(value, key.e, key.n) === bigintOf(paddedDigest(hashName, hash, data, size));
}

function mask(hash: Hash, seed: Uint8Array, length: number): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let counter = 0; parts.length * hash.outputLen < length; counter++) {
    parts.push(hash(concat(seed, bytesOf(BigInt(counter), 4))));
  }
  return concat(...parts).subarray(0, length);
}

const exclusiveOr = (one: Uint8Array, other: Uint8Array) =>
  one.map((byte, index) => byte ^ (other[index] ?? 0));

/** RSASSA-PSS: PS256 and its kin. */
export function signPss(key: RsaPrivate, hash: Hash, data: Uint8Array, saltLength: number): Uint8Array {
  const bits = key.n.toString(2).length - 1;
  const size = Math.ceil(bits / 8);
  const salt = randomBytes(saltLength);
  const digest = hash(concat(new Uint8Array(8), hash(data), salt));
  const fill = size - saltLength - hash.outputLen - 2;
  if (fill < 0) throw new Error('data too large for key size');
  const block = concat(new Uint8Array(fill), Uint8Array.of(1), salt);
  const masked = exclusiveOr(block, mask(hash, digest, block.length));
  masked[0] = (masked[0] ?? 0) & (0xff >> (8 * size - bits));
  return bytesOf(applyPrivate(key, bigintOf(concat(masked, digest, Uint8Array.of(0xbc)))), sizeOf(key));
}

/** A salt of any length is taken unless one is given. */
export function verifyPss(
  key: RsaPublic,
  hash: Hash,
  data: Uint8Array,
  signature: Uint8Array,
  saltLength?: number,
): boolean {
  const bits = key.n.toString(2).length - 1;
  const size = Math.ceil(bits / 8);
  const value = bigintOf(signature);
  if (signature.length !== sizeOf(key) || value >= key.n) return false;
  const message = power(value, key.e, key.n);
  if (message >= 1n << BigInt(8 * size)) return false;
  const encoded = bytesOf(message, size);
  if (encoded.at(-1) !== 0xbc) return false;
  const masked = encoded.subarray(0, size - hash.outputLen - 1);
  const digest = encoded.subarray(masked.length, -1);
  const block = exclusiveOr(masked, mask(hash, digest, masked.length));
  block[0] = (block[0] ?? 0) & (0xff >> (8 * size - bits));
  const one = block.findIndex((byte) => byte !== 0);
  if (block[one] !== 1) return false;
  const salt = block.subarray(one + 1);
  if (saltLength !== undefined && salt.length !== saltLength) return false;
  return bigintOf(hash(concat(new Uint8Array(8), hash(data), salt))) === bigintOf(digest);
}

/** Odd primes below 20,000: what one of these divides is not tested at length. */
const SMALL_PRIMES = smallPrimes(20_000);

function smallPrimes(limit: number): number[] {
  const isComposite = new Uint8Array(limit);
  const primes: number[] = [];
  for (let candidate = 3; candidate < limit; candidate += 2) {
    if (isComposite[candidate]) continue;
    primes.push(candidate);
    for (let multiple = candidate * candidate; multiple < limit; multiple += candidate)
      isComposite[multiple] = 1;
  }
  return primes;
}

/** The test of Miller and Rabin. */
function isProbablyPrime(candidate: bigint): boolean {
  let odd = candidate - 1n;
  let twos = 0;
  while ((odd & 1n) === 0n) {
    odd >>= 1n;
    twos++;
  }
  // For random candidates of this size, a few rounds leave less than one error in 2^80.
  for (let round = 0; round < 4; round++) {
    let value = power(2n + (bigintOf(randomBytes(16)) % (candidate - 4n)), odd, candidate);
    if (value === 1n || value === candidate - 1n) continue;
    let hasFound = false;
    for (let step = 1; step < twos && !hasFound; step++) {
      value = (value * value) % candidate;
      hasFound = value === candidate - 1n;
    }
    if (!hasFound) return false;
  }
  return true;
}

/** A random prime with both highest bits set, so that the product of two has all its bits. */
function randomPrime(bits: number, e: bigint): bigint {
  for (;;) {
    const drawn = bigintOf(randomBytes(Math.ceil(bits / 8))) & ((1n << BigInt(bits)) - 1n);
    const start = drawn | (3n << BigInt(bits - 2)) | 1n;
    const rests = SMALL_PRIMES.map((prime) => Number(start % BigInt(prime)));
    for (let step = 0; step < 4000; step += 2) {
      if (rests.some((rest, index) => (rest + step) % (SMALL_PRIMES[index] ?? 1) === 0)) continue;
      const candidate = start + BigInt(step);
      if ((candidate - 1n) % e !== 0n && isProbablyPrime(candidate)) return candidate;
    }
  }
}

export function generateRsa(bits: number, e = 65_537n): RsaPrivate {
  const p = randomPrime(Math.ceil(bits / 2), e);
  let q = p;
  while (q === p) q = randomPrime(Math.floor(bits / 2), e);
  return { n: p * q, e, d: inverse(e, (p - 1n) * (q - 1n)), p, q };
}
