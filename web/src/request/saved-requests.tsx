import { useState } from 'react';
import { parseSavedRequests, writeSavedRequest } from '../../../lessons/src/saved-requests.ts';
import { useSession, useSessionState } from '../session/context.tsx';
import { announce } from '../shell/announce.ts';
import { draftOf, readDraft } from './draft.ts';

/** Requests to choose from. Where they are a file of the reader's own, the one being written can be added. */
export function SavedRequests() {
  const session = useSession();
  const saved = useSessionState(({ project, files }) => project.requestsOf(files));
  const file = useSessionState(({ project }) => project.requestsFile);
  const draft = useSessionState((state) => state.draft);
  const [isNaming, setNaming] = useState(false);

  if (saved.mistake !== undefined) return <p className="mistake">{saved.mistake}</p>;
  if (saved.requests.length === 0 && file === undefined) return undefined;
  const chosen = saved.requests.find(
    ({ request }) => JSON.stringify(draftOf(request)) === JSON.stringify(draft),
  );
  return (
    <>
      <div className="saved-row">
        <ul className="saved-requests" aria-label="Saved requests">
          {saved.requests.map((each) => (
            <li key={each.name}>
              <button
                type="button"
                aria-pressed={each === chosen}
                onClick={() => session.draft(draftOf(each.request))}
              >
                {each.name}
              </button>
            </li>
          ))}
        </ul>
        {file !== undefined && !chosen && (
          <button
            type="button"
            className="text-button"
            aria-expanded={isNaming}
            aria-label="Save this request"
            onClick={() => setNaming(!isNaming)}
          >
            + Save
          </button>
        )}
      </div>
      {file !== undefined && isNaming && !chosen && <NameForm file={file} onDone={() => setNaming(false)} />}
    </>
  );
}

function NameForm({ file, onDone }: { readonly file: string; readonly onDone: () => void }) {
  const session = useSession();
  const [name, setName] = useState('');
  const [mistake, setMistake] = useState<string>();
  const save = () => {
    const { files, draft } = session.store.getState();
    const text = files[file] ?? '';
    const result = readDraft(draft);
    const title = name.trim();
    const isTaken = parseSavedRequests(file, text).some((each) => each.name === title);
    const found =
      result.kind === 'wrong'
        ? result.message
        : title === ''
          ? 'Write a name for it.'
          : isTaken
            ? `There is a request named ${title} already.`
            : undefined;
    setMistake(found);
    if (found !== undefined || result.kind === 'wrong') return announce(found ?? '');
    session.edit(file, writeSavedRequest(text, { name: title, request: result.request }));
    session.draft(draftOf(result.request));
    announce(`Saved in ${file}.`);
    onDone();
  };
  return (
    <div className="name-form">
      <input
        className="path"
        aria-label="Name of the request"
        placeholder={`Its name in ${file}`}
        value={name}
        autoFocus
        onChange={({ target }) => setName(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone();
          if (event.key !== 'Enter') return;
          // Enter in the form around it would send the request.
          event.preventDefault();
          save();
        }}
      />
      <button type="button" className="button small" onClick={save}>
        Save
      </button>
      {mistake !== undefined && <p className="mistake">{mistake}</p>}
    </div>
  );
}
