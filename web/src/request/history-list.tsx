import { memo } from 'react';
import type { Exchange } from '../../../lessons/runtime/playground.ts';
import { formatMilliseconds, plural } from '../format.ts';
import { useSession, useSessionState } from '../session/context.tsx';
import type { RecordedExchange } from '../session/state.ts';
import { readablePath } from './draft.ts';

/** Every request that reached the program, latest first. */
export default function HistoryList({ onShow }: { readonly onShow: () => void }) {
  const session = useSession();
  const exchanges = useSessionState((state) => state.exchanges);
  const count = useSessionState((state) => state.exchangeCount);
  const shown = useSessionState((state) => state.shownExchange);
  if (exchanges.length === 0) return <p className="empty">No request yet.</p>;
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label="Requests so far">
      <ol className="history">
        {exchanges.toReversed().map((recorded) => (
          <HistoryItem
            key={recorded.id}
            recorded={recorded}
            isShown={recorded.id === shown}
            onShow={(id) => {
              session.showExchange(id);
              onShow();
            }}
          />
        ))}
      </ol>
      {count > exchanges.length && (
        <p className="empty">{plural(count - exchanges.length, 'earlier request')} no longer kept.</p>
      )}
    </div>
  );
}

interface HistoryItemProps {
  readonly recorded: RecordedExchange;
  readonly isShown: boolean;
  readonly onShow: (id: number) => void;
}

/** One exchange of many; a press shows it. */
export const HistoryItem = memo(
  function HistoryItem({ recorded: { id, sender, exchange }, isShown, onShow }: HistoryItemProps) {
    const { tone, text } = statusOf(exchange);
    return (
      <li>
        <button type="button" aria-current={isShown} onClick={() => onShow(id)}>
          <b className={tone}>{text}</b>
          <span className="history-path">
            {exchange.request.method} {readablePath(exchange.request.path)}
          </span>
          {sender !== 'learner' && <span className="sender">{sender === 'attack' ? 'attack' : 'check'}</span>}
          <span className="history-time">{formatMilliseconds(exchange.milliseconds)}</span>
        </button>
      </li>
    );
  },
  (before, after) => before.recorded === after.recorded && before.isShown === after.isShown,
);

function statusOf({ outcome }: Exchange): { tone: string; text: string } {
  switch (outcome.kind) {
    case 'response':
      return {
        tone: `status-${Math.floor(outcome.response.status / 100)}xx`,
        text: `${outcome.response.status}`,
      };
    case 'failed':
      return { tone: 'status-5xx', text: 'error' };
    case 'stopped':
      return { tone: 'status-5xx', text: 'ended' };
  }
}
