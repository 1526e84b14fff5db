import type { TransactionStatus } from './wire/backend.ts';
import type { Bind, FrontendMessage, Parse } from './wire/frontend.ts';

/** A statement a client prepared: kept so that any engine can prepare it again. */
export interface PreparedStatement {
  readonly parse: Parse;
  /** Its name on the backend that all sessions share; empty for the unnamed one. */
  readonly sharedName: string;
}

export interface Portal {
  readonly statement: PreparedStatement;
  readonly bind: Bind;
}

/**
 * An open transaction that has only read. Where each statement sees what was committed before it, nothing is
 * lost when such a one ends and is opened again later: so the one backend can serve another session meanwhile.
 */
export interface ReadingTransaction {
  /** The statement that opened it. */
  readonly begin: string;
  /** When it was opened: what now() gives in it. */
  readonly time: number;
  readonly hasRead: boolean;
  /** It was ended on the backend, and must be opened there before the session's next statement. */
  readonly isPaused: boolean;
}

let lastSharedName = 0;

/** What PostgreSQL would keep for one connection, and the one backend we have cannot. */
export class Session {
  readonly statements = new Map<string, PreparedStatement>();
  readonly portals = new Map<string, Portal>();
  status: TransactionStatus = 'I';
  /** What its client asked for when it connected: the messages that set it. */
  startSettings: readonly (readonly FrontendMessage[])[] = [];
  /** Its open transaction, as long as that has only read. */
  reading: ReadingTransaction | undefined;
  /** When its transaction was opened, as the engine was told. */
  openedAt = 0;
  /** Takes what the backend says of its own accord. */
  receive: (bytes: Uint8Array<ArrayBuffer>) => void = () => undefined;

  /** Remembers what is prepared, under a name that no other session uses. */
  prepare(parse: Parse): PreparedStatement {
    const known = this.statements.get(parse.statement);
    const sharedName = parse.statement === '' ? '' : (known?.sharedName ?? `statement_${++lastSharedName}`);
    const statement = { parse, sharedName };
    this.statements.set(parse.statement, statement);
    return statement;
  }
}

/** The messages that execute a portal's statement again, on whatever session. */
export function messagesOf({ statement, bind }: Portal): FrontendMessage[] {
  return [
    { ...statement.parse, statement: '' },
    { ...bind, statement: '', portal: '' },
    { kind: 'execute', portal: '', maximumRows: 0 },
    { kind: 'sync' },
  ];
}
