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

let lastSharedName = 0;

/** What PostgreSQL would keep for one connection, and the one backend we have cannot. */
export class Session {
  readonly statements = new Map<string, PreparedStatement>();
  readonly portals = new Map<string, Portal>();
  status: TransactionStatus = 'I';
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
