import { useEffect, useRef, type ReactNode } from 'react';
import { isSameFiles } from '../session/project.ts';
import type { Replacement } from '../session/state.ts';
import { useShallow } from 'zustand/react/shallow';
import { LockIcon } from '../layout/icons.tsx';
import { Count, Tabs } from '../layout/tabs.tsx';
import { useSession, useSessionState } from '../session/context.tsx';
import type { FileFindings } from '../language/protocol.ts';
import { mountEditor } from './editor.ts';

interface CodePaneProps {
  readonly onOpen: (path: string) => void;
  /** Beside Reset. */
  readonly tools: ReactNode;
}

/** The project's files as tabs, the editor, and Reset, which can be undone. */
export function CodePane({ onOpen, tools }: CodePaneProps) {
  const { locked } = useSessionState((state) => state.project);
  const paths = useSessionState(useShallow((state) => Object.keys(state.files)));
  const openPath = useSessionState((state) => state.openPath);
  const findings = useSessionState((state) => state.findings);
  const typeErrors = useSessionState((state) => state.typeCheck?.errors);
  return (
    <Tabs
      className="code-pane"
      label="Files"
      selected={openPath}
      onSelect={onOpen}
      aside={
        <>
          {tools}
          <ResetButton />
        </>
      }
      items={paths.map((path) => ({
        key: path,
        label: (
          <>
            {path}
            {locked.includes(path) && (
              <>
                <LockIcon />
                <span className="visually-hidden">, read-only</span>
              </>
            )}
          </>
        ),
        badge: <FindingCount findings={findings[path]} typeErrors={typeErrors?.[path]?.length ?? 0} />,
      }))}
    >
      <EditorPlace />
    </Tabs>
  );
}

interface FindingCountProps {
  readonly findings: FileFindings | undefined;
  readonly typeErrors: number;
}

function FindingCount({ findings: found, typeErrors }: FindingCountProps) {
  const findings = found?.findings ?? [];
  const count = findings.length + typeErrors;
  if (count === 0) return undefined;
  const hasErrors = typeErrors > 0 || findings.some(({ severity }) => severity === 'error');
  return (
    <>
      <Count value={count} tone={hasErrors ? 'bad' : 'warn'} />
      <span className="visually-hidden"> findings</span>
    </>
  );
}

/** The editor follows the open file by itself. */
function EditorPlace() {
  const session = useSession();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => (place.current ? mountEditor(session, place.current) : undefined), [session]);
  return <div ref={place} className="editor" />;
}

const undoNames: Readonly<Record<Replacement, string>> = {
  reset: 'Undo reset',
  solution: 'Back to my code',
  removal: 'Undo removal',
  link: 'Back to my program',
};

function ResetButton() {
  const session = useSession();
  const start = useSessionState((state) => state.project.start);
  const isUnchanged = useSessionState((state) => isSameFiles(state.project.start, state.files));
  const replaced = useSessionState((state) => state.replaced);
  const isWorkKept = useSessionState((state) => state.isWorkKept);
  const notice = isWorkKept ? undefined : (
    <span className="notice bad" role="alert">
      This browser refuses to keep your edits. Copy them before you leave.
    </span>
  );
  if (replaced) {
    return (
      <>
        {notice}
        <button type="button" className="text-button strong" onClick={() => session.restore()}>
          {undoNames[replaced.by]}
        </button>
      </>
    );
  }
  return (
    <>
      {notice}
      <button
        type="button"
        className="text-button"
        disabled={isUnchanged}
        onClick={() => session.replace('reset', start)}
      >
        Reset
      </button>
    </>
  );
}
