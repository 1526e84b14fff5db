import { useEffect, useState } from 'react';
import type { TableData } from '../../../lessons/runtime/playground.ts';
import { formatCount, plural } from '../format.ts';
import { useSession, useSessionState } from '../session/context.tsx';
import { RowTable } from './row-table.tsx';

const rowsShown = 100;

/** The rows as they are now, whatever the program says about them. */
export function Tables() {
  const session = useSession();
  const dataVersion = useSessionState((state) => state.dataVersion);
  const activity = useSessionState((state) => state.activity);
  const isHeld = useSessionState((state) => state.connection.kind === 'held');
  const [tables, setTables] = useState<readonly TableData[]>();
  const [message, setMessage] = useState<string>();
  const [chosen, setChosen] = useState<string>();

  useEffect(() => {
    // While checks run, the data changes hands too often to be read.
    if (activity === 'checking' || activity === 'attacking') return;
    let isCurrent = true;
    session.running
      .then((running) => running.tables(rowsShown))
      .then(
        (read) => {
          if (!isCurrent) return;
          setTables(read);
          setMessage(undefined);
        },
        (error: unknown) => isCurrent && setMessage(error instanceof Error ? error.message : String(error)),
      );
    return () => {
      isCurrent = false;
    };
  }, [session, dataVersion, activity]);

  if (message !== undefined) return <p className="empty">The tables could not be read: {message}</p>;
  if (isHeld) return <p className="empty">There is no database before you press Run.</p>;
  if (!tables) return <p className="empty">Reading the tables.</p>;
  const table = tables.find(({ name }) => name === chosen) ?? tables[0];
  if (!table) return <p className="empty">The schema has no tables.</p>;
  return (
    <div className="tables">
      <div className="table-bar">
        <label className="visually-hidden" htmlFor="table-choice">
          Table
        </label>
        <select id="table-choice" value={table.name} onChange={(event) => setChosen(event.target.value)}>
          {tables.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <span>
          {table.total > table.rows.length
            ? `${formatCount(table.rows.length)} of ${plural(table.total, 'row')}`
            : plural(table.total, 'row')}
        </span>
        <span className="grow" />
        <button
          type="button"
          className="text-button"
          disabled={activity !== undefined}
          onClick={() => void session.running.then((running) => running.resetData())}
        >
          Reset data
        </button>
      </div>
      <div className="scroll" tabIndex={0} role="region" aria-label={`Rows of ${table.name}`}>
        <RowTable rows={table} types={table.types} />
      </div>
    </div>
  );
}
