import { useCallback, useEffect, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import type { SourceFiles } from '../../../lessons/runtime/playground.ts';
import { playgroundFileAddress } from '../address.ts';
import { lazyPart } from '../layout/lazy-part.tsx';
import { SessionProvider, useSessionState } from '../session/context.tsx';
import { createSession, type Session } from '../session/session.ts';
import { EngineChip } from '../shell/engine-chip.tsx';
import { Header } from '../shell/header.tsx';
import { useTitle } from '../shell/title.ts';
import { Panes } from '../workbench/panes.tsx';
import { useSessionLife } from '../workbench/use-session-life.ts';
import { submitRequest, useWorkbenchKeys } from '../workbench/workbench-keys.ts';
import { LinkBanner } from './link-banner.tsx';
import { PlaygroundGuide } from './playground-guide.tsx';
import { playgroundProject } from './playground-project.ts';
import type { PlaygroundProgram } from './program.ts';

const FilesDialog = lazyPart(() => import('./files-dialog.tsx'));

/** Whose program it is. One that came with a link runs nothing before the reader says so. */
export type Origin =
  | {
      readonly kind: 'own';
      /** What stood here before the reader took over the program of a link. */
      readonly replaced: SourceFiles | undefined;
      readonly onEngine: (program: PlaygroundProgram) => void;
    }
  | { readonly kind: 'link'; readonly onTake: (program: PlaygroundProgram) => void };

interface OpenPlaygroundProps {
  readonly program: PlaygroundProgram;
  /** The one that the address names. */
  readonly file: string | undefined;
  readonly origin: Origin;
}

export function OpenPlayground({ program, file, origin }: OpenPlaygroundProps) {
  const isLink = origin.kind === 'link';
  const [session] = useState(() => openSession(program, file, origin));
  const [isHeld, setHeld] = useState(isLink);
  useTitle(isLink ? 'Playground from a link' : 'Playground');
  useWorkbenchKeys(useCallback(() => submitRequest(), []));
  useSessionLife(session, isHeld);

  useEffect(() => {
    const { files, openPath } = session.store.getState();
    if (file !== undefined && file !== openPath && Object.hasOwn(files, file)) session.open(file);
  }, [session, file]);

  const { engine } = program;
  const onEngine = origin.kind === 'own' ? origin.onEngine : undefined;
  const guide = useMemo(() => {
    const choose = onEngine && ((next: typeof engine) => onEngine({ ...currentProgram(session, next) }));
    return { name: 'Guide', pane: <PlaygroundGuide engine={engine} onEngine={choose} /> };
  }, [session, engine, onEngine]);

  return (
    <SessionProvider value={session}>
      <Header>
        <span className="crumb">
          <span className="crumb-lesson" aria-current="page">
            Playground
          </span>
        </span>
        <span className="grow" />
        <EngineChip />
      </Header>
      <AddressFollowsFile />
      <main className="workbench">
        {origin.kind === 'link' && (
          <LinkBanner
            isHeld={isHeld}
            onRun={() => setHeld(false)}
            onTake={() => origin.onTake(currentProgram(session, engine))}
          />
        )}
        <Panes guide={guide} first="code" codeTools={<FilesButton />} />
      </main>
    </SessionProvider>
  );
}

/** The address names the open file, and keeps the program that a link carries. */
function AddressFollowsFile() {
  const [, navigate] = useLocation();
  const openPath = useSessionState((state) => state.openPath);
  useEffect(() => {
    navigate(playgroundFileAddress(openPath) + location.hash, { replace: true });
  }, [navigate, openPath]);
  return undefined;
}

function openSession(program: PlaygroundProgram, file: string | undefined, origin: Origin): Session {
  const isLink = origin.kind === 'link';
  const session = createSession(playgroundProject(program, !isLink), { checks: [], attack: undefined }, file);
  if (program.draft) session.draft(program.draft);
  if (isLink) session.hold();
  else if (origin.replaced) session.offerBack('link', origin.replaced);
  return session;
}

/** The program as it now stands in the editor. */
export function currentProgram({ store }: Session, engine: PlaygroundProgram['engine']): PlaygroundProgram {
  const { files, draft } = store.getState();
  return { files: { ...files }, engine, draft };
}

function FilesButton() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="text-button" onClick={() => setOpen(true)}>
        Files
      </button>
      {isOpen && <FilesDialog onClose={() => setOpen(false)} />}
    </>
  );
}
