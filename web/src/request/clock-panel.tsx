import { useState } from 'react';
import { formatDuration } from '../format.ts';
import { useSession, useSessionState } from '../session/context.tsx';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const units = { seconds: second, minutes: minute, hours: hour, days: day } as const;
type Unit = keyof typeof units;

/** No program waits longer, and a Date has its limits. */
const longest = 3650 * day;

/** Lets time pass at once. */
export default function ClockPanel() {
  const session = useSession();
  const isBusy = useSessionState(
    ({ activity, connection }) => activity !== undefined || connection.kind !== 'connected',
  );
  const isAhead = useSessionState((state) => state.clock > 0);
  const [count, setCount] = useState('30');
  const [unit, setUnit] = useState<Unit>('seconds');
  const own = Number(count) * units[unit];
  const isPossible = own >= 1 && own <= longest;
  const wait = (milliseconds: number) =>
    void session.running.then((running) => running.wait(Math.round(milliseconds)));
  return (
    <div className="surroundings" role="group" aria-label="Clock">
      <div className="waits">
        Wait
        {[second, minute, 15 * minute, hour, day].map((milliseconds) => (
          <button
            key={milliseconds}
            type="button"
            className="button small"
            disabled={isBusy}
            onClick={() => wait(milliseconds)}
          >
            {formatDuration(milliseconds)}
          </button>
        ))}
      </div>
      <div className="wait-form">
        <input
          type="number"
          min="0"
          aria-label="How long to wait"
          aria-invalid={!isPossible}
          value={count}
          onChange={({ target }) => setCount(target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            // Enter in the form around it would send the request.
            event.preventDefault();
            if (isPossible && !isBusy) wait(own);
          }}
        />
        <select aria-label="Unit" value={unit} onChange={({ target }) => setUnit(target.value as Unit)}>
          {Object.keys(units).map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <button
          type="button"
          className="button small"
          disabled={isBusy || !isPossible}
          onClick={() => wait(own)}
        >
          Wait
        </button>
        {isAhead && (
          <button
            type="button"
            className="text-button"
            disabled={isBusy}
            onClick={() => void session.running.then((running) => running.resetData())}
          >
            Reset data and clock
          </button>
        )}
      </div>
      <p>It takes no time here. Timers, expiry, limits and now() in SQL all see it pass.</p>
    </div>
  );
}
