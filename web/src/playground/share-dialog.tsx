import { useEffect, useState } from 'react';
import type { EngineChoice } from '../../../lessons/runtime/playground.ts';
import { playgroundAddress } from '../address.ts';
import { formatBytes } from '../format.ts';
import { Dialog } from '../layout/dialog.tsx';
import { CopyButton } from '../request/copy-button.tsx';
import { useSession } from '../session/context.tsx';
import { LONGEST_LINK, writeFragment } from './link.ts';
import { currentProgram } from './open-playground.tsx';

interface ShareDialogProps {
  readonly engine: EngineChoice;
  readonly onClose: () => void;
}

/** A link that carries the program, or why it would be too long. */
export default function ShareDialog({ engine, onClose }: ShareDialogProps) {
  const session = useSession();
  const [link, setLink] = useState<string>();
  const [message, setMessage] = useState<string>();

  useEffect(() => {
    writeFragment(currentProgram(session, engine)).then(
      (fragment) => setLink(location.origin + playgroundAddress + fragment),
      (error: unknown) => setMessage(error instanceof Error ? error.message : String(error)),
    );
  }, [session, engine]);

  return (
    <Dialog title="Share this program" onClose={onClose} className="share-dialog">
      <div className="dialog-body" aria-live="polite">
        {message !== undefined && <p className="mistake">The link could not be made: {message}</p>}
        {link === undefined ? (
          message === undefined && <p>Making the link.</p>
        ) : link.length > LONGEST_LINK ? (
          <p className="mistake">
            The link would have {formatBytes(link.length)}. What is longer than {formatBytes(LONGEST_LINK)} is
            cut on its way through mail and chat. Shorten the seed or remove files, or download the program as
            a project.
          </p>
        ) : (
          <Ready link={link} />
        )}
      </div>
    </Dialog>
  );
}

function Ready({ link }: { readonly link: string }) {
  return (
    <>
      <div className="share-link">
        <input
          className="path"
          aria-label="Link"
          readOnly
          value={link}
          autoFocus
          onFocus={(event) => event.target.select()}
        />
        <CopyButton label="Copy" text={link} className="button primary" />
      </div>
      <p>
        {formatBytes(link.length)} of at most {formatBytes(LONGEST_LINK)}. The link itself holds all files,
        the request as it is written and the choice of engine; no server sees or keeps them. Leave out what is
        secret: who has the link can read it all.
      </p>
    </>
  );
}
