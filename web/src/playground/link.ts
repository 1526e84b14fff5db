import { programSchema, type PlaygroundProgram } from './program.ts';

/** The longest link, in characters, that browsers, mail and chat carry whole. */
export const LONGEST_LINK = 32_000;

/** What a link may unpack to: a few kilobytes can become gigabytes. */
const MOST_UNPACKED = 2_000_000;

const PREFIX = '#program=';

export type LinkContent =
  | { readonly kind: 'none' }
  | { readonly kind: 'program'; readonly program: PlaygroundProgram }
  | { readonly kind: 'wrong'; readonly message: string };

/** The fragment of a link that carries this program: compressed JSON in base64url. */
export async function writeFragment(program: PlaygroundProgram): Promise<string> {
  const json = new Blob([JSON.stringify(program)]);
  const packed = json.stream().pipeThrough(new CompressionStream('deflate-raw'));
  return PREFIX + toBase64Url(new Uint8Array(await new Response(packed).arrayBuffer()));
}

/** The program that a fragment carries. Whoever made the link wrote it, so nothing of it is taken on trust. */
export async function readFragment(fragment: string): Promise<LinkContent> {
  if (!fragment.startsWith(PREFIX)) return { kind: 'none' };
  let value: unknown;
  try {
    value = JSON.parse(await unpack(fromBase64Url(fragment.slice(PREFIX.length))));
  } catch {
    return { kind: 'wrong', message: 'The link is cut short or mistyped. Ask for it again.' };
  }
  const parsed = programSchema.safeParse(value);
  if (parsed.success) return { kind: 'program', program: parsed.data };
  return { kind: 'wrong', message: 'The link holds no program that this playground can open.' };
}

async function unpack(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const reader = unpacked.getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
    if (text.length > MOST_UNPACKED) {
      await reader.cancel();
      throw new Error('The program is too large.');
    }
  }
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
