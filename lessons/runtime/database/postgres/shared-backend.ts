import type { PGlite } from '@electric-sql/pglite';
import type { PreparedStatement, Session } from '../session.ts';
import { summaryOf } from '../wire/backend.ts';
import { ByteWriter, concatenate } from '../wire/bytes.ts';
import { protocolMessages } from '../wire/message-stream.ts';
import { encodeFrontend, type FrontendMessage } from '../wire/frontend.ts';
import { EngineBroken } from './engine-broken.ts';
import { SessionSettings } from './session-settings.ts';

/**
 * The one backend of PGlite, used by many sessions in turn: each finds the statements it prepared, even
 * when the backend never saw them or another session has taken the unnamed one.
 */
export class SharedBackend {
  readonly #pglite: PGlite;
  readonly #prepared = new Set<string>();
  #unnamed: PreparedStatement | undefined;
  #settings = new SessionSettings();
  /** Whose settings are in force. */
  #current: Session | undefined;

  constructor(pglite: PGlite) {
    this.#pglite = pglite;
  }

  /** Sends a session's messages under the shared names and gives what the backend answers. */
  async send(session: Session, messages: readonly FrontendMessage[]): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#current !== session) await this.#switchTo(session);
    const answers: Uint8Array[] = [];
    let writer = new ByteWriter();
    let parses: PreparedStatement[] = [];
    const flush = async (): Promise<void> => {
      const answer = await this.#exchange(writer.finish());
      this.#note(parses, answer);
      answers.push(answer);
      writer = new ByteWriter();
      parses = [];
    };
    for (const message of messages) {
      if (message.kind === 'parse') {
        const statement = session.prepare(message);
        parses.push(statement);
        encodeFrontend(writer, { ...message, statement: statement.sharedName });
        continue;
      }
      if (!namesStatement(message)) {
        encodeFrontend(writer, message);
        continue;
      }
      const name = message.kind === 'bind' ? message.statement : message.name;
      const statement = session.statements.get(name);
      if (statement && message.kind !== 'close' && !parses.includes(statement) && !this.#holds(statement)) {
        await flush();
        answers.push(...(await this.#prepareAgain(statement)));
      }
      // A name that nobody prepared makes the backend say so.
      encodeFrontend(writer, withStatementName(message, statement?.sharedName ?? (name || 'unnamed')));
      if (message.kind === 'bind' && statement)
        session.portals.set(message.portal, { statement, bind: message });
      if (message.kind === 'close') {
        session.statements.delete(name);
        if (statement) this.#prepared.delete(statement.sharedName);
      }
    }
    await flush();
    const answer = concatenate(answers);
    this.#settings.note(session, messages, answer);
    // These take everybody's statements; the others prepare theirs again.
    if (summaryOf(answer).tags.some((tag) => /^(?:DISCARD|DEALLOCATE) ALL$/.test(tag))) {
      this.#forgetPrepared();
      session.statements.clear();
    }
    return answer;
  }

  /** Ends the open transaction, whosever it is, and whatever was sent and not synchronized. */
  async rollback(): Promise<void> {
    const writer = new ByteWriter();
    encodeFrontend(writer, { kind: 'sync' });
    encodeFrontend(writer, { kind: 'query', sql: 'ROLLBACK' });
    await this.#exchange(writer.finish());
  }

  /** Listens to these channels, within whatever transaction is open. */
  async listen(channels: readonly string[]): Promise<void> {
    await this.#command(channels.map((channel) => `LISTEN "${channel.replaceAll('"', '""')}"`).join('; '));
  }

  /** Takes back what all sessions have set; what they prepared, they prepare again. */
  async discardAll(): Promise<void> {
    this.#settings = new SessionSettings();
    await this.#command('DISCARD ALL');
    this.#forgetPrepared();
  }

  /** Frees what a session prepared and set, when the session ends. */
  async forget(session: Session): Promise<void> {
    if (this.#current === session) await this.#switchTo(undefined);
    this.#settings.forget(session);
    const writer = new ByteWriter();
    for (const { sharedName } of session.statements.values()) {
      if (!this.#prepared.delete(sharedName)) continue;
      encodeFrontend(writer, { kind: 'close', target: 'statement', name: sharedName });
    }
    encodeFrontend(writer, { kind: 'sync' });
    await this.#exchange(writer.finish());
  }

  /** Puts the settings of one session in the place of another's. */
  async #switchTo(session: Session | undefined): Promise<void> {
    const former = this.#current ? this.#settings.of(this.#current) : [];
    const coming = session ? this.#settings.of(session) : [];
    this.#current = session;
    if (former.length > 0) await this.#command('RESET SESSION AUTHORIZATION; RESET ALL');
    for (const messages of coming) {
      const writer = new ByteWriter();
      for (const message of messages) encodeFrontend(writer, message);
      await this.#exchange(writer.finish());
      this.#unnamed = undefined;
    }
  }

  async #command(sql: string): Promise<void> {
    const writer = new ByteWriter();
    encodeFrontend(writer, { kind: 'query', sql });
    await this.#exchange(writer.finish());
  }

  #forgetPrepared(): void {
    this.#prepared.clear();
    this.#unnamed = undefined;
  }

  #holds(statement: PreparedStatement): boolean {
    return statement.sharedName === ''
      ? this.#unnamed === statement
      : this.#prepared.has(statement.sharedName);
  }

  /** Prepares a statement as if it had been so all along: only an error is part of the answer. */
  async #prepareAgain(statement: PreparedStatement): Promise<Uint8Array[]> {
    const writer = new ByteWriter();
    encodeFrontend(writer, { ...statement.parse, statement: statement.sharedName });
    const answer = await this.#exchange(writer.finish());
    this.#note([statement], answer);
    return [...protocolMessages(answer)]
      .filter(({ type }) => type !== '1')
      .map(({ start, end }) => answer.subarray(start, end));
  }

  /** Of the statements sent to be prepared, as many were as there are answers that say so. */
  #note(parses: readonly PreparedStatement[], answer: Uint8Array): void {
    let done = 0;
    for (const { type } of protocolMessages(answer)) if (type === '1') done++;
    for (const [index, statement] of parses.entries()) {
      if (statement.sharedName === '') this.#unnamed = index < done ? statement : undefined;
      else if (index < done) this.#prepared.add(statement.sharedName);
    }
  }

  async #exchange(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    if (bytes.length === 0) return new Uint8Array(0);
    const chunks: Uint8Array[] = [];
    try {
      await this.#pglite.execProtocolRawStream(bytes, {
        syncToFs: false,
        // A chunk is a view of the engine's memory, which it writes over.
        onRawData: (chunk) => chunks.push(chunk.slice()),
      });
    } catch {
      throw new EngineBroken();
    }
    const answer = concatenate(chunks);
    // PGlite swallows what its WebAssembly throws; then the answer has no end.
    if (isSynchronized(bytes) && summaryOf(answer).status === undefined) throw new EngineBroken();
    return answer;
  }
}

/** Whether the last message demands that the backend says when it is ready again. */
function isSynchronized(bytes: Uint8Array): boolean {
  let last = '';
  for (const { type } of protocolMessages(bytes)) last = type;
  return last === 'S' || last === 'Q';
}

type NamesStatement = Extract<FrontendMessage, { kind: 'bind' | 'describe' | 'close' }>;

/** Whether a message speaks of a statement that was prepared before. */
function namesStatement(message: FrontendMessage): message is NamesStatement {
  return (
    message.kind === 'bind' ||
    ((message.kind === 'describe' || message.kind === 'close') && message.target === 'statement')
  );
}

function withStatementName(message: NamesStatement, name: string): FrontendMessage {
  return message.kind === 'bind' ? { ...message, statement: name } : { ...message, name };
}
