import { LoadingBar } from '../database/loading-bar.tsx';
import { lazyPart } from '../layout/lazy-part.tsx';
import { useSessionState } from '../session/context.tsx';
import type { RecordedExchange } from '../session/state.ts';

const Answer = lazyPart(() => import('./answer.tsx'));
const BurstView = lazyPart(() => import('./burst-view.tsx'));
const LiveView = lazyPart(() => import('./live-view.tsx'));

/** The answer to a request, or why there is none. */
export function ResponseBody({ recorded }: { readonly recorded: RecordedExchange | undefined }) {
  const activity = useSessionState((state) => state.activity);
  const connection = useSessionState((state) => state.connection);
  const live = useSessionState((state) => state.live);
  const burst = useSessionState((state) => state.burst);
  const isBurstShown = useSessionState((state) => state.isBurstShown);
  const isLoading = useSessionState((state) => state.loading !== undefined);
  if (connection.kind === 'failed') {
    return (
      <div className="failure" role="alert">
        <h3>The playground could not be started</h3>
        <p>{connection.message}</p>
        <p>Your code is kept. Reload the page to try again.</p>
      </div>
    );
  }
  if (connection.kind === 'held') {
    return <p className="empty">Nothing of this program has run. Press Run, then send a request.</p>;
  }
  if (isLoading) return <LoadingBar />;
  if (live) return <LiveView live={live} />;
  if (burst && isBurstShown) return <BurstView burst={burst} />;
  if (!recorded) {
    return (
      <p className="empty">
        {activity === 'sending' ? 'Waiting for the answer.' : 'No request yet. Choose one above and send it.'}
      </p>
    );
  }
  return <Answer recorded={recorded} />;
}
