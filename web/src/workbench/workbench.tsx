import type { LessonModule } from 'virtual:catalogue';
import { useCallback, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { lessonAddress } from '../address.ts';
import { Crumb } from '../lesson/crumb.tsx';
import { LessonProvider } from '../lesson/lesson-context.tsx';
import { LessonPane } from '../lesson/lesson-pane.tsx';
import { lessonProject } from '../lesson/lesson-project.ts';
import { SessionProvider, useSessionState } from '../session/context.tsx';
import { createSession } from '../session/session.ts';
import { EngineChip } from '../shell/engine-chip.tsx';
import { Header } from '../shell/header.tsx';
import { useTitle } from '../shell/title.ts';
import { Panes } from './panes.tsx';
import { useSessionLife } from './use-session-life.ts';
import { useWorkbenchKeys } from './workbench-keys.ts';

interface WorkbenchProps {
  readonly module: LessonModule;
  readonly file: string | undefined;
}

const guide = { name: 'Lesson', pane: <LessonPane /> };

/** One lesson: its text, its code, its requests and database. */
export function Workbench({ module, file }: WorkbenchProps) {
  const { lesson } = module;
  const [session] = useState(() => createSession(lessonProject(lesson), module, file));
  useTitle(lesson.title);
  useWorkbenchKeys(useCallback(() => void session.running.then((running) => running.runChecks()), [session]));
  useSessionLife(session);

  useEffect(() => {
    const { files, openPath } = session.store.getState();
    if (file !== undefined && file !== openPath && Object.hasOwn(files, file)) session.open(file);
  }, [session, file]);

  return (
    <LessonProvider value={lesson}>
      <SessionProvider value={session}>
        <Header>
          <Crumb />
          <span className="grow" />
          <EngineChip />
        </Header>
        <AddressFollowsFile lesson={lesson.id} />
        <main className="workbench">
          <Panes guide={guide} first="guide" />
        </main>
      </SessionProvider>
    </LessonProvider>
  );
}

/** The address bar names the open file, whichever way it was opened. */
function AddressFollowsFile({ lesson }: { readonly lesson: string }) {
  const [, navigate] = useLocation();
  const openPath = useSessionState((state) => state.openPath);
  useEffect(() => {
    navigate(lessonAddress(lesson, openPath), { replace: true });
  }, [navigate, lesson, openPath]);
  return undefined;
}
