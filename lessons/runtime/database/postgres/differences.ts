import type { Session } from '../session.ts';
import type { FrontendMessage } from '../wire/frontend.ts';

/** What PGlite does otherwise than a PostgreSQL server without saying so. */
export const DIFFERENCES = {
  timeout:
    'PGlite does not interrupt a statement, whatever a timeout is set to. The playground ends one after 2 s, with its database.',
} as const;

/** Tells who sets a timeout, as they do so or with the first statement of a connection that brought one along. */
export class DifferencesMet {
  readonly #told = new WeakSet<Session>();

  of(session: Session, messages: readonly FrontendMessage[]): readonly string[] {
    const isSet = messages.some(setsTimeout) || (!this.#told.has(session) && bringsTimeout(session));
    if (isSet) this.#told.add(session);
    return isSet ? [DIFFERENCES.timeout] : [];
  }
}

function bringsTimeout(session: Session): boolean {
  return session.startSettings.some((messages) => messages.some(setsTimeout));
}

function setsTimeout(message: FrontendMessage): boolean {
  if (message.kind !== 'query' && message.kind !== 'parse') return false;
  return /\bset/i.test(message.sql) && /\b(?:statement|transaction|lock)_timeout\b/i.test(message.sql);
}
