import { messagesOf, type Session } from '../session.ts';
import { firstWord, keywordsOf, splitStatements } from '../sql/statements.ts';
import { summaryOf } from '../wire/backend.ts';
import type { FrontendMessage } from '../wire/frontend.ts';

/** Messages that make settings again. */
type Settings = readonly (readonly FrontendMessage[])[];

interface Kept {
  /** What a session has set for good. */
  settings: Settings;
  /** What it has set in its open transaction. */
  unsettled: Settings;
}

const NONE: Settings = [];

/** What each session has SET: kept apart, because on the one backend a SET would reach all of them. */
export class SessionSettings {
  readonly #kept = new WeakMap<Session, Kept>();

  of(session: Session): Settings {
    return this.#kept.get(session)?.settings ?? session.startSettings;
  }

  forget(session: Session): void {
    this.#kept.delete(session);
  }

  /** Notes what a session set by these messages, when their answer says that it worked. */
  note(session: Session, messages: readonly FrontendMessage[], answer: Uint8Array): void {
    const found = messages.flatMap((message) => settingsIn(session, message));
    const kept = this.#kept.get(session);
    if (found.length === 0 && !kept) return;
    const { tags, status, hasFailed } = summaryOf(answer);
    const current = kept ?? { settings: session.startSettings, unsettled: NONE };
    if (tags.includes('DISCARD ALL')) return this.forget(session);
    if (tags.includes('ROLLBACK') && status === 'I') current.unsettled = NONE;
    if (!hasFailed) current.unsettled = [...current.unsettled, ...found];
    if (status === 'I') {
      current.settings = [...current.settings, ...current.unsettled];
      current.unsettled = NONE;
    }
    this.#kept.set(session, current);
  }
}

function settingsIn(session: Session, message: FrontendMessage): Settings {
  if (message.kind === 'query') {
    return splitStatements(message.sql)
      .filter(({ sql }) => isSetting(sql))
      .map(({ sql }) => [{ kind: 'query', sql }]);
  }
  if (message.kind !== 'execute') return NONE;
  const portal = session.portals.get(message.portal);
  return portal && isSetting(portal.statement.parse.sql) ? [messagesOf(portal)] : NONE;
}

function isSetting(sql: string): boolean {
  if (!/set/i.test(sql)) return false;
  const word = firstWord(sql);
  return word === 'SET' || word === 'RESET' || (word === 'SELECT' && keywordsOf(sql).includes('SET_CONFIG('));
}
