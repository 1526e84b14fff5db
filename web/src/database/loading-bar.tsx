import { useState } from 'react';
import { formatCount, formatDuration } from '../format.ts';
import { ColouredSql } from '../layout/coloured-sql.tsx';
import { useNow } from '../layout/use-now.ts';
import { useSession, useSessionState } from '../session/context.tsx';

/** A statement that runs for longer than this is said to: within one, PostgreSQL tells nothing. */
const LONG = 2000;

/** How far a database is that takes long to be made; it can be stopped. */
export function LoadingBar() {
  const session = useSession();
  const loading = useSessionState((state) => state.loading);
  const [began] = useState(() => Date.now());
  const now = useNow();
  if (!loading) return undefined;
  const { text, statement, of, sql } = loading;
  return (
    <div className="loading-bar" role="status">
      <p>
        <b>{text}.sql</b> statement {formatCount(statement)} of {formatCount(of)}
        {now - began >= 1000 && ` · ${formatDuration(now - began)}`}
      </p>
      <Statement key={`${text} ${statement}`} done={statement - 1} of={of} name={`${text}.sql`} />
      <pre>
        <ColouredSql sql={sql} />
      </pre>
      <button
        type="button"
        className="button small"
        onClick={() => void session.running.then((running) => running.cancelLoading())}
      >
        Stop loading
      </button>
    </div>
  );
}

interface StatementProps {
  readonly name: string;
  /** Statements before this one. */
  readonly done: number;
  readonly of: number;
}

/** How far it is by statements, until one takes so long that the bar would stand still and look dead. */
function Statement({ name, done, of }: StatementProps) {
  const [began] = useState(() => Date.now());
  const ran = useNow() - began;
  const isLong = ran >= LONG;
  return (
    <>
      {of === 1 || isLong ? (
        <progress aria-label={name} />
      ) : (
        <progress value={done} max={of} aria-label={name} />
      )}
      {isLong && (
        // Every second another number: not for who hears the page.
        <p aria-hidden="true">
          This statement has run for {formatDuration(ran)}. PostgreSQL does not tell how far a statement is.
        </p>
      )}
    </>
  );
}
