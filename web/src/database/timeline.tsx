import { useMemo } from 'react';
import { formatMilliseconds, plural } from '../format.ts';
import { useSession } from '../session/context.tsx';
import { useShownExchange } from '../session/shown.ts';
import { PositionLink } from './position-link.tsx';
import { ProgramClaim } from './program-claim.tsx';
import { viewTimeline, type TimelineBar } from './timeline-view.ts';

/** Bars shown at most: a loop may send thousands. */
const shownAtMost = 200;

const kinds = { handler: 'Request', statement: 'SQL', call: 'Call' } as const;

/** One picture of the shown request: what took how long, and which line began it. */
export default function Timeline({ onStatement }: { readonly onStatement: () => void }) {
  const session = useSession();
  const exchange = useShownExchange()?.exchange;
  const view = useMemo(() => exchange && viewTimeline(exchange), [exchange]);
  if (!view) return <p className="empty">Send a request to see where its time goes, line by line.</p>;
  const { bars, repeated } = view;
  return (
    <div className="scroll timeline" tabIndex={0} role="region" aria-label="Timeline">
      {repeated.map(({ label, count, position }, index) => (
        <p key={index} className="timeline-repeated">
          <b>{plural(count, 'time')} the same statement</b>
          {position && (
            <>
              {' from '}
              <PositionLink position={position} />
            </>
          )}
          <code>{label}</code>
        </p>
      ))}
      <ol>
        {bars.slice(0, shownAtMost).map((bar) => (
          <Bar
            key={bar.key}
            bar={bar}
            onStatement={(id) => {
              session.showStatement(id);
              onStatement();
            }}
          />
        ))}
      </ol>
      {bars.length > shownAtMost && (
        <p className="empty">{plural(bars.length - shownAtMost, 'more step')} not shown.</p>
      )}
      {bars.length > 1 && <ProgramClaim />}
      {bars.length === 1 && <p className="empty">It sent no statement and called no service.</p>}
    </div>
  );
}

interface BarProps {
  readonly bar: TimelineBar;
  readonly onStatement: (id: number) => void;
}

function Bar({ bar, onStatement }: BarProps) {
  const { kind, label, result, isBad, start, share, at, milliseconds, position, statement } = bar;
  return (
    <li className={`timeline-step ${kind} ${isBad ? 'bad' : ''}`}>
      <p className="timeline-head">
        <span className="timeline-kind">{kinds[kind]}</span>
        {statement === undefined ? (
          <span className="timeline-label" title={label}>
            {label}
          </span>
        ) : (
          <button
            type="button"
            className="timeline-label"
            title="Show its plan"
            onClick={() => onStatement(statement)}
          >
            {label}
          </button>
        )}
        <span className="timeline-result">{result}</span>
        <span className="timeline-time">{formatMilliseconds(milliseconds)}</span>
      </p>
      <span className="timeline-track" aria-hidden="true">
        <i style={{ left: `${start * 100}%`, width: `max(2px, ${share * 100}%)` }} />
      </span>
      {kind !== 'handler' && (
        <p className="timeline-foot">
          after {formatMilliseconds(at)}
          {position && <PositionLink position={position} />}
        </p>
      )}
    </li>
  );
}
