import { useState } from 'react';
import { Comparison } from '../editor/comparison.tsx';
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
          panel: (
            <Comparison
              path={key}
              left={{ text: files[key] ?? '', label: `Your ${key}` }}
              right={{ text: lesson.solution[key] ?? '', label: `${key} of the solution` }}
            />
          ),
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
