import type { LogEntry } from '../../../lessons/runtime/playground.ts';
import { useSessionState } from '../session/context.tsx';
import { useShownExchange } from '../session/shown.ts';
import { PositionLink } from './position-link.tsx';
import { ProgramErrorView } from './program-error.tsx';

/** What the program wrote: at its start, and while it answered the shown request. */
export function LogList() {
  const startLogs = useSessionState((state) => state.startLogs);
  const logs = useShownExchange()?.exchange.logs ?? [];
  if (startLogs.length + logs.length === 0) {
    return (
      <p className="empty">Nothing logged. What your code writes with console appears here, with its line.</p>
    );
  }
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label="Log">
      {startLogs.length > 0 && <h3 className="log-title">At the start</h3>}
      <LogEntries entries={startLogs} />
      {startLogs.length > 0 && logs.length > 0 && <h3 className="log-title">During the request</h3>}
      <LogEntries entries={logs} />
    </div>
  );
}

function LogEntries({ entries }: { readonly entries: readonly LogEntry[] }) {
  return (
    <ol className="log">
      {entries.map((entry, index) => (
        <li key={index} className={`log-entry ${entry.level}`}>
          <span className="log-level">{entry.level}</span>
          <span className="log-text">{entry.text}</span>
          {entry.position && <PositionLink position={entry.position} />}
          {entry.error && <ProgramErrorView error={entry.error} />}
        </li>
      ))}
    </ol>
  );
}
