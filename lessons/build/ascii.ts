import type { Plugin } from 'rolldown';

/**
 * Writes a bundle's characters beyond ASCII as escapes. One such character makes a browser keep a whole script
 * in two bytes a character, and parse it more slowly. Right wherever code may hold them, except in the raw
 * text of a tagged template and in an identifier beyond the basic plane; no bundle of ours has either.
 */
export const asciiOnly: Plugin = {
  name: 'ascii-only',
  generateBundle(_options, bundle) {
    for (const output of Object.values(bundle)) {
      if (output.type === 'chunk') output.code = escaped(output.code);
    }
  },
};

function escaped(code: string): string {
  return code.replace(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
