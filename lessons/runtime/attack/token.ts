/** JSON Web Tokens made and read by hand, as whoever holds one can: for attacks and checks. */

export type Claims = Readonly<Record<string, unknown>>;

/** What HMAC hashes with, by the algorithm's name in a token. */
const HASHES = new Map([
  ['HS256', 'SHA-256'],
  ['HS384', 'SHA-384'],
  ['HS512', 'SHA-512'],
]);

/** A token of this header and these claims; without a signature when no secret is given. */
export async function makeToken(header: Claims, claims: Claims, secret?: string): Promise<string> {
  const text = `${encode(JSON.stringify(header))}.${encode(JSON.stringify(claims))}`;
  return `${text}.${secret === undefined ? '' : await sign(text, String(header.alg), secret)}`;
}

/** Header and claims of a token, which anybody can read. Throws when it is none. */
export function readToken(token: string): { readonly header: Claims; readonly claims: Claims } {
  const [header = '', claims = ''] = token.split('.');
  return { header: decode(header), claims: decode(claims) };
}

async function sign(text: string, algorithm: string, secret: string): Promise<string> {
  const hash = HASHES.get(algorithm);
  if (hash === undefined) throw new Error(`There is no signature by ${algorithm} here.`);
  const bytes = new TextEncoder();
  const key = await crypto.subtle.importKey('raw', bytes.encode(secret), { name: 'HMAC', hash }, false, [
    'sign',
  ]);
  const signature = await crypto.subtle.sign('HMAC', key, bytes.encode(text));
  return base64url(new Uint8Array(signature));
}

function encode(text: string): string {
  return base64url(new TextEncoder().encode(text));
}

function base64url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function decode(part: string): Claims {
  const binary = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
  const text = new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
  return JSON.parse(text) as Claims;
}
