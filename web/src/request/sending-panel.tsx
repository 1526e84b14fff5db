import { useState } from 'react';
import { useSession, useSessionState } from '../session/context.tsx';
import { announce } from '../shell/announce.ts';
import { MOST_AT_ONCE, MOST_IN_WORST_ORDER } from './burst.ts';
import { readDraft } from './draft.ts';

/** How requests are sent: whether redirects are followed, and many at once. */
export default function SendingPanel() {
  const session = useSession();
  const follows = useSessionState((state) => state.followsRedirects);
  const isBusy = useSessionState(
    ({ activity, connection }) => activity !== undefined || connection.kind !== 'connected',
  );
  const [count, setCount] = useState('20');
  const [isWorst, setWorst] = useState(false);
  const most = isWorst ? MOST_IN_WORST_ORDER : MOST_AT_ONCE;
  const number = Number(count);
  const isPossible = Number.isInteger(number) && number >= 2 && number <= most;

  const send = () => {
    const result = readDraft(session.store.getState().draft);
    // The form says what is wrong when one presses Send.
    if (result.kind === 'wrong') return announce(result.message);
    void session.running.then((running) =>
      running.sendAtOnce(result.request, number, isWorst ? 'worst' : 'as they come'),
    );
  };

  return (
    <div className="surroundings" role="group" aria-label="Options">
      <label className="check-label">
        <input
          type="checkbox"
          checked={follows}
          onChange={({ target }) => session.followRedirects(target.checked)}
        />
        Follow redirects, as browsers do
      </label>
      <div className="wait-form">
        Send
        <input
          type="number"
          min="2"
          max={most}
          aria-label="How many at once"
          aria-invalid={!isPossible}
          value={count}
          onChange={({ target }) => setCount(target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            // Enter in the form around it would send the request once.
            event.preventDefault();
            if (isPossible && !isBusy) send();
          }}
        />
        <button type="button" className="button small" disabled={isBusy || !isPossible} onClick={send}>
          At once
        </button>
        <label className="check-label">
          <input type="checkbox" checked={isWorst} onChange={({ target }) => setWorst(target.checked)} />
          writes meet in the worst order
        </label>
      </div>
      <p>
        {isPossible
          ? 'The program answers them side by side. In the worst order none writes before all have read.'
          : `From 2 to ${most}.`}
      </p>
    </div>
  );
}
