import { useId, useState, type FormEvent, type KeyboardEvent } from 'react';
import type { StatementRecord } from '../../../lessons/runtime/playground.ts';
import { formatCount, formatMilliseconds, plural } from '../format.ts';
import { useSession, useSessionState } from '../session/context.tsx';
import type { TypedEntry } from '../session/state.ts';
import { describeEngine } from '../shell/engine.ts';
import { placeOf } from './error-place.ts';
import { RowTable } from './row-table.tsx';

/** SQL by hand: what it gives as a table, what it breaks with code and place. */
export default function QueryPrompt() {
  const session = useSession();
  const typed = useSessionState((state) => state.typed);
  const isRunning = useSessionState((state) => state.activity === 'querying');
  const canRun = useSessionState(
    ({ connection, activity }) => connection.kind === 'connected' && activity === undefined,
  );
  const [sql, setSql] = useState(typed.at(-1)?.sql ?? '');
  /** How far back in the history the field is; 0 is what is being written. */
  const [back, setBack] = useState(0);
  const hintId = useId();
  const entry = typed.at(-1);

  const run = () => {
    if (!canRun || sql.trim() === '') return;
    setBack(0);
    void session.running.then((running) => running.runTyped(sql));
  };
  const recall = (next: number) => {
    const recalled = typed.at(-next);
    if (next < 0 || (next > 0 && recalled === undefined)) return;
    setBack(next);
    setSql(next === 0 ? '' : (recalled?.sql ?? ''));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { value, selectionStart, selectionEnd } = event.currentTarget;
    if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      run();
    } else if (event.key === 'ArrowUp' && !value.slice(0, selectionStart).includes('\n')) {
      event.preventDefault();
      // What was just run stands in the field: the one before it is meant.
      recall(back === 0 && value === typed.at(-1)?.sql ? 2 : back + 1);
    } else if (event.key === 'ArrowDown' && back > 0 && !value.slice(selectionEnd).includes('\n')) {
      event.preventDefault();
      recall(back - 1);
    }
  };

  return (
    <div className="query">
      <form
        className="query-form"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          run();
        }}
      >
        <textarea
          aria-label="SQL"
          aria-describedby={hintId}
          rows={Math.min(6, Math.max(2, sql.split('\n').length))}
          value={sql}
          spellCheck={false}
          autoCapitalize="off"
          placeholder="SELECT * FROM …"
          onChange={({ target }) => setSql(target.value)}
          onKeyDown={onKeyDown}
        />
        <button type="submit" className="button small" disabled={!canRun || sql.trim() === ''}>
          {isRunning ? 'Running' : 'Run SQL'}
        </button>
      </form>
      <p className="query-hint" id={hintId}>
        Enter runs, Shift Enter breaks the line, ↑ brings back what you ran.
      </p>
      <div className="scroll" tabIndex={0} role="region" aria-label="Result" aria-busy={isRunning}>
        {entry ? (
          <Result entry={entry} />
        ) : (
          <p className="empty">Runs at once and beside the program, writes too. Reset data undoes them.</p>
        )}
      </div>
    </div>
  );
}

function Result({ entry: { statements, rows, failure } }: { readonly entry: TypedEntry }) {
  if (failure !== undefined) return <p className="statement-error query-error">{failure}</p>;
  const last = statements.at(-1);
  if (!last) return <p className="empty">There was no statement in it.</p>;
  return (
    <>
      {last.error && <Refused statement={last} />}
      {!last.error && (
        <p className="query-note">
          {rows && rows.rows.length < rows.total
            ? `${formatCount(rows.rows.length)} of ${plural(rows.total, 'row')}`
            : `${last.command}, ${plural(last.rows, 'row')}`}{' '}
          · {formatMilliseconds(last.milliseconds)} · {describeEngine(last.engine)}
          {last.replayed && ` · pg-mem refused it (${last.replayed.reason})`}
        </p>
      )}
      {rows && !last.error && <RowTable rows={rows} />}
    </>
  );
}

function Refused({ statement: { sql, error } }: { readonly statement: StatementRecord }) {
  if (!error) return undefined;
  const place = error.position === undefined ? undefined : placeOf(sql, error.position);
  return (
    <div className="statement-error query-error" role="alert">
      <p>
        <b>{error.code}</b> {error.message}
        {place && `. At line ${place.line}, column ${place.column}.`}
      </p>
      {place && (
        <pre aria-hidden="true">
          {place.text}
          {'\n'}
          {' '.repeat(place.column - 1)}^
        </pre>
      )}
      {error.detail && <p>{error.detail}</p>}
      {error.hint && <p>{error.hint}</p>}
    </div>
  );
}
