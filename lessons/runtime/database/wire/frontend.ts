import type { ByteWriter } from './bytes.ts';
import { ByteReader, ProtocolViolation, textOf } from './bytes.ts';
import type { RawMessage } from './message-stream.ts';

export interface Parse {
  readonly kind: 'parse';
  readonly statement: string;
  readonly sql: string;
  readonly types: readonly number[];
}

export interface Bind {
  readonly kind: 'bind';
  readonly portal: string;
  readonly statement: string;
  readonly formats: readonly number[];
  readonly values: readonly (Uint8Array | null)[];
  readonly resultFormats: readonly number[];
}

/** What a client sends, the messages of COPY and of function calls left out. */
export type FrontendMessage =
  | { readonly kind: 'query'; readonly sql: string }
  | Parse
  | Bind
  | { readonly kind: 'describe' | 'close'; readonly target: 'statement' | 'portal'; readonly name: string }
  | { readonly kind: 'execute'; readonly portal: string; readonly maximumRows: number }
  | { readonly kind: 'sync' }
  | { readonly kind: 'flush' }
  | { readonly kind: 'terminate' };

/** Reads a message; throws a ProtocolViolation when it is malformed or not one of these. */
export function decodeFrontend({ type, body }: RawMessage): FrontendMessage {
  const reader = new ByteReader(body);
  switch (type) {
    case 'Q':
      return { kind: 'query', sql: reader.string() };
    case 'P':
      return {
        kind: 'parse',
        statement: reader.string(),
        sql: reader.string(),
        types: repeat(reader.int16(), () => reader.int32()),
      };
    case 'B':
      return {
        kind: 'bind',
        portal: reader.string(),
        statement: reader.string(),
        formats: repeat(reader.int16(), () => reader.int16()),
        values: repeat(reader.int16(), () => {
          const length = reader.int32();
          return length === -1 ? null : reader.bytes(length);
        }),
        resultFormats: repeat(reader.int16(), () => reader.int16()),
      };
    case 'D':
    case 'C': {
      const target = String.fromCharCode(reader.byte());
      if (target !== 'S' && target !== 'P') throw new ProtocolViolation('neither a statement nor a portal');
      return {
        kind: type === 'D' ? 'describe' : 'close',
        target: target === 'S' ? 'statement' : 'portal',
        name: reader.string(),
      };
    }
    case 'E':
      return { kind: 'execute', portal: reader.string(), maximumRows: reader.int32() };
    case 'S':
      return { kind: 'sync' };
    case 'H':
      return { kind: 'flush' };
    case 'X':
      return { kind: 'terminate' };
    default:
      throw new ProtocolViolation(`messages of type "${type}" are not spoken here`);
  }
}

/** Writes a message for an engine that reads bytes. */
export function encodeFrontend(writer: ByteWriter, message: FrontendMessage): void {
  switch (message.kind) {
    case 'query':
      writer.message('Q', (body) => body.string(message.sql));
      return;
    case 'parse':
      writer.message('P', (body) => {
        body.string(message.statement).string(message.sql).int16(message.types.length);
        for (const type of message.types) body.int32(type);
      });
      return;
    case 'bind':
      writer.message('B', (body) => {
        body.string(message.portal).string(message.statement).int16(message.formats.length);
        for (const format of message.formats) body.int16(format);
        body.int16(message.values.length);
        for (const value of message.values) body.value(value);
        body.int16(message.resultFormats.length);
        for (const format of message.resultFormats) body.int16(format);
      });
      return;
    case 'describe':
    case 'close':
      writer.message(message.kind === 'describe' ? 'D' : 'C', (body) =>
        body.byte((message.target === 'statement' ? 'S' : 'P').charCodeAt(0)).string(message.name),
      );
      return;
    case 'execute':
      writer.message('E', (body) => body.string(message.portal).int32(message.maximumRows));
      return;
    case 'sync':
      writer.message('S');
      return;
    case 'flush':
      writer.message('H');
      return;
    case 'terminate':
      writer.message('X');
      return;
  }
}

/** A bound parameter as text; a binary one as PostgreSQL writes bytea. */
export function parameterText(bind: Bind, index: number): string | null {
  const value = bind.values[index] ?? null;
  if (value === null) return null;
  return isBinary(bind.formats, index)
    ? `\\x${Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
    : textOf(value);
}

/** Format codes: none means text for all, one means that one for all. */
export function isBinary(formats: readonly number[], index: number): boolean {
  return (formats.length === 1 ? formats[0] : formats[index]) === 1;
}

function repeat<Item>(count: number, read: () => Item): Item[] {
  if (count < 0) throw new ProtocolViolation('a negative count');
  return Array.from({ length: count }, read);
}
