import type { LessonModule } from 'virtual:catalogue';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { lessonAddress } from '../address.ts';
import { Crumb } from '../lesson/crumb.tsx';
import { SessionProvider, useSessionState } from '../session/context.tsx';
import { createSession, type Session } from '../session/session.ts';
import { EngineChip } from '../shell/engine-chip.tsx';
import { Header } from '../shell/header.tsx';
import { useTitle } from '../shell/title.ts';
import { connectOnce } from './connection.ts';
import { Panes } from './panes.tsx';
import { useWorkbenchKeys } from './workbench-keys.ts';

interface WorkbenchProps {
  readonly module: LessonModule;
  readonly file: string | undefined;
}

/** One lesson: its text, its code, its requests and database. */
export function Workbench({ module, file }: WorkbenchProps) {
  const [session] = useState(() => createSession(module, file));
  return <OpenWorkbench session={session} file={file} />;
}

function OpenWorkbench({ session, file }: { readonly session: Session; readonly file: string | undefined }) {
  const [, navigate] = useLocation();
  useTitle(session.store.getState().lesson.title);
  useWorkbenchKeys(session);

  useEffect(() => {
    // Two frames later the first paint is done; the database and the linter are fetched only then.
    let end = () => {};
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => (end = session.begin(connectOnce)));
    });
    return () => {
      cancelAnimationFrame(frame);
      end();
    };
  }, [session]);

  useEffect(() => {
    const { lesson, openPath } = session.store.getState();
    if (file !== undefined && file !== openPath && lesson.files.some(({ path }) => path === file)) {
      session.open(file);
    }
  }, [session, file]);

  return (
    <SessionProvider value={session}>
      <Header>
        <Crumb />
        <span className="grow" />
        <EngineChip />
      </Header>
      <AddressFollowsFile navigate={navigate} />
      <Panes />
    </SessionProvider>
  );
}

/** The address bar names the open file, whichever way it was opened. */
function AddressFollowsFile({ navigate }: { readonly navigate: ReturnType<typeof useLocation>[1] }) {
  const lesson = useSessionState((state) => state.lesson);
  const openPath = useSessionState((state) => state.openPath);
  useEffect(() => {
    navigate(lessonAddress(lesson.id, openPath), { replace: true });
  }, [navigate, lesson, openPath]);
  return undefined;
}
