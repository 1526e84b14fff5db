/** node:crypto: hashes, which are always there, and the keys, signatures and ciphers that few programs use. */
import { installSubtle } from './subtle.ts';

installSubtle();

export * from '../crypto.ts';
export { createCipheriv, createDecipheriv, hkdfSync } from './cipher.ts';
export { generateKeyPair, generateKeyPairSync, generateKeySync } from './generate.ts';
export { createPrivateKey, createPublicKey, createSecretKey, KeyObject } from './key-object.ts';
export { constants, createHmac, createSign, createVerify, sign, verify } from './signing.ts';
export { subtle } from './subtle.ts';
