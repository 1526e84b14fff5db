import { useId, useState, type FormEvent } from 'react';
import { Dialog } from '../layout/dialog.tsx';
import { useSession, useSessionState } from '../session/context.tsx';
import { announce } from '../shell/announce.ts';
import { ENTRY, MOST_FILES, nameMistake, withoutFile, withRenamed } from './file-names.ts';

/** Adds, renames and removes files. */
export default function FilesDialog({ onClose }: { readonly onClose: () => void }) {
  const paths = Object.keys(useSessionState((state) => state.files));
  return (
    <Dialog title="Files" onClose={onClose} className="files-dialog">
      <NewFile onAdded={onClose} isFull={paths.length >= MOST_FILES} />
      <ul className="file-list">
        {paths.map((path) => (
          <FileItem key={path} path={path} onRemoved={onClose} />
        ))}
      </ul>
    </Dialog>
  );
}

function NewFile({ onAdded, isFull }: { readonly onAdded: () => void; readonly isFull: boolean }) {
  const session = useSession();
  const files = useSessionState((state) => state.files);
  const [name, setName] = useState('');
  const [mistake, setMistake] = useState<string>();
  const mistakeId = useId();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const path = name.trim();
    const found = isFull ? `A program has ${MOST_FILES} files at most.` : nameMistake(path, files);
    setMistake(found);
    if (found !== undefined) return announce(found);
    session.arrange({ ...files, [path]: '' }, path);
    announce(`${path} is open.`);
    onAdded();
  };
  return (
    <form className="file-form" onSubmit={onSubmit}>
      <label htmlFor="new-file">New file</label>
      <input
        id="new-file"
        className="path"
        value={name}
        autoFocus
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        placeholder="books.ts, or services/orders/server.ts"
        aria-invalid={mistake !== undefined}
        aria-describedby={mistake === undefined ? undefined : mistakeId}
        onChange={(event) => setName(event.target.value)}
      />
      <button type="submit" className="button">
        Add
      </button>
      {mistake !== undefined && (
        <p className="mistake" id={mistakeId}>
          {mistake}
        </p>
      )}
    </form>
  );
}

function FileItem({ path, onRemoved }: { readonly path: string; readonly onRemoved: () => void }) {
  const session = useSession();
  const files = useSessionState((state) => state.files);
  const [name, setName] = useState(path);
  const [mistake, setMistake] = useState<string>();
  const mistakeId = useId();
  if (path === ENTRY) {
    return (
      <li className="file-item">
        <code>{path}</code>
        <span className="file-note">The program starts here, so it keeps its name.</span>
      </li>
    );
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const next = name.trim();
    if (next === path) return;
    const found = nameMistake(next, files);
    setMistake(found);
    if (found !== undefined) return announce(found);
    session.arrange(withRenamed(files, path, next), next);
    announce(`${path} is now ${next}.`);
  };
  return (
    <li className="file-item">
      <form className="file-form" onSubmit={onSubmit}>
        <input
          className="path"
          aria-label={`Name of ${path}`}
          value={name}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          aria-invalid={mistake !== undefined}
          aria-describedby={mistake === undefined ? undefined : mistakeId}
          onChange={(event) => setName(event.target.value)}
        />
        <button type="submit" className="text-button" disabled={name.trim() === path}>
          Rename
        </button>
        <button
          type="button"
          className="text-button"
          aria-label={`Remove ${path}`}
          onClick={() => {
            session.replace('removal', withoutFile(files, path));
            onRemoved();
          }}
        >
          Remove
        </button>
        {mistake !== undefined && (
          <p className="mistake" id={mistakeId}>
            {mistake}
          </p>
        )}
      </form>
    </li>
  );
}
