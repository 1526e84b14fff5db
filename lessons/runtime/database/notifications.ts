import type { Session } from './session.ts';
import { splitStatements } from './sql/statements.ts';
import { summaryOf } from './wire/backend.ts';
import { ByteReader, concatenate } from './wire/bytes.ts';
import type { FrontendMessage } from './wire/frontend.ts';
import { protocolMessages } from './wire/message-stream.ts';

const LISTEN = /^(UN)?LISTEN\s+(?:"((?:[^"]|"")+)"|(\w+)|\*)/i;

/**
 * Who listens to which channel. The one backend tells of a notification whoever happens to ask it next;
 * here it reaches those that asked to hear it.
 */
export class Notifications {
  readonly #channels = new Map<Session, Set<string>>();

  /** All channels that someone listens to. */
  get channels(): string[] {
    return [...new Set([...this.#channels.values()].flatMap((channels) => [...channels]))];
  }

  forget(session: Session): void {
    this.#channels.delete(session);
  }

  /**
   * Notes LISTEN and UNLISTEN among what a session executed. True when it has stopped to listen, and so the
   * backend for all.
   */
  note(session: Session, messages: readonly FrontendMessage[], answer: Uint8Array): boolean {
    if (!summaryOf(answer).tags.some((tag) => /LISTEN$/.test(tag))) return false;
    const channels = this.#channels.get(session) ?? new Set();
    this.#channels.set(session, channels);
    let hasStopped = false;
    for (const sql of messages.flatMap((message) => executedSql(session, message))) {
      const [, stops, quoted, plain] = LISTEN.exec(sql) ?? [];
      const channel = quoted?.replaceAll('""', '"') ?? plain?.toLowerCase();
      if (stops) hasStopped = true;
      if (stops && channel === undefined) channels.clear();
      else if (stops && channel !== undefined) channels.delete(channel);
      else if (channel !== undefined) channels.add(channel);
    }
    return hasStopped;
  }

  /** Hands on the notifications in an answer, and gives the answer without them. */
  deliver(answer: Uint8Array): Uint8Array {
    const rest: Uint8Array[] = [];
    let start = 0;
    for (const message of protocolMessages(answer)) {
      if (message.type !== 'A') continue;
      rest.push(answer.subarray(start, message.start));
      start = message.end;
      const reader = new ByteReader(message.body);
      reader.int32();
      const channel = reader.string();
      for (const [session, channels] of this.#channels) {
        if (channels.has(channel)) session.receive(answer.slice(message.start, message.end));
      }
    }
    return start === 0 ? answer : concatenate([...rest, answer.subarray(start)]);
  }
}

function executedSql(session: Session, message: FrontendMessage): string[] {
  if (message.kind === 'query') return splitStatements(message.sql).map(({ sql }) => sql);
  const portal = message.kind === 'execute' ? session.portals.get(message.portal) : undefined;
  return portal ? [portal.statement.parse.sql.trim()] : [];
}
