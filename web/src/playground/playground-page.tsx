import { lazy, Suspense, useCallback, useState } from 'react';
import { SessionProvider } from '../session/context.tsx';
import { createSession } from '../session/session.ts';
import { EngineChip } from '../shell/engine-chip.tsx';
import { Header } from '../shell/header.tsx';
import { useTitle } from '../shell/title.ts';
import { Panes } from '../workbench/panes.tsx';
import { useSessionLife } from '../workbench/use-session-life.ts';
import { submitRequest, useWorkbenchKeys } from '../workbench/workbench-keys.ts';
import { PlaygroundGuide } from './playground-guide.tsx';
import { playgroundProject } from './playground-project.ts';
import { readProgram, type PlaygroundProgram } from './program.ts';

const FilesDialog = lazy(() => import('./files-dialog.tsx'));

const guide = { name: 'Guide', pane: <PlaygroundGuide /> };

/** An empty page with a back end in it: the reader's own files, requests and database. */
export function PlaygroundPage() {
  const [program] = useState(readProgram);
  return <OpenPlayground program={program} />;
}

function OpenPlayground({ program }: { readonly program: PlaygroundProgram }) {
  const [session] = useState(() =>
    createSession(playgroundProject(program, true), { checks: [], attack: undefined }),
  );
  useTitle('Playground');
  useWorkbenchKeys(useCallback(() => submitRequest(), []));
  useSessionLife(session, program.engine);
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
      <main className="workbench">
        <Panes guide={guide} first="code" codeTools={<FilesButton />} />
      </main>
    </SessionProvider>
  );
}

function FilesButton() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="text-button" onClick={() => setOpen(true)}>
        Files
      </button>
      {isOpen && (
        <Suspense fallback={null}>
          <FilesDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
