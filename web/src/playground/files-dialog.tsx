import { useId, useState, type ComponentProps, type FormEvent, type ReactNode } from 'react';
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
      <NameField
        id="new-file"
        name={name}
        onName={setName}
        mistake={mistake}
        autoFocus
        placeholder="books.ts, or services/orders/server.ts"
      >
        <button type="submit" className="button">
          Add
        </button>
      </NameField>
    </form>
  );
}

function FileItem({ path, onRemoved }: { readonly path: string; readonly onRemoved: () => void }) {
  const session = useSession();
  const files = useSessionState((state) => state.files);
  const [name, setName] = useState(path);
  const [mistake, setMistake] = useState<string>();
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
        <NameField aria-label={`Name of ${path}`} name={name} onName={setName} mistake={mistake}>
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
        </NameField>
      </form>
    </li>
  );
}

interface NameFieldProps extends Pick<
  ComponentProps<'input'>,
  'id' | 'aria-label' | 'autoFocus' | 'placeholder'
> {
  readonly name: string;
  readonly onName: (name: string) => void;
  readonly mistake: string | undefined;
  /** The buttons beside the name; below them stands what is wrong with it. */
  readonly children: ReactNode;
}

function NameField({ name, onName, mistake, children, ...input }: NameFieldProps) {
  const mistakeId = useId();
  return (
    <>
      <input
        {...input}
        className="path"
        value={name}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        aria-invalid={mistake !== undefined}
        aria-describedby={mistake === undefined ? undefined : mistakeId}
        onChange={(event) => onName(event.target.value)}
      />
      {children}
      {mistake !== undefined && (
        <p className="mistake" id={mistakeId}>
          {mistake}
        </p>
      )}
    </>
  );
}
