import type { AppEvent } from '../app/messages.ts';
import { BUDGET, SQL_TOLD } from '../app/messages.ts';
import type {
  HttpResponse,
  LogEntry,
  ProgramError,
  ResponsePart,
  ServiceCall,
  SourcePosition,
} from '../playground.ts';

/** What an app worker sent, and how much of it there was. */
export interface ParsedEvent {
  readonly event: AppEvent;
  readonly characters: number;
}

const LEVELS: readonly string[] = ['debug', 'log', 'info', 'warn', 'error'] satisfies LogEntry['level'][];
const MOST_HEADERS = 1000;
const MOST_FRAMES = 50;
const MOST_TRACED = 2000;
const MOST_CHUNKS = 10_000;

/** Reads a message of the worker in which learner's code runs; undefined when it is none of ours. */
export function parseAppEvent(data: unknown): ParsedEvent | undefined {
  const reader = new Reader();
  try {
    return { event: reader.event(data), characters: reader.characters };
  } catch (error) {
    if (error instanceof NotOurs) return undefined;
    throw error;
  }
}

class NotOurs extends Error {}

/** Takes only the fields that it knows, of the types that they must have. */
class Reader {
  characters = 0;

  event(data: unknown): AppEvent {
    const message = record(data);
    switch (message.kind) {
      case 'ready':
      case 'evaluated':
        return { kind: message.kind };
      case 'module-wanted':
        return { kind: 'module-wanted', name: this.text(message.name, 100) };
      case 'log':
        return { kind: 'log', entry: this.logEntry(message.entry) };
      case 'flood':
        return { kind: 'flood', message: this.text(message.message) };
      case 'listening':
        return { kind: 'listening', port: integer(message.port, 65_535) };
      case 'failed':
      case 'ended':
        return { kind: message.kind, error: this.error(message.error) };
      case 'response':
        return { kind: 'response', id: integer(message.id), response: this.response(message.response) };
      case 'trace':
        return {
          kind: 'trace',
          statements: list(message.statements, MOST_TRACED).map((value) => {
            const { sql, position } = record(value);
            return { sql: this.text(sql, SQL_TOLD), position: this.position(position) };
          }),
          calls: list(message.calls, MOST_TRACED).map((value) => this.call(value)),
        };
      case 'part':
        return { kind: 'part', id: integer(message.id), part: this.part(message.part) };
      case 'settled':
      case 'advanced':
      case 'pong':
        return { kind: message.kind, id: integer(message.id) };
      case 'reset':
        return { kind: 'reset', id: integer(message.id), error: this.error(message.error) };
      default:
        throw new NotOurs();
    }
  }

  text(value: unknown, most: number = BUDGET.logCharacters): string {
    if (typeof value !== 'string') throw new NotOurs();
    this.characters += value.length;
    return value.length > most ? `${value.slice(0, most)}…` : value;
  }

  logEntry(value: unknown): LogEntry {
    const entry = record(value);
    if (typeof entry.level !== 'string' || !LEVELS.includes(entry.level)) throw new NotOurs();
    return {
      level: entry.level as LogEntry['level'],
      text: this.text(entry.text, BUDGET.logCharacters + 100),
      ...(entry.position === undefined ? {} : { position: this.position(entry.position) }),
      ...(entry.error === undefined ? {} : { error: this.error(entry.error) }),
    };
  }

  error(value: unknown): ProgramError {
    const error = record(value);
    return {
      name: this.text(error.name, 200),
      message: this.text(error.message),
      frames: list(error.frames, MOST_FRAMES).map((frame) => this.position(frame)),
      ...(error.position === undefined ? {} : { position: this.position(error.position) }),
      ...(error.advice === undefined ? {} : { advice: this.text(error.advice) }),
    };
  }

  position(value: unknown): SourcePosition {
    const position = record(value);
    return {
      file: this.text(position.file, 300),
      line: integer(position.line),
      column: integer(position.column),
    };
  }

  call(value: unknown): ServiceCall {
    const call = record(value);
    return {
      method: this.text(call.method, 20),
      url: this.text(call.url, 500),
      began: finite(call.began),
      milliseconds: finite(call.milliseconds),
      outcome: typeof call.outcome === 'number' ? integer(call.outcome, 999) : this.text(call.outcome, 300),
      ...(call.position === undefined ? {} : { position: this.position(call.position) }),
    };
  }

  response(value: unknown): HttpResponse {
    const response = record(value);
    return {
      ...this.head(response),
      body: this.text(response.body, BUDGET.bodyBytes),
      ...(response.content === undefined ? {} : { content: this.bytes(response.content, BUDGET.bodyBytes) }),
      bytes: integer(response.bytes),
      ...(response.isCut === true ? { isCut: true } : {}),
    };
  }

  part(value: unknown): ResponsePart {
    const part = record(value);
    return {
      ...(part.head === undefined ? {} : { head: this.head(record(part.head)) }),
      chunks: list(part.chunks, MOST_CHUNKS).map((each) => {
        const { at, content } = record(each);
        return { at: finite(at), content: this.bytes(content, BUDGET.bodyBytes) };
      }),
    };
  }

  head(head: Record<string, unknown>): Pick<HttpResponse, 'status' | 'statusText' | 'headers'> {
    return {
      status: integer(head.status, 999),
      statusText: this.text(head.statusText),
      headers: list(head.headers, MOST_HEADERS).map((header) => {
        const [name, content] = list(header, 2);
        return [this.text(name), this.text(content, 65_536)];
      }),
    };
  }

  bytes(value: unknown, most: number): Uint8Array {
    if (!(value instanceof Uint8Array) || value.length > most) throw new NotOurs();
    this.characters += value.length;
    return value;
  }
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw new NotOurs();
  return value as Record<string, unknown>;
}

function list(value: unknown, most: number): unknown[] {
  if (!Array.isArray(value) || value.length > most) throw new NotOurs();
  return value;
}

function finite(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new NotOurs();
  return value;
}

function integer(value: unknown, most = Number.MAX_SAFE_INTEGER): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > most) throw new NotOurs();
  return value;
}
