import { DataType, type IMemoryDb } from 'pg-mem';

/** Functions of PostgreSQL that schemas lean on and pg-mem lacks. */
export function registerFunctions(database: IMemoryDb): void {
  database.public.registerFunction({
    name: 'gen_random_uuid',
    returns: DataType.uuid,
    // Made anew for each row.
    impure: true,
    implementation: randomUuid,
  });
  for (const name of ['length', 'char_length']) {
    database.public.registerFunction({
      name,
      args: [DataType.text],
      returns: DataType.integer,
      implementation: (text: string) => [...text].length,
    });
  }
}

/** A version 4 UUID (RFC 9562); crypto.randomUUID is not there in an opaque origin. */
function randomUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
