import { useEffect, useRef } from 'react';
import { InlineCode } from '../layout/inline-code.tsx';
import { FailedIcon, OpenIcon, PassedIcon, RunningIcon } from '../layout/icons.tsx';
import { useSessionState } from '../session/context.tsx';
import type { CheckRow } from '../session/check-rows.ts';
import { isOutdated } from '../session/state.ts';

const looks = {
  open: { icon: OpenIcon, word: 'not run' },
  running: { icon: RunningIcon, word: 'running' },
  passed: { icon: PassedIcon, word: 'passed' },
  failed: { icon: FailedIcon, word: 'failed' },
  error: { icon: FailedIcon, word: 'could not be run' },
};

/** What the lesson asks for, and what became of each check. */
export function Checks() {
  const checks = useSessionState((state) => state.checks);
  const isChecking = useSessionState((state) => state.activity === 'checking');
  const isOld = useSessionState(isOutdated);
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isChecking) section.current?.scrollIntoView({ block: 'start', behavior: 'smooth' });
  }, [isChecking]);
  const passed = checks.filter(({ state }) => state.kind === 'passed').length;
  const hasRun = checks.some(({ state }) => state.kind !== 'open');
  return (
    <section ref={section} aria-labelledby="checks-title" className="checks-section">
      <h2 id="checks-title">
        Checks
        {hasRun && (
          <span className={passed === checks.length ? 'tally all' : 'tally'}>
            {passed} of {checks.length}
          </span>
        )}
        {hasRun && isOld && <span className="outdated">before your last edit</span>}
      </h2>
      <ul className={hasRun && isOld ? 'checks old' : 'checks'}>
        {checks.map((check) => (
          <CheckItem key={check.id} check={check} />
        ))}
      </ul>
      {hasRun && !isOld && passed === checks.length && (
        <p className="solved-note">
          Solved. Your code does what the lesson asks, and it is graded by PostgreSQL.
        </p>
      )}
    </section>
  );
}

function CheckItem({ check: { title, state } }: { readonly check: CheckRow }) {
  const { icon: Icon, word } = looks[state.kind];
  return (
    <li className={`check ${state.kind}`}>
      <Icon />
      <div>
        <InlineCode text={title} />
        <span className="visually-hidden">, {word}</span>
        {state.kind === 'failed' && (
          <dl className="report">
            <dt>sent</dt>
            <dd>{state.report.sent}</dd>
            <dt>expected</dt>
            <dd>{state.report.expected}</dd>
            <dt>got</dt>
            <dd>{state.report.received}</dd>
          </dl>
        )}
        {state.kind === 'error' && <p className="report-message">{state.message}</p>}
      </div>
    </li>
  );
}
