import { useSession, useSessionState } from '../session/context.tsx';
import type { RecordedExchange } from '../session/state.ts';
import { readablePath } from './draft.ts';
import { chainOf, MOST_REDIRECTS, redirectOf } from './redirect.ts';

/** Where redirects led, and where the shown response leads. */
export function RedirectChain({ recorded }: { readonly recorded: RecordedExchange }) {
  const session = useSession();
  const exchanges = useSessionState((state) => state.exchanges);
  const follows = useSessionState((state) => state.followsRedirects);
  const isBusy = useSessionState((state) => state.activity !== undefined);
  const redirect = redirectOf(recorded.exchange);
  const chain = chainOf(exchanges, recorded.id);
  if (redirect === undefined && chain.length === 1) return undefined;
  const isLast = chain.at(-1)?.id === recorded.id;
  return (
    <div className="redirects">
      {chain.length > 1 && (
        <ol aria-label="Redirects">
          {chain.map(({ id, exchange: { request, outcome } }) => (
            <li key={id}>
              <button
                type="button"
                aria-current={id === recorded.id}
                onClick={() => session.showExchange(id)}
              >
                <b
                  className={
                    outcome.kind === 'response'
                      ? `status-${Math.floor(outcome.response.status / 100)}xx`
                      : 'status-5xx'
                  }
                >
                  {outcome.kind === 'response' ? outcome.response.status : 'error'}
                </b>
                {request.method} {readablePath(request.path)}
              </button>
            </li>
          ))}
        </ol>
      )}
      {redirect && isLast && (
        <p>
          <span>
            Location <code>{redirect.location}</code>
          </span>
          {redirect.kind === 'here' ? (
            <button
              type="button"
              className="button small"
              disabled={isBusy}
              onClick={() => void session.running.then((running) => running.follow(recorded))}
            >
              Follow
            </button>
          ) : (
            <span>It leads away from this program, where nothing can be reached from here.</span>
          )}
        </p>
      )}
      {redirect && isLast && follows && chain.length > MOST_REDIRECTS && (
        <p>{MOST_REDIRECTS} redirects were followed; browsers give up here too.</p>
      )}
    </div>
  );
}
