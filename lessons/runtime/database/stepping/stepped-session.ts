import type { SessionName, SteppedTransaction } from '../../playground.ts';
import { keywordsOf } from '../sql/statements.ts';
import { Session } from '../session.ts';
import type { FrontendMessage } from '../wire/frontend.ts';
import type { SequenceState } from './sequences.ts';

/** A statement of an open transaction, and all that is needed to execute it again with the same result. */
export interface Executed {
  readonly messages: readonly FrontendMessage[];
  /** What now() and the clock gave. */
  readonly time: number;
  readonly sequences: readonly SequenceState[];
  readonly answer: Uint8Array;
}

/** One of the sessions that the reader steps through. */
export class SteppedSession {
  readonly name: SessionName;
  readonly session = new Session();
  /** Of the open transaction, from BEGIN on. */
  executed: Executed[] = [];
  /** Its transaction failed while another's was set aside: only its end is left, and the backend knows nothing of it. */
  hasFailedAside = false;

  constructor(name: SessionName) {
    this.name = name;
  }

  get isOpen(): boolean {
    return this.hasFailedAside || this.session.status !== 'I';
  }

  /** Whether its transaction has changed or locked something, or keeps a snapshot: it cannot simply be paused. */
  get isBinding(): boolean {
    return this.session.status !== 'I' && this.session.reading === undefined;
  }

  /** Whether it was opened so that all of it sees the same snapshot. */
  get keepsSnapshot(): boolean {
    return this.isolation !== 'READ COMMITTED';
  }

  get isolation(): string {
    const levels = this.executed.map(({ messages: [first] }) =>
      first?.kind === 'query'
        ? /ISOLATION LEVEL (SERIALIZABLE|REPEATABLE READ)/.exec(keywordsOf(first.sql))?.[1]
        : undefined,
    );
    return levels.findLast((level) => level !== undefined) ?? 'READ COMMITTED';
  }

  /** As it is told to the reader. */
  get transaction(): SteppedTransaction {
    const { name, isolation } = this;
    if (!this.isOpen) return { session: name, state: 'none', isolation };
    if (this.hasFailedAside || this.session.status === 'E')
      return { session: name, state: 'failed', isolation };
    if (this.isBinding)
      return { session: name, state: this.keepsSnapshot ? 'keeps a snapshot' : 'has written', isolation };
    return { session: name, state: this.session.reading?.hasRead ? 'has read' : 'open', isolation };
  }

  /** Its transaction is over. */
  forget(): void {
    this.executed = [];
    this.hasFailedAside = false;
  }
}
