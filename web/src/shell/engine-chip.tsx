import type { EngineChoice, EngineState } from '../../../lessons/runtime/playground.ts';
import { formatMilliseconds } from '../format.ts';
import { useSessionState } from '../session/context.tsx';
import type { Connection } from '../session/state.ts';
import { describeEngine } from './engine.ts';

/** Says which database answers, and how far PostgreSQL is. */
export function EngineChip() {
  const engine = useSessionState((state) => state.engine);
  const connection = useSessionState((state) => state.connection);
  const choice = useSessionState((state) => state.project.engine);
  const { tone, text, detail, more } = chipOf(engine, connection, choice);
  return (
    <span
      className={`chip ${tone}`}
      role="note"
      aria-label={`Database: ${text}${detail ?? ''}. ${more}`}
      data-tip={more}
      tabIndex={0}
    >
      <i aria-hidden="true" />
      <span>
        {text}
        {detail !== undefined && <span className="chip-detail">{detail}</span>}
      </span>
    </span>
  );
}

interface Chip {
  readonly tone: string;
  readonly text: string;
  /** Left out where there is little room. */
  readonly detail?: string;
  readonly more: string;
}

function chipOf(engine: EngineState, connection: Connection, choice: EngineChoice): Chip {
  if (connection.kind === 'failed') {
    return { tone: 'bad', text: 'Not available', more: connection.message };
  }
  if (connection.kind === 'held') {
    return { tone: '', text: 'Nothing runs', more: 'Press Run to start the program and its database.' };
  }
  switch (engine.kind) {
    case 'loading':
      return { tone: 'busy', text: 'Starting the database', more: 'You can read and edit meanwhile.' };
    case 'failed':
      return { tone: 'bad', text: 'PostgreSQL could not start', more: engine.message };
    case 'ready': {
      const name = describeEngine(engine.engine, engine.version);
      if (choice === 'pg-mem') {
        return {
          tone: 'good',
          text: name,
          detail: ' alone',
          more: 'An imitation of PostgreSQL, by your choice.',
        };
      }
      return engine.engine === 'pglite'
        ? {
            tone: 'good',
            text: name,
            detail: ` · ready in ${formatMilliseconds(engine.milliseconds)}`,
            more: 'PostgreSQL itself, in this tab. It grades the checks.',
          }
        : {
            tone: 'busy',
            text: name,
            detail: ' · PostgreSQL is loading',
            more: 'An imitation that answers at once. PostgreSQL takes over when it is ready.',
          };
    }
  }
}
