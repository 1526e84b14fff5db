import type { DatabaseError } from '../../playground.ts';
import { ByteReader, textOf, type ByteWriter } from './bytes.ts';
import { protocolMessages } from './message-stream.ts';

/** Whether a session is idle, in a transaction, or in one that failed: the byte of ReadyForQuery. */
export type TransactionStatus = 'I' | 'T' | 'E';

export interface Field {
  readonly name: string;
  readonly typeId: number;
}

/** The fields of ErrorResponse that people read. */
export function decodeError(body: Uint8Array): DatabaseError {
  const reader = new ByteReader(body);
  const fields = new Map<string, string>();
  for (let field = reader.byte(); field !== 0; field = reader.byte()) {
    fields.set(String.fromCharCode(field), reader.string());
  }
  const detail = fields.get('D');
  const hint = fields.get('H');
  const position = fields.get('P');
  return {
    message: fields.get('M') ?? 'The database failed without a message.',
    code: fields.get('C') ?? 'XX000',
    ...(detail === undefined ? {} : { detail }),
    ...(hint === undefined ? {} : { hint }),
    ...(position === undefined ? {} : { position: Number(position) }),
  };
}

export function writeError(
  writer: ByteWriter,
  error: DatabaseError,
  severity: 'ERROR' | 'FATAL' = 'ERROR',
): void {
  writer.message('E', (body) => {
    const field = (letter: string, value: string): void =>
      void body.byte(letter.charCodeAt(0)).string(value.replaceAll('\0', ''));
    field('S', severity);
    field('V', severity);
    field('C', error.code);
    field('M', error.message);
    if (error.detail !== undefined) field('D', error.detail);
    if (error.hint !== undefined) field('H', error.hint);
    if (error.position !== undefined) field('P', String(error.position));
    body.byte(0);
  });
}

/** Column names of a RowDescription, with the types' ids. */
export function decodeRowDescription(body: Uint8Array): Field[] {
  const reader = new ByteReader(body);
  return Array.from({ length: reader.int16() }, () => {
    const name = reader.string();
    reader.bytes(6);
    const typeId = reader.int32();
    reader.bytes(8);
    return { name, typeId };
  });
}

/** All columns in text format, of no table that we would know. */
export function writeRowDescription(writer: ByteWriter, fields: readonly Field[]): void {
  writer.message('T', (body) => {
    body.int16(fields.length);
    for (const { name, typeId } of fields) {
      body.string(name).int32(0).int16(0).int32(typeId).int16(-1).int32(-1).int16(0);
    }
  });
}

export function decodeDataRow(body: Uint8Array): (Uint8Array | null)[] {
  const reader = new ByteReader(body);
  return Array.from({ length: reader.int16() }, () => {
    const length = reader.int32();
    return length === -1 ? null : reader.bytes(length);
  });
}

export function writeDataRow(writer: ByteWriter, values: readonly (string | null)[]): void {
  writer.message('D', (body) => {
    body.int16(values.length);
    for (const value of values) body.value(value);
  });
}

export function writeCommandComplete(writer: ByteWriter, tag: string): void {
  writer.message('C', (body) => body.string(tag));
}

export function writeReadyForQuery(writer: ByteWriter, status: TransactionStatus): void {
  writer.message('Z', (body) => body.byte(status.charCodeAt(0)));
}

/** What an answer says of all that was executed. */
export interface AnswerSummary {
  /** Command tags, in order. */
  readonly tags: readonly string[];
  readonly hasFailed: boolean;
  /** With which status it ends; undefined when it does not end a batch. */
  readonly status: TransactionStatus | undefined;
}

export function summaryOf(answer: Uint8Array): AnswerSummary {
  const tags: string[] = [];
  let hasFailed = false;
  let status: TransactionStatus | undefined;
  for (const { type, body } of protocolMessages(answer)) {
    if (type === 'C') tags.push(textOf(body.subarray(0, -1)));
    if (type === 'E') hasFailed = true;
    if (type === 'Z') status = decodeStatus(body);
  }
  return { tags, hasFailed, status };
}

function decodeStatus(body: Uint8Array): TransactionStatus {
  const status = String.fromCharCode(body[0] ?? 0);
  return status === 'T' || status === 'E' ? status : 'I';
}

/** How many rows a command tag speaks of: 'INSERT 0 3', 'SELECT 2', 'BEGIN'. */
export function rowsOfTag(tag: string): number {
  return Number(/\d+$/.exec(tag)?.[0] ?? 0);
}
