import type { SourceFiles } from '../../../lessons/runtime/playground.ts';

const encoder = new TextEncoder();

const LOCAL_FILE = 0x04034b50;
const CENTRAL_FILE = 0x02014b50;
const END = 0x06054b50;
/** ZIP 2.0; names are UTF-8. */
const VERSION = 20;
const UTF8 = 0x0800;

/** A zip archive of these files, stored as they are: they are small. */
export function zip(files: SourceFiles, date: Date): Blob {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const central: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const name = encoder.encode(path);
    const data = encoder.encode(text);
    const { time, day } = dosDate(date);
    // Shared by both headers: version needed, flags, method, time, day, checksum, sizes, lengths of name and extra.
    const common = [
      ...[VERSION, UTF8, 0, time, day].map((value) => [2, value] as const),
      ...[crc32(data), data.length, data.length].map((value) => [4, value] as const),
      [2, name.length] as const,
      [2, 0] as const,
    ];
    const local = [fields([4, LOCAL_FILE], ...common), name, data];
    // Comment, disk, attributes, and where the local header is.
    const rest = [...[0, 0, 0].map((value) => [2, value] as const), [4, 0] as const, [4, offset] as const];
    central.push(fields([4, CENTRAL_FILE], [2, VERSION], ...common, ...rest), name);
    parts.push(...local);
    offset += sizeOf(local);
  }
  const count = Object.keys(files).length;
  const end = fields(
    [4, END],
    ...[0, 0, count, count].map((value) => [2, value] as const),
    [4, sizeOf(central)],
    [4, offset],
    [2, 0],
  );
  return new Blob([...parts, ...central, end], { type: 'application/zip' });
}

/** Numbers, lowest byte first, each of so many bytes. */
function fields(...numbers: readonly (readonly [size: number, value: number])[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    numbers.flatMap(([size, value]) =>
      Array.from({ length: size }, (_, index) => (value >>> (8 * index)) & 0xff),
    ),
  );
}

function sizeOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function crc32(data: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of data) crc = (crc >>> 8) ^ (crcTable[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

/** As MS-DOS wrote time: two bytes each, in steps of two seconds, from 1980. */
function dosDate(date: Date): { readonly time: number; readonly day: number } {
  return {
    time: (date.getHours() << 11) | (date.getMinutes() << 5) | (date.getSeconds() >> 1),
    day: ((date.getFullYear() - 1980) << 9) | ((date.getMonth() + 1) << 5) | date.getDate(),
  };
}
