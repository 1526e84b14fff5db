import type { CSSProperties } from 'react';
import type { SessionName, SteppedTransaction } from '../../../lessons/runtime/playground.ts';
import { ColouredSql } from '../layout/coloured-sql.tsx';
import { useSession, useSessionState } from '../session/context.tsx';
import { steppingExamples } from '../session/stepping-examples.ts';
import { nextStatement, noSteps, sessionNames } from '../session/stepping-state.ts';
import { LatestStep, StepList } from './step-list.tsx';

/** SQL sessions side by side, of which the reader runs a statement at a time, in any order. */
export default function Sessions() {
  const session = useSession();
  const count = useSessionState((state) => state.stepping.count);
  const steps = useSessionState((state) => state.stepping.steps);
  const isBusy = useSessionState(
    ({ activity, connection }) => activity !== undefined || connection.kind !== 'connected',
  );
  const names = sessionNames.slice(0, count);
  const startOver = () => session.running.then((running) => running.startStepsOver());
  const choose = (title: string) => {
    const example = steppingExamples.find((each) => each.title === title);
    if (!example) return;
    void startOver().then(() => session.changeStepping({ scripts: example.scripts, count: noSteps.count }));
  };
  return (
    <div className="scroll sessions" tabIndex={0} role="region" aria-label="Sessions">
      <div className="sessions-bar">
        <select
          aria-label="Example"
          value=""
          disabled={isBusy}
          onChange={({ target }) => choose(target.value)}
        >
          <option value="">Examples</option>
          {steppingExamples.map(({ title }) => (
            <option key={title}>{title}</option>
          ))}
        </select>
        <label className="check-label">
          <input
            type="checkbox"
            checked={count === 3}
            onChange={({ target }) => session.changeStepping({ count: target.checked ? 3 : 2 })}
          />
          a third
        </label>
        <span className="grow" />
        <button
          type="button"
          className="text-button"
          disabled={isBusy || steps.length === 0}
          onClick={() => void startOver()}
        >
          Start over
        </button>
      </div>
      <div className="session-columns" style={{ '--sessions': count } as CSSProperties}>
        {names.map((name) => (
          <SessionColumn key={name} name={name} isBusy={isBusy} />
        ))}
      </div>
      <LatestStep steps={steps} />
      {steps.length === 0 ? (
        <p className="empty">
          Run the statements of the sessions in any order. What PostgreSQL would answer is shown. This
          database has one connection: while one session has written and is open, the others can read, and
          what would need a second snapshot or wait for a lock is not run, with the reason.
        </p>
      ) : (
        <StepList names={names} steps={steps} />
      )}
    </div>
  );
}

function SessionColumn({ name, isBusy }: { readonly name: SessionName; readonly isBusy: boolean }) {
  const session = useSession();
  const stepping = useSessionState((state) => state.stepping);
  const next = nextStatement(stepping, name);
  const transaction = stepping.transactions.find((each) => each.session === name);
  return (
    <section className="session-column" aria-label={`Session ${name}`}>
      <h3>
        {name} <TransactionState transaction={transaction} />
      </h3>
      <textarea
        aria-label={`Statements of session ${name}`}
        rows={4}
        value={stepping.scripts[name]}
        spellCheck={false}
        autoCapitalize="off"
        placeholder="BEGIN;"
        onChange={({ target }) =>
          session.changeStepping({ scripts: { ...stepping.scripts, [name]: target.value } })
        }
      />
      <pre className="sql session-next">
        {next === undefined ? <span className="null">no statement left</span> : <ColouredSql sql={next} />}
      </pre>
      <button
        type="button"
        className="button small"
        disabled={isBusy || next === undefined}
        onClick={() => void session.running.then((running) => running.step(name))}
      >
        Run next in {name}
      </button>
    </section>
  );
}

const states: Readonly<Record<SteppedTransaction['state'], string>> = {
  none: 'no transaction',
  open: 'transaction open',
  'has read': 'open, has read',
  'has written': 'open, has written or locked',
  'keeps a snapshot': 'open, keeps a snapshot',
  failed: 'failed: only ROLLBACK is left',
};

function TransactionState({ transaction }: { readonly transaction: SteppedTransaction | undefined }) {
  const state = transaction?.state ?? 'none';
  const tone = state === 'failed' ? 'bad' : state === 'none' ? '' : 'open';
  const level = state === 'none' || transaction === undefined ? '' : `, ${transaction.isolation}`;
  return (
    <span className={`session-state ${tone}`} aria-live="polite">
      {states[state]}
      {level}
    </span>
  );
}
