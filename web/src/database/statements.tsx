import { useMemo } from 'react';
import type { HttpRequest, StatementRecord } from '../../../lessons/runtime/playground.ts';
import { formatMilliseconds, plural } from '../format.ts';
import { ColouredSql } from '../layout/coloured-sql.tsx';
import { useSession, useSessionState } from '../session/context.tsx';
import { useShownExchange } from '../session/shown.ts';
import { describeEngine } from '../shell/engine.ts';
import { findRequestText } from './from-request.ts';
import { PositionLink } from './position-link.tsx';
import { ProgramClaim } from './program-claim.tsx';
import { withoutIndent } from './statement-text.ts';

/** Statements shown at most: a loop may send thousands. */
const shownAtMost = 200;

/** Every statement that the shown request caused, and those that were typed in the prompt. */
export function Statements({ onPlan }: { readonly onPlan: () => void }) {
  const exchange = useShownExchange()?.exchange;
  const entries = useSessionState((state) => state.typed);
  const typed = useMemo(() => entries.flatMap(({ statements }) => statements).toReversed(), [entries]);
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label="Statements">
      {!exchange && (
        <p className="empty">
          Send a request to see every statement it causes, with parameters, rows and time.
        </p>
      )}
      {exchange?.statements.length === 0 && (
        <p className="empty">This request sent nothing to the database.</p>
      )}
      {exchange && (
        <StatementList statements={exchange.statements} request={exchange.request} onPlan={onPlan} />
      )}
      {typed.length > 0 && (
        <>
          <h3 className="log-title">Typed in the prompt, latest first</h3>
          <StatementList statements={typed} onPlan={onPlan} />
        </>
      )}
    </div>
  );
}

interface StatementListProps {
  readonly statements: readonly StatementRecord[];
  /** What caused them. */
  readonly request?: HttpRequest;
  readonly onPlan: () => void;
}

function StatementList({ statements, request, onPlan }: StatementListProps) {
  const session = useSession();
  if (statements.length === 0) return undefined;
  const slowest = Math.max(...statements.map(({ milliseconds }) => milliseconds));
  return (
    <>
      <ol className="statements">
        {statements.slice(0, shownAtMost).map((statement) => (
          <Statement
            key={statement.id}
            statement={statement}
            request={request}
            slowest={slowest}
            onPlan={() => {
              session.showStatement(statement.id);
              onPlan();
            }}
          />
        ))}
      </ol>
      {statements.length > shownAtMost && (
        <p className="empty">{plural(statements.length - shownAtMost, 'more statement')} not shown.</p>
      )}
      {statements.some(({ position }) => position !== undefined) && <ProgramClaim />}
    </>
  );
}

interface StatementProps {
  readonly statement: StatementRecord;
  readonly request: HttpRequest | undefined;
  readonly slowest: number;
  readonly onPlan: () => void;
}

/** From here on a statement is slow enough to be shown so. */
const slowFrom = 100;

function Statement({ statement, request, slowest, onPlan }: StatementProps) {
  const { parameters, milliseconds, engine, error, differences = [], replayed, position } = statement;
  const sql = useMemo(() => withoutIndent(statement.sql), [statement.sql]);
  const marked = useMemo(() => (request ? findRequestText(sql, request) : []), [sql, request]);
  const version = useSessionState((state) =>
    state.engine.kind === 'ready' && state.engine.engine === engine ? state.engine.version : undefined,
  );
  const isBad = error !== undefined || milliseconds >= slowFrom;
  return (
    <li className="statement">
      <div className="statement-main">
        <pre className="sql">
          <ColouredSql sql={sql} marked={marked} />
        </pre>
        <span className="statement-time">
          <span className="time-bar" aria-hidden="true">
            <i
              className={isBad ? 'hot' : ''}
              style={{ width: `${slowest > 0 ? Math.max(4, (milliseconds / slowest) * 100) : 4}%` }}
            />
          </span>
          {formatMilliseconds(milliseconds)}
        </span>
      </div>
      {marked.length > 0 && (
        <p className="from-request">The marked text came from the request and became SQL.</p>
      )}
      {parameters.length > 0 && (
        <ul className="parameters" aria-label="Parameters">
          {parameters.map((value, index) => (
            <li key={index}>
              <span className="parameter-name">${index + 1}</span>
              {value === null ? (
                <i className="null">NULL</i>
              ) : (
                <span className="parameter-value">{value}</span>
              )}
            </li>
          ))}
        </ul>
      )}
      {error && (
        <p className="statement-error">
          <b>{error.code}</b> {error.message}
          {error.detail && <span> {error.detail}</span>}
          {error.hint && <span> {error.hint}</span>}
        </p>
      )}
      {differences.map((difference) => (
        <p key={difference} className="replayed">
          {difference}
        </p>
      ))}
      {replayed && <p className="replayed">pg-mem refused it ({replayed.reason}), so PostgreSQL answered.</p>}
      <p className="statement-foot">
        {!error && <span>{plural(statement.rows, 'row')}</span>}
        <span>{describeEngine(engine, version)}</span>
        {position && <PositionLink position={position} />}
        <button type="button" className="text-button" onClick={onPlan}>
          Plan
        </button>
      </p>
    </li>
  );
}
