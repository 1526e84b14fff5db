import { useId, useState, type ClipboardEvent, type FormEvent } from 'react';
import { lazyPart } from '../layout/lazy-part.tsx';
import { announce } from '../shell/announce.ts';
import { useSession, useSessionState } from '../session/context.tsx';
import {
  canHaveBody,
  draftOf,
  findJsonMistake,
  isCurl,
  isJsonDraft,
  methods,
  readDraft,
  type RequestDraft,
} from './draft.ts';
import type { CurlResult } from './read-curl.ts';
import { SavedRequests } from './saved-requests.tsx';
import { Surroundings } from './surroundings.tsx';

const CodeField = lazyPart(() => import('./code-field.tsx'));

/** The request being written, and the lesson's saved ones. */
export function RequestForm() {
  const session = useSession();
  const draft = useSessionState((state) => state.draft);
  const activity = useSessionState((state) => state.activity);
  const isHeld = useSessionState((state) => state.connection.kind === 'held');
  const [mistake, setMistake] = useState<{ field: string; message: string }>();
  const [isMoreOpen, setMoreOpen] = useState(false);
  const mistakeId = useId();

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    // A key may submit what a disabled button does not.
    if (isHeld) return announce('Nothing runs before you press Run.');
    const result = readDraft(draft);
    if (result.kind === 'wrong') {
      setMistake(result);
      if (result.field === 'headers') setMoreOpen(true);
      announce(result.message);
      return;
    }
    setMistake(undefined);
    void session.running.then((running) => running.send(result.request));
  };

  /** A command of curl becomes the request that it would send. */
  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text/plain');
    if (!isCurl(text)) return;
    event.preventDefault();
    void import('./read-curl.ts').then(({ readCurl }) => takeCurl(readCurl(text)));
  };

  const takeCurl = (result: CurlResult | undefined) => {
    if (result === undefined) return;
    setMistake(result.kind === 'wrong' ? { field: 'path', message: result.message } : undefined);
    if (result.kind === 'wrong') return announce(result.message);
    session.draft(draftOf(result.request));
    announce('The request was read from the curl command.');
  };

  const hasBody = canHaveBody(draft.method);
  const isOpen = isMoreOpen || (hasBody && draft.body !== '');
  return (
    <form className="request-form" id="request-form" onSubmit={onSubmit} aria-label="Request">
      <div className="request-line">
        <label className="visually-hidden" htmlFor="request-method">
          Method
        </label>
        <select
          id="request-method"
          className={`method method-${draft.method.toLowerCase()}`}
          value={draft.method}
          onChange={(event) => session.draft({ method: event.target.value })}
        >
          {methods.map((method) => (
            <option key={method}>{method}</option>
          ))}
        </select>
        <label className="visually-hidden" htmlFor="request-path">
          Path and query
        </label>
        <input
          id="request-path"
          className="path"
          value={draft.path}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          title="Paste a curl command to fill in method, headers and body"
          aria-invalid={mistake?.field === 'path'}
          aria-describedby={mistake ? mistakeId : undefined}
          onChange={(event) => session.draft({ path: event.target.value })}
          onPaste={onPaste}
        />
        <button
          type="submit"
          className="button primary send"
          disabled={activity !== undefined || isHeld}
          aria-keyshortcuts="Control+Shift+Enter Meta+Shift+Enter"
        >
          {activity === 'sending' ? 'Sending' : 'Send'}
        </button>
      </div>
      {mistake && (
        <p className="mistake" id={mistakeId}>
          {mistake.message}
        </p>
      )}
      <SavedRequests />
      <div className="disclosures">
        <button
          type="button"
          className="text-button disclosure"
          aria-expanded={isOpen}
          aria-controls="request-more"
          onClick={() => setMoreOpen(!isOpen)}
        >
          {hasBody ? 'Headers and body' : 'Headers'}
        </button>
        <Surroundings />
      </div>
      {isOpen && <RequestMore draft={draft} hasBody={hasBody} />}
    </form>
  );
}

function RequestMore({ draft, hasBody }: { readonly draft: RequestDraft; readonly hasBody: boolean }) {
  const session = useSession();
  const isJson = isJsonDraft(draft);
  const mistake = hasBody && isJson ? findJsonMistake(draft.body) : undefined;
  return (
    <div className="request-more" id="request-more">
      <p>Headers, one a line</p>
      <CodeField
        kind="headers"
        label="Headers, one a line"
        placeholder="authorization: Bearer …"
        value={draft.headers}
        onChange={(headers) => session.draft({ headers })}
      />
      {hasBody && (
        <>
          <p>Body</p>
          <CodeField
            kind={isJson ? 'json' : 'text'}
            label="Body"
            placeholder={'{ "name": "Ada" }'}
            value={draft.body}
            onChange={(body) => session.draft({ body })}
          />
        </>
      )}
      {mistake && <p className="mistake">Not JSON: {mistake}. It is sent as it is.</p>}
    </div>
  );
}
