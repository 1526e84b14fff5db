import { MergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef, useState } from 'react';
import { appearance } from '../editor/setup.ts';
import { languageOf } from '../editor/sql-in-templates.ts';
import { Dialog } from '../layout/dialog.tsx';
import { Tabs } from '../layout/tabs.tsx';
import { useSession, useSessionState } from '../session/context.tsx';
import { useLesson } from './lesson-context.tsx';
import { Html } from './prose.tsx';

/** The learner's code and the lesson's, side by side, and why the lesson's is as it is. */
export default function SolutionDialog({ onClose }: { readonly onClose: () => void }) {
  const session = useSession();
  const lesson = useLesson();
  const files = useSessionState((state) => state.files);
  const paths = Object.keys(lesson.solution);
  const [path, setPath] = useState(paths[0] ?? '');
  return (
    <Dialog title="Your code beside the solution" onClose={onClose} className="solution">
      <div className="solution-heads" aria-hidden="true">
        <span>Yours</span>
        <span>Solution</span>
      </div>
      <Tabs
        label="Files of the solution"
        selected={path}
        onSelect={setPath}
        items={paths.map((key) => ({
          key,
          label: key,
          panel: <Comparison path={key} yours={files[key] ?? ''} solution={lesson.solution[key] ?? ''} />,
        }))}
      />
      <div className="solution-reason">
        <Html html={lesson.solutionReason} />
      </div>
      <div className="dialog-foot">
        <p>Other solutions pass too: the checks judge what the code does, not how it looks.</p>
        <button
          type="button"
          className="button"
          onClick={() => {
            session.replace('solution', { ...files, ...lesson.solution });
            onClose();
          }}
        >
          Take the solution
        </button>
        <button type="button" className="button primary" onClick={onClose}>
          Back to my code
        </button>
      </div>
    </Dialog>
  );
}

interface ComparisonProps {
  readonly path: string;
  readonly yours: string;
  readonly solution: string;
}

function Comparison({ path, yours, solution }: ComparisonProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return;
    const side = (doc: string, label: string) => ({
      doc,
      extensions: [
        appearance,
        languageOf(path),
        EditorState.readOnly.of(true),
        EditorView.editable.of(false),
        EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
      ],
    });
    const merge = new MergeView({
      a: side(yours, `Your ${path}`),
      b: side(solution, `${path} of the solution`),
      parent: place.current,
      highlightChanges: true,
      gutter: true,
    });
    return () => merge.destroy();
  }, [path, yours, solution]);
  return <div ref={place} className="comparison" />;
}
