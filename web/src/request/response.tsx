import type { ReactNode } from 'react';
import { describeStop } from '../../../lessons/runtime/checks/describe.ts';
import type { Exchange, HttpResponse } from '../../../lessons/runtime/playground.ts';
import { LoadingBar } from '../database/loading-bar.tsx';
import { ProgramErrorView } from '../database/program-error.tsx';
import { formatBytes, formatMilliseconds } from '../format.ts';
import { useSession, useSessionState } from '../session/context.tsx';
import type { RecordedExchange } from '../session/state.ts';
import { CopyButton } from './copy-button.tsx';
import { toCurl, toFetch } from './curl.ts';
import { saveFile } from '../save-file.ts';
import { BodyView } from './body/body-view.tsx';
import { bytesOf, fileNameOf } from './body/body-file.ts';
import { BurstView } from './burst-view.tsx';
import { readablePath } from './draft.ts';
import { LiveView } from './live-view.tsx';
import { RedirectChain } from './redirect-chain.tsx';

const senders = { learner: undefined, attack: 'by the attack', checks: 'by a check' } as const;

/** The answer to a request: status, time, size, body; or why there is none. */
export function ResponseBody({ recorded }: { readonly recorded: RecordedExchange | undefined }) {
  const activity = useSessionState((state) => state.activity);
  const connection = useSessionState((state) => state.connection);
  const live = useSessionState((state) => state.live);
  const burst = useSessionState((state) => state.burst);
  const isBurstShown = useSessionState((state) => state.isBurstShown);
  const isLoading = useSessionState((state) => state.loading !== undefined);
  const session = useSession();
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
  const { exchange, sender } = recorded;
  return (
    <div className="response" aria-busy={activity === 'sending'}>
      <div className="status-line">
        <Status exchange={exchange} />
        {senders[sender] && <span className="sender">{senders[sender]}</span>}
        {burst?.ids.includes(recorded.id) && (
          <button type="button" className="text-button to-burst" onClick={() => session.showBurst()}>
            One of {burst.ids.length} at once
          </button>
        )}
      </div>
      <div className="asked">
        <span className="asked-path">
          {exchange.request.method} {readablePath(exchange.request.path)}
        </span>
        <CopyButton label="copy as curl" text={toCurl(exchange.request, 3000)} />
        <CopyButton label="copy as fetch" text={toFetch(exchange.request, 3000)} />
        <SaveButton exchange={exchange} />
      </div>
      <RedirectChain recorded={recorded} />
      <Outcome exchange={exchange} />
    </div>
  );
}

function Status({ exchange }: { readonly exchange: Exchange }): ReactNode {
  const time = <span>{formatMilliseconds(exchange.milliseconds)}</span>;
  switch (exchange.outcome.kind) {
    case 'response': {
      const { status, statusText, bytes } = exchange.outcome.response;
      return (
        <>
          <b className={`status-${Math.floor(status / 100)}xx`}>
            {status} {statusText}
          </b>
          {time}
          <span>{formatBytes(bytes)}</span>
        </>
      );
    }
    case 'failed':
      return <b className="status-5xx">No answer: {exchange.outcome.error.name}</b>;
    case 'stopped':
      return (
        <>
          <b className="status-5xx">Stopped</b>
          {time}
        </>
      );
  }
}

function Outcome({ exchange }: { readonly exchange: Exchange }) {
  switch (exchange.outcome.kind) {
    case 'response':
      return <BodyView key={exchange.began} exchange={exchange} response={exchange.outcome.response} />;
    case 'failed':
      return <ProgramErrorView error={exchange.outcome.error} />;
    case 'stopped':
      return (
        <div className="failure">
          <h3>{describeStop(exchange.outcome.reason)}</h3>
          <p>Your code is kept. The next request starts the program again.</p>
        </div>
      );
  }
}

function SaveButton({ exchange: { request, outcome } }: { readonly exchange: Exchange }) {
  if (outcome.kind !== 'response' || outcome.response.body === '') return undefined;
  const { response } = outcome;
  return (
    <button
      type="button"
      className="text-button"
      aria-label="Save the body as a file"
      onClick={() => saveFile(fileNameOf(request, response), new Blob([bytesOf(response)]))}
    >
      save
    </button>
  );
}

/** Response headers, as they were sent. */
export function HeaderList({ headers }: { readonly headers: HttpResponse['headers'] }) {
  if (headers.length === 0) return <p className="empty">No response yet.</p>;
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label="Response headers">
      <dl className="header-list">
        {headers.map(([name, value], index) => (
          <div key={index}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
