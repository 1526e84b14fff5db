import type { AttackProgress } from '../../../lessons/runtime/attack/attack.ts';
import { plural } from '../format.ts';
import { useSession, useSessionState } from '../session/context.tsx';
import type { AttackState } from '../session/state.ts';
import { ShieldIcon } from '../layout/icons.tsx';

/** The lesson's attack, run against the learner's own code, and what it steals, character by character. */
export function AttackCallout() {
  const session = useSession();
  const attack = useSessionState((state) => state.attack);
  const isBusy = useSessionState((state) => state.activity !== undefined);
  const canRun = useSessionState((state) => state.connection.kind === 'connected');
  if (!session.hasAttack) return undefined;
  const isRunning = attack.kind === 'running';
  return (
    <aside className={`callout ${toneOf(attack)}`} aria-label="Attack">
      <p>
        <AttackText attack={attack} />
      </p>
      <Stolen attack={attack} />
      <button
        type="button"
        className="button small"
        disabled={isBusy || !canRun}
        onClick={() => void session.running.then((running) => running.runAttack())}
      >
        {isRunning ? 'Attacking…' : attack.kind === 'idle' ? 'Run the attack' : 'Run it again'}
      </button>
    </aside>
  );
}

function toneOf(attack: AttackState): string {
  if (attack.kind !== 'done') return '';
  return attack.report.outcome === 'repelled' ? 'repelled' : '';
}

function AttackText({ attack }: { readonly attack: AttackState }) {
  switch (attack.kind) {
    case 'idle':
      return (
        <>
          <b>Attack your own code.</b> A script sends requests to the API beside this text, and reads nothing
          but the responses. See how far it comes.
        </>
      );
    case 'running':
      return (
        <>
          <b>Attack running against your code.</b> {plural(attack.progress.requests, 'request')}.{' '}
          {attack.progress.step}.
        </>
      );
    case 'done':
      return attack.report.outcome === 'succeeded' ? (
        <>
          <b>The attack succeeded.</b> {plural(attack.report.requests, 'request')}, each of them answered as
          usual. {attack.report.step}
          {attack.report.length > 0 ? ':' : '.'}
        </>
      ) : (
        <>
          <b>
            <ShieldIcon /> The attack got nothing.
          </b>{' '}
          {plural(attack.report.requests, 'request')}. {attack.report.step}.
        </>
      );
    case 'broken':
      return (
        <>
          <b>The attack could not go on.</b> {attack.message}
        </>
      );
  }
}

function Stolen({ attack }: { readonly attack: AttackState }) {
  const progress: AttackProgress | undefined =
    attack.kind === 'running' ? attack.progress : attack.kind === 'done' ? attack.report : undefined;
  if (!progress || progress.length === 0) return undefined;
  if (attack.kind === 'done' && attack.report.outcome === 'repelled') return undefined;
  const { stolen, length } = progress;
  return (
    <div
      className="stolen"
      role="img"
      aria-label={`${stolen.length} of ${length} characters stolen${stolen ? `: ${stolen}` : ''}`}
    >
      {Array.from({ length }, (_, index) => (
        <span key={index} className={index < stolen.length ? 'read' : 'unread'}>
          {stolen[index] ?? '·'}
        </span>
      ))}
    </div>
  );
}
