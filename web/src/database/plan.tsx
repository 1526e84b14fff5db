import { useEffect, useState } from 'react';
import type { PlanResult, StatementRecord } from '../../../lessons/runtime/playground.ts';
import { formatMilliseconds } from '../format.ts';
import { ColouredSql } from '../layout/coloured-sql.tsx';
import { useSession, useSessionState } from '../session/context.tsx';
import { useShownStatement } from '../session/shown.ts';
import { viewPlan, type PlanView } from './plan-view.ts';
import { withoutIndent } from './statement-text.ts';

type Explained =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'done'; readonly statement: StatementRecord; readonly result: PlanResult }
  | { readonly kind: 'broken'; readonly message: string };

/** How PostgreSQL carries out the chosen statement. */
export default function Plan() {
  const session = useSession();
  const statement = useShownStatement();
  const dataVersion = useSessionState((state) => state.dataVersion);
  const engine = useSessionState((state) => state.engine);
  // An attack and the checks send hundreds of statements: only the last one is explained.
  const isWaiting = useSessionState(({ activity }) => activity === 'attacking' || activity === 'checking');
  const [explained, setExplained] = useState<Explained>({ kind: 'waiting' });

  useEffect(() => {
    if (!statement || isWaiting) return;
    let isCurrent = true;
    session.running
      .then((running) => running.explain(statement.sql, statement.parameters))
      .then(
        (result) => isCurrent && setExplained({ kind: 'done', statement, result }),
        (error: unknown) => isCurrent && setExplained({ kind: 'broken', message: String(error) }),
      );
    return () => {
      isCurrent = false;
    };
  }, [session, statement, dataVersion, engine, isWaiting]);

  if (!statement) {
    return (
      <p className="empty">Send a request, then see here how PostgreSQL carries out its slowest statement.</p>
    );
  }
  return (
    <div className="scroll plan-panel" tabIndex={0} role="region" aria-label="Plan">
      <pre className="sql plan-sql">
        <ColouredSql sql={withoutIndent(statement.sql)} />
      </pre>
      <ExplainedView explained={explained} />
    </div>
  );
}

function ExplainedView({ explained }: { readonly explained: Explained }) {
  switch (explained.kind) {
    case 'waiting':
      return <p className="empty">Asking PostgreSQL for the plan.</p>;
    case 'broken':
      return <p className="empty">{explained.message}</p>;
    case 'done': {
      const { result } = explained;
      if (result.kind === 'unavailable') return <p className="empty">{result.reason}</p>;
      return (
        <>
          <ul className="plan">
            <PlanItem view={viewPlan(result.root)} />
          </ul>
          <p className="plan-note">
            {result.analyzed
              ? 'Measured: the statement was run once more for this plan.'
              : 'Estimated: a statement that writes is not run for its plan.'}
          </p>
          <details className="plan-text">
            <summary>As text</summary>
            <pre>{result.text}</pre>
          </details>
        </>
      );
    }
  }
}

function PlanItem({ view }: { readonly view: PlanView }) {
  const percent = Math.round(view.share * 100);
  const tone = view.isSlow ? 'slow' : view.isCostliest ? 'costliest' : '';
  return (
    <li>
      <div className={`plan-node ${tone}`}>
        <p className="plan-title">
          <b>{view.title}</b>
          {view.isCostliest && <span className="visually-hidden">, the costliest step</span>}
          <span className="plan-cost">
            {view.milliseconds === undefined ? `${percent} % of cost` : formatMilliseconds(view.milliseconds)}
          </span>
        </p>
        <span className="time-bar" aria-hidden="true">
          <i className={view.isSlow ? 'hot' : ''} style={{ width: `${Math.max(2, percent)}%` }} />
        </span>
        <p className="plan-rows">
          {view.rows}
          {view.misjudged && <em> · {view.misjudged}</em>}
        </p>
        {view.details.map(([label, value]) => (
          <p key={label} className="plan-detail">
            <span>{label}</span> {value}
          </p>
        ))}
      </div>
      {view.children.length > 0 && (
        <ul>
          {view.children.map((child, index) => (
            <PlanItem key={index} view={child} />
          ))}
        </ul>
      )}
    </li>
  );
}
