import { useState } from 'react';
import { formatCount, formatDuration } from '../format.ts';
import { useNow } from '../layout/use-now.ts';
import { useSession, useSessionState } from '../session/context.tsx';

/** How far a database is that takes long to be made; it can be stopped. */
export function LoadingBar() {
  const session = useSession();
  const loading = useSessionState((state) => state.loading);
  const [began] = useState(() => Date.now());
  const now = useNow();
  if (!loading) return undefined;
  const { text, statement, of } = loading;
  return (
    <div className="loading-bar" role="status">
      <p>
        <b>{text}.sql</b> statement {formatCount(statement)} of {formatCount(of)}
        {now - began >= 1000 && ` · ${formatDuration(now - began)}`}
      </p>
      <progress value={statement - 1} max={of} aria-label={`${text}.sql`} />
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
