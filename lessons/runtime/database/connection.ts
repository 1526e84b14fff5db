import { DatabaseFailure } from './database-failure.ts';
import type { Race } from './race.ts';
import { comingStatements } from './coming-statements.ts';
import { isWritingOrLocking, noteReading } from './reading.ts';
import { Session } from './session.ts';
import type { Turns } from './turns.ts';
import { summaryOf, writeError, writeReadyForQuery } from './wire/backend.ts';
import { readStartSettings } from './start-settings.ts';
import { ByteReader, ByteWriter, concatenate, ProtocolViolation } from './wire/bytes.ts';
import { decodeFrontend, type FrontendMessage } from './wire/frontend.ts';
import { MessageStream, type RawMessage } from './wire/message-stream.ts';

const PROTOCOL_3 = 3;
const SSL_REQUEST = 80877103;
const GSS_REQUEST = 80877104;

/** What a client may send before it waits for an answer: no driver comes near it. */
const MOST_UNANSWERED = { messages: 10_000, bytes: 32 * 1024 * 1024 };

/** What a connection needs of the database behind it. */
export interface ConnectionHost {
  readonly turns: Turns;
  readonly race: Race;
  /** Opens the session's transaction again, when it was paused. */
  resume(session: Session): Promise<void>;
  /** Runs messages that execute one statement, or one simple query, and gives the answer. */
  execute(session: Session, messages: readonly FrontendMessage[]): Promise<Uint8Array>;
  /** Rolls back and forgets what the session left. */
  end(session: Session): Promise<void>;
  /** The engine's version, as clients are told it. */
  serverVersion(): string;
}

/** One connection of a program: bytes of the wire protocol on a port. The program may send anything. */
export class Connection {
  readonly session = new Session();
  readonly #port: MessagePort;
  readonly #host: ConnectionHost;
  readonly #id: number;
  readonly #onClose: (connection: Connection) => void;
  readonly #stream = new MessageStream();
  #isStarted = false;
  #isClosed = false;
  /** After an error, messages are left out until the client synchronizes. */
  #isSkipping = false;
  #batch: FrontendMessage[] = [];
  #lastBatch: readonly FrontendMessage[] = [];
  #unanswered = { messages: 0, bytes: 0 };
  /** Batches run one after the other. */
  #running: Promise<void> = Promise.resolve();

  constructor(
    port: MessagePort,
    host: ConnectionHost,
    id: number,
    onClose: (connection: Connection) => void,
  ) {
    this.#port = port;
    this.#host = host;
    this.#id = id;
    this.#onClose = onClose;
    this.session.receive = (bytes) => this.#send(bytes);
    port.onmessage = (event: MessageEvent<unknown>) => this.#receive(event.data);
    // When the program dies. An orderly end is announced by a null.
    port.addEventListener('close', () => void this.close());
  }

  /** Refuses the connection, in PostgreSQL's words. */
  refuse(code: string, message: string): void {
    const writer = new ByteWriter();
    writeError(writer, { code, message }, 'FATAL');
    this.#send(writer.finish());
    void this.close();
  }

  /** Ends the connection; what runs is finished, what is open rolled back. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    // Not every browser tells the other side that a port was closed.
    this.#port.postMessage(null);
    this.#port.close();
    this.#onClose(this);
    this.#host.race.leave(this.session);
    await this.#running;
    await this.#host.end(this.session);
  }

  #receive(data: unknown): void {
    if (this.#isClosed) return;
    if (data === null) return void this.close();
    try {
      if (!(data instanceof Uint8Array)) throw new ProtocolViolation('what came on the port are not bytes');
      this.#stream.push(data);
      for (let message = this.#stream.next(); message; message = this.#stream.next()) this.#take(message);
    } catch (error) {
      const reason = error instanceof ProtocolViolation ? error.message : 'a message cannot be read';
      this.refuse('08P01', `This is not the PostgreSQL protocol: ${reason}.`);
    }
  }

  #take(raw: RawMessage): void {
    if (this.#isClosed) return;
    if (!this.#isStarted) return this.#greet(raw.body);
    const message = decodeFrontend(raw);
    if (message.kind === 'terminate') return void this.close();
    this.#batch.push(message);
    const { messages, bytes } = this.#unanswered;
    this.#unanswered = { messages: messages + 1, bytes: bytes + raw.body.length };
    if (messages > MOST_UNANSWERED.messages || bytes > MOST_UNANSWERED.bytes) {
      throw new ProtocolViolation('it does not wait for any answer');
    }
    if (message.kind === 'sync' || message.kind === 'flush' || message.kind === 'query') {
      const batch = this.#batch;
      this.#batch = [];
      this.#running = this.#running
        .then(() => this.#run(batch))
        .catch((error: unknown) => this.refuse('XX000', `The playground's database failed: ${String(error)}`))
        .finally(() => {
          // When it has caught up; a client that never lets it, does not wait.
          if (batch === this.#lastBatch) this.#unanswered = { messages: 0, bytes: 0 };
        });
      this.#lastBatch = batch;
    }
  }

  /** The messages before a connection is established, which have no type. */
  #greet(body: Uint8Array): void {
    const reader = new ByteReader(body);
    const code = reader.int32();
    if (code === SSL_REQUEST || code === GSS_REQUEST) return this.#send(Uint8Array.of('N'.charCodeAt(0)));
    if (code >> 16 !== PROTOCOL_3) throw new ProtocolViolation(`version ${code >> 16} of it is not spoken`);
    this.#isStarted = true;
    this.session.startSettings = readStartSettings(reader);
    this.#stream.start();
    const writer = new ByteWriter().message('R', (message) => message.int32(0));
    for (const [name, value] of Object.entries({
      server_version: this.#host.serverVersion(),
      server_encoding: 'UTF8',
      client_encoding: 'UTF8',
      DateStyle: 'ISO, MDY',
      TimeZone: 'UTC',
      integer_datetimes: 'on',
      standard_conforming_strings: 'on',
    })) {
      writer.message('S', (message) => message.string(name).string(value));
    }
    writer.message('K', (message) => message.int32(this.#id).int32(0));
    writeReadyForQuery(writer, 'I');
    this.#send(writer.finish());
  }

  async #run(batch: readonly FrontendMessage[]): Promise<void> {
    if (this.#isClosed) return;
    const isSynchronized = batch.at(-1)?.kind !== 'flush';
    if (this.#isSkipping && !isSynchronized) return;
    const answers: Uint8Array[] = [];
    const isToMeet =
      this.#host.race.isOn && comingStatements(this.session, batch).some((sql) => isWritingOrLocking(sql));
    if (isToMeet) await this.#host.race.meet(this.session);
    try {
      await this.#host.turns.take(this.session);
    } catch (error) {
      if (!(error instanceof DatabaseFailure)) throw error;
      const writer = new ByteWriter();
      if (!this.#isSkipping) writeError(writer, error.error);
      if (isSynchronized) writeReadyForQuery(writer, this.session.status);
      this.#isSkipping = !isSynchronized;
      return this.#send(writer.finish());
    }
    await this.#host.resume(this.session);
    for (const messages of slices(batch)) {
      const sent = this.#isSkipping ? messages.filter(({ kind }) => kind === 'sync') : messages;
      if (sent.length === 0) continue;
      const before = this.session.status;
      const answer = await this.#host.execute(this.session, sent);
      const summary = summaryOf(answer);
      this.session.status = summary.status ?? before;
      noteReading(this.session, sent, before, summary.status !== undefined);
      this.#isSkipping = summary.hasFailed && summary.status === undefined;
      answers.push(answer);
    }
    if (isSynchronized && this.session.status === 'I') this.session.portals.clear();
    this.#host.turns.yield(this.session, !isSynchronized || this.session.status !== 'I');
    this.#send(concatenate(answers));
  }

  #send(bytes: Uint8Array<ArrayBuffer>): void {
    if (bytes.length > 0 && !this.#isClosed) this.#port.postMessage(bytes, [bytes.buffer]);
  }
}

/** A batch in parts that each execute at most one statement, so that each can be measured. */
function slices(batch: readonly FrontendMessage[]): FrontendMessage[][] {
  const parts: FrontendMessage[][] = [[]];
  const lastExecute = batch.findLastIndex(({ kind }) => kind === 'execute');
  for (const [index, message] of batch.entries()) {
    parts.at(-1)?.push(message);
    if (message.kind === 'execute' && index < lastExecute) parts.push([]);
  }
  return parts;
}
