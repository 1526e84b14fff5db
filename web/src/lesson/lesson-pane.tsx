import { useState } from 'react';
import { rulePage } from '../../../eslint-plugin/src/rule-page.ts';
import { EnterIcon } from '../layout/icons.tsx';
import { lazyPart } from '../layout/lazy-part.tsx';
import { modKey } from '../shell/keys.ts';
import { useSession, useSessionState } from '../session/context.tsx';
import { Checks } from './checks.tsx';
import { useLesson } from './lesson-context.tsx';
import { Html, Prose } from './prose.tsx';

const SolutionDialog = lazyPart(() => import('./solution-dialog.tsx'));

/** The lesson's text, its checks, hints and solution. */
export function LessonPane() {
  const lesson = useLesson();
  const hintsShown = useSessionState((state) => state.hintsShown);
  return (
    <div className="lesson-pane">
      <div className="prose" tabIndex={0} role="region" aria-label="Lesson text">
        <div className="eyebrow">
          {lesson.part.title} · {lesson.position} of {lesson.count} · {lesson.minutes} min
        </div>
        <h1>{lesson.title}</h1>
        <Prose blocks={lesson.prose} />
        <Checks />
        {hintsShown > 0 && (
          <section aria-labelledby="hints-title">
            <h2 id="hints-title">Hints</h2>
            <ol className="hints">
              {lesson.hints.slice(0, hintsShown).map((hint, index) => (
                <li key={index}>
                  <Html html={hint} />
                </li>
              ))}
            </ol>
          </section>
        )}
        {lesson.rules.length > 0 && (
          <section aria-labelledby="rules-title">
            <h2 id="rules-title">Would have caught it</h2>
            <ul className="rules">
              {lesson.rules.map((rule) => (
                <li key={rule}>
                  <a href={rulePage(rule)} target="_blank" rel="noreferrer">
                    <code>backend-patterns/{rule}</code>
                  </a>
                </li>
              ))}
            </ul>
          </section>
        )}
        {lesson.skill.length > 0 && (
          <section aria-labelledby="skill-title">
            <h2 id="skill-title">In the skill</h2>
            <ul className="rules">
              {lesson.skill.map((place) => (
                <li key={place}>
                  <a href={skillFile(place)} target="_blank" rel="noreferrer">
                    {place}
                  </a>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
      <Foot />
    </div>
  );
}

/** 'queries.md § Pages' is in the file queries.md. */
function skillFile(place: string): string {
  return `/skill/files/${place.split(' § ')[0] ?? ''}`;
}

function Foot() {
  const session = useSession();
  const activity = useSessionState((state) => state.activity);
  const isConnected = useSessionState((state) => state.connection.kind === 'connected');
  const hints = useLesson().hints.length;
  const hintsShown = useSessionState((state) => state.hintsShown);
  const [isSolutionOpen, setSolutionOpen] = useState(false);
  return (
    <div className="foot">
      <button
        type="button"
        className="button primary"
        aria-keyshortcuts="Control+Enter Meta+Enter"
        disabled={activity !== undefined || !isConnected}
        onClick={() => void session.running.then((running) => running.runChecks())}
      >
        {activity === 'checking' ? (
          'Running checks…'
        ) : (
          <>
            Run checks
            <kbd aria-hidden="true">
              {modKey === '⌘' ? modKey : 'Ctrl'}
              <EnterIcon />
            </kbd>
          </>
        )}
      </button>
      {hints > 0 && (
        <button
          type="button"
          className="button"
          disabled={hintsShown >= hints}
          onClick={() => {
            session.showHint();
            requestAnimationFrame(() =>
              document.querySelector('.hints li:last-child')?.scrollIntoView({ block: 'nearest' }),
            );
          }}
        >
          Hint
          <span className="hint-count">
            {hintsShown}/{hints}
          </span>
        </button>
      )}
      <span className="grow" />
      <button type="button" className="button" onClick={() => setSolutionOpen(true)}>
        Solution
      </button>
      {isSolutionOpen && <SolutionDialog onClose={() => setSolutionOpen(false)} />}
    </div>
  );
}
