import { useEffect, useRef } from 'react';
import { changedFiles } from '../session/saved-work.ts';
import { LockIcon } from '../layout/icons.tsx';
import { Count, Tabs } from '../layout/tabs.tsx';
import { useSession, useSessionState } from '../session/context.tsx';
import type { FileFindings } from '../language/protocol.ts';
import { mountEditor } from './editor.ts';

/** The lesson's files as tabs, the editor, and Reset, which can be undone. */
export function CodePane({ onOpen }: { readonly onOpen: (path: string) => void }) {
  const lesson = useSessionState((state) => state.lesson);
  const openPath = useSessionState((state) => state.openPath);
  const findings = useSessionState((state) => state.findings);
  return (
    <Tabs
      className="code-pane"
      label="Files"
      selected={openPath}
      onSelect={onOpen}
      aside={<ResetButton />}
      items={lesson.files.map((file) => ({
        key: file.path,
        label: (
          <>
            {file.path}
            {!file.editable && (
              <>
                <LockIcon />
                <span className="visually-hidden">, read-only</span>
              </>
            )}
          </>
        ),
        badge: <FindingCount findings={findings[file.path]} />,
      }))}
    >
      <EditorPlace />
    </Tabs>
  );
}

function FindingCount({ findings: found }: { readonly findings: FileFindings | undefined }) {
  if (!found || found.findings.length === 0) return undefined;
  const hasErrors = found.findings.some(({ severity }) => severity === 'error');
  return (
    <>
      <Count value={found.findings.length} tone={hasErrors ? 'bad' : 'warn'} />
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

function ResetButton() {
  const session = useSession();
  const lesson = useSessionState((state) => state.lesson);
  const files = useSessionState((state) => state.files);
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
          {replaced.by === 'reset' ? 'Undo reset' : 'Back to my code'}
        </button>
      </>
    );
  }
  const isUnchanged = Object.keys(changedFiles(lesson, files)).length === 0;
  return (
    <>
      {notice}
      <button
        type="button"
        className="text-button"
        disabled={isUnchanged}
        onClick={() =>
          session.replace('reset', Object.fromEntries(lesson.files.map((file) => [file.path, file.text])))
        }
      >
        Reset
      </button>
    </>
  );
}
