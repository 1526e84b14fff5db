import { useEffect, useState } from 'react';
import type { TableData, TablePage } from '../../../lessons/runtime/playground.ts';
import { formatCount, plural } from '../format.ts';
import { useSession, useSessionState } from '../session/context.tsx';
import { isSameDatabase } from '../session/project.ts';
import { LoadingBar } from './loading-bar.tsx';
import { ProgramErrorView } from './program-error.tsx';
import { RowTable } from './row-table.tsx';

const PAGE = 100;

type Sort = NonNullable<TablePage['sort']>;

/** What is looked at of a table; another table begins at its first page. */
interface Look {
  readonly table: string | undefined;
  readonly offset: number;
  readonly sort: Sort | undefined;
}

interface Read {
  /** Names and sizes of all tables. */
  readonly tables: readonly TableData[];
  readonly shown: TableData | undefined;
}

/** The rows as they are now, whatever the program says about them. */
export default function Tables() {
  const session = useSession();
  const dataVersion = useSessionState((state) => state.dataVersion);
  const activity = useSessionState((state) => state.activity);
  const isHeld = useSessionState((state) => state.connection.kind === 'held');
  const isLoading = useSessionState((state) => state.loading !== undefined);
  const refusal = useSessionState((state) => state.dataRefusal);
  const hasOpenSession = useSessionState(({ stepping }) =>
    stepping.transactions.some(({ state }) => state !== 'none'),
  );
  const [read, setRead] = useState<Read>();
  const [message, setMessage] = useState<string>();
  const [look, setLook] = useState<Look>({ table: undefined, offset: 0, sort: undefined });

  useEffect(() => {
    // While checks run, the data changes hands too often to be read.
    if (activity === 'checking' || activity === 'attacking' || isLoading) return;
    let isCurrent = true;
    session.running
      .then(async (running): Promise<Read> => {
        const tables = await running.tables(0);
        const chosen = tables.find(({ name }) => name === look.table) ?? tables[0];
        const { offset, sort } = look;
        const page = { offset, limit: PAGE, ...(sort && { sort }) };
        return { tables, shown: chosen && (await running.table(chosen.name, page)) };
      })
      .then(
        (now) => {
          if (!isCurrent) return;
          setRead(now);
          setMessage(undefined);
        },
        (failure: unknown) =>
          isCurrent && setMessage(failure instanceof Error ? failure.message : String(failure)),
      );
    return () => {
      isCurrent = false;
    };
  }, [session, dataVersion, activity, look, isLoading]);

  if (isLoading) return <LoadingBar />;
  if (message !== undefined) {
    return (
      <>
        <Outdated />
        <p className="empty">
          The tables could not be read: {message}
          {hasOpenSession && ' It is one of those under Sessions: end it there, or start over.'}
        </p>
      </>
    );
  }
  if (isHeld) return <p className="empty">There is no database before you press Run.</p>;
  if (!read) return <p className="empty">Reading the tables.</p>;
  const { tables, shown } = read;
  if (!shown) {
    return (
      <>
        {refusal && <ProgramErrorView error={refusal} />}
        <p className="empty">There are no tables.</p>
      </>
    );
  }
  const sortBy = (column: string) => {
    const { sort } = look;
    const isSame = sort?.column === column;
    const next = isSame && sort.isDescending ? undefined : { column, isDescending: isSame };
    setLook({ table: shown.name, offset: 0, sort: next });
  };
  return (
    <div className="tables">
      {refusal && <ProgramErrorView error={refusal} />}
      <Outdated />
      <div className="table-bar">
        <label className="visually-hidden" htmlFor="table-choice">
          Table
        </label>
        <select
          id="table-choice"
          value={shown.name}
          onChange={(event) => setLook({ table: event.target.value, offset: 0, sort: undefined })}
        >
          {tables.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <Pages
          table={shown}
          offset={look.offset}
          onOffset={(offset) => setLook({ ...look, table: shown.name, offset })}
        />
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
      <div className="scroll" tabIndex={0} role="region" aria-label={`Rows of ${shown.name}`}>
        <RowTable rows={shown} types={shown.types} sort={look.sort} onSort={sortBy} />
      </div>
    </div>
  );
}

interface PagesProps {
  readonly table: TableData;
  readonly offset: number;
  readonly onOffset: (offset: number) => void;
}

function Pages({ table: { rows, total }, offset, onOffset }: PagesProps) {
  if (total <= PAGE) return <span>{plural(total, 'row')}</span>;
  const last = Math.floor((total - 1) / PAGE) * PAGE;
  const moves = [
    ['First page', '«', 0],
    ['Page before', '‹', Math.max(0, offset - PAGE)],
    ['Next page', '›', Math.min(last, offset + PAGE)],
    ['Last page', '»', last],
  ] as const;
  return (
    <span className="pages" role="group" aria-label="Pages">
      {moves.slice(0, 2).map(([label, sign, to]) => (
        <PageButton
          key={label}
          label={label}
          sign={sign}
          isOff={to === offset}
          onPress={() => onOffset(to)}
        />
      ))}
      <span aria-live="polite">
        {formatCount(Math.min(offset + 1, total))}–{formatCount(offset + rows.length)} of {formatCount(total)}
      </span>
      {moves.slice(2).map(([label, sign, to]) => (
        <PageButton
          key={label}
          label={label}
          sign={sign}
          isOff={to === offset}
          onPress={() => onOffset(to)}
        />
      ))}
    </span>
  );
}

interface PageButtonProps {
  readonly label: string;
  readonly sign: string;
  readonly isOff: boolean;
  readonly onPress: () => void;
}

function PageButton({ label, sign, isOff, onPress }: PageButtonProps) {
  return (
    <button type="button" className="text-button" aria-label={label} disabled={isOff} onClick={onPress}>
      {sign}
    </button>
  );
}

/** Says when schema and seed are others than those of which the data were made. */
function Outdated() {
  const session = useSession();
  const isBusy = useSessionState((state) => state.activity !== undefined);
  const isOutdated = useSessionState(
    ({ made, project, files }) =>
      made !== undefined &&
      !isSameDatabase(made, project.safeDatabase) &&
      !isSameDatabase(made, project.databaseOf(files)),
  );
  if (!isOutdated) return undefined;
  return (
    <p className="outdated">
      <span>Schema or seed has changed since these data were made. The next request makes them anew.</span>
      <button
        type="button"
        className="button small"
        disabled={isBusy}
        onClick={() => void session.running.then((running) => running.resetData())}
      >
        Make them now
      </button>
    </p>
  );
}
