import { useEffect, useRef, type CSSProperties } from 'react';
import type { RowSet, SessionName } from '../../../lessons/runtime/playground.ts';
import { plural } from '../format.ts';
import { ColouredSql } from '../layout/coloured-sql.tsx';
import type { StepEntry } from '../session/stepping-state.ts';
import { RowTable } from './row-table.tsx';

interface StepListProps {
  readonly names: readonly SessionName[];
  readonly steps: readonly StepEntry[];
}

/** What ran, from top to bottom, each step in the column of its session. */
export function StepList({ names, steps }: StepListProps) {
  return (
    <ol className="step-list" style={{ '--sessions': names.length } as CSSProperties}>
      {steps.map((step, index) => (
        <li key={index}>
          <div
            className={`session-step ${step.outcome.kind}`}
            style={{ gridColumn: Math.max(0, names.indexOf(step.session)) + 1 }}
          >
            <span className="visually-hidden">Session {step.session}: </span>
            <pre className="sql">
              <ColouredSql sql={step.sql} />
            </pre>
            <Outcome step={step} />
          </div>
          {step.notes.map((note) => (
            <p key={note} className="step-note">
              {note}
            </p>
          ))}
        </li>
      ))}
    </ol>
  );
}

/**
 * What the step gave that was run last, beside the buttons that run the next: the list below may be out of sight,
 * and after a refusal nothing else on the screen has changed.
 */
export function LatestStep({ steps }: { readonly steps: readonly StepEntry[] }) {
  const place = useRef<HTMLDivElement>(null);
  const latest = steps.at(-1);
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), [latest]);
  return (
    <div ref={place} className="latest-step">
      {latest && (
        <>
          <b>{latest.session}</b>
          <Outcome step={latest} />
        </>
      )}
    </div>
  );
}

function Outcome({ step: { outcome } }: { readonly step: StepEntry }) {
  switch (outcome.kind) {
    case 'refused':
      return <p className="step-refused">{outcome.reason}</p>;
    case 'failed':
      return <p className="statement-error">{outcome.message}</p>;
    case 'ran': {
      const { statement, rows } = outcome;
      if (statement.error) {
        return (
          <p className="statement-error">
            <b>{statement.error.code}</b> {statement.error.message}
          </p>
        );
      }
      if (rows) return <Rows rows={rows} />;
      const isAboutRows = /^(?:INSERT|UPDATE|DELETE|MERGE)$/.test(statement.command);
      return <p className="step-result">{isAboutRows ? plural(statement.rows, 'row') : 'done'}</p>;
    }
  }
}

/** A few values are read at a glance; more are a table that opens. */
function Rows({ rows }: { readonly rows: RowSet }) {
  if (rows.total > 3 || rows.columns.length > 4) {
    return (
      <details className="step-result">
        <summary>{plural(rows.total, 'row')}</summary>
        <RowTable rows={rows} />
      </details>
    );
  }
  if (rows.total === 0) return <p className="step-result">no row</p>;
  return (
    <ul className="step-result">
      {rows.rows.map((row, index) => (
        <li key={index}>
          {row.map((value, at) => (
            <span key={at}>
              {rows.columns[at]} = <b>{value ?? 'NULL'}</b>
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}
