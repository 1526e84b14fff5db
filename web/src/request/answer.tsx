import type { ReactNode } from 'react';
import { describeStop } from '../../../lessons/runtime/checks/describe.ts';
import type { Exchange } from '../../../lessons/runtime/playground.ts';
import { ProgramErrorView } from '../database/program-error.tsx';
import { formatBytes, formatMilliseconds } from '../format.ts';
import { saveFile } from '../save-file.ts';
import { useSession, useSessionState } from '../session/context.tsx';
import type { RecordedExchange } from '../session/state.ts';
import { bytesOf, fileNameOf } from './body/body-file.ts';
import { BodyView } from './body/body-view.tsx';
import { CopyButton } from './copy-button.tsx';
import { toCurl, toFetch } from './curl.ts';
import { readablePath } from './draft.ts';
import { RedirectChain } from './redirect-chain.tsx';

const senders = { learner: undefined, attack: 'by the attack', checks: 'by a check' } as const;

/** What came back: status, time, size, where it leads, body. */
export default function Answer({ recorded }: { readonly recorded: RecordedExchange }) {
  const session = useSession();
  const activity = useSessionState((state) => state.activity);
  const burst = useSessionState((state) => state.burst);
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
