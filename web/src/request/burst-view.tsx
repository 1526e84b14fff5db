import { useMemo } from 'react';
import { formatMilliseconds, plural } from '../format.ts';
import { useSession, useSessionState } from '../session/context.tsx';
import { summarize, type Burst } from './burst.ts';
import { HistoryItem } from './history-list.tsx';

/** Requests that were sent at once, as one: what they were answered with, and how long each took. */
export default function BurstView({ burst: { ids, milliseconds, order } }: { readonly burst: Burst }) {
  const session = useSession();
  const exchanges = useSessionState((state) => state.exchanges);
  const sent = useMemo(() => exchanges.filter(({ id }) => ids.includes(id)), [exchanges, ids]);
  const summary = useMemo(() => summarize(sent), [sent]);
  const { counts, fastest, median, ninetyFifth, slowest } = summary;
  const times = [
    ['fastest', fastest],
    ['median', median],
    ['95th of 100', ninetyFifth],
    ['slowest', slowest],
  ] as const;
  return (
    <div className="scroll burst" tabIndex={0} role="region" aria-label="Requests sent at once">
      <p className="burst-title">
        <b>{plural(ids.length, 'request')} at once</b>
        <span>
          {formatMilliseconds(milliseconds)} in all
          {order === 'worst' && ', their writes meeting in the worst order'}
        </span>
      </p>
      <ul className="burst-counts" aria-label="By status">
        {counts.map(({ label, tone, count }) => (
          <li key={label}>
            <span className={tone}>{label}</span>
            <span className="time-bar" aria-hidden="true">
              <i className={tone} style={{ width: `${(count / sent.length) * 100}%` }} />
            </span>
            <b>{count}</b>
          </li>
        ))}
      </ul>
      <dl className="burst-times">
        {times.map(([label, time]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{formatMilliseconds(time)}</dd>
          </div>
        ))}
      </dl>
      <div className="burst-bars" aria-hidden="true">
        {sent.map(({ id, exchange }) => (
          <i
            key={id}
            className={toneOf(exchange.outcome.kind === 'response' ? exchange.outcome.response.status : 500)}
            style={{ height: `${Math.max(4, (exchange.milliseconds / Math.max(slowest, 0.01)) * 100)}%` }}
          />
        ))}
      </div>
      <p className="burst-note">Each from left to right, in the order in which they were sent.</p>
      <ol className="history">
        {sent.map((recorded) => (
          <HistoryItem
            key={recorded.id}
            recorded={recorded}
            isShown={false}
            onShow={(id) => session.showExchange(id)}
          />
        ))}
      </ol>
    </div>
  );
}

const toneOf = (status: number) => `status-${Math.floor(status / 100)}xx`;
