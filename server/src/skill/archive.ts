import { gzipSync } from 'node:zlib';
import type { Skill } from '../../../lessons/src/skill/skill.ts';

const BLOCK = 512;

/** The skill as .tar.gz, its files at the root: the same bytes from the same files, wherever it is made. */
export function makeArchive(skill: Skill): Buffer {
  const blocks = skill.catalogue.files.flatMap(({ path }) => {
    const bytes = skill.contents.get(path) ?? Buffer.alloc(0);
    const padding = Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK);
    return [header(path, bytes.length), bytes, padding];
  });
  const compressed = gzipSync(Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]), { level: 9 });
  // The tenth byte names the operating system.
  compressed[9] = 255;
  return compressed;
}

/** The ustar header of a file that anyone may read, without owner or time. */
function header(path: string, size: number): Buffer {
  if (Buffer.byteLength(path) > 100) throw new Error(`${path} is too long for an archive's header.`);
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, length: number) => value.toString(8).padStart(length - 1, '0') + '\0';
  block.write(path, 0);
  block.write(octal(0o644, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(size, 12), 124);
  block.write(octal(0, 12), 136);
  block.write(' '.repeat(8), 148);
  block.write('0', 156);
  block.write('ustar\u000000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${octal(sum, 7)} `, 148);
  return block;
}
