import { lessons } from 'virtual:catalogue';
import { Link } from 'wouter';
import { lessonAddress } from '../address.ts';
import { useSessionState } from '../session/context.tsx';
import { readWork } from '../session/saved-work.ts';
import { useLesson } from './lesson-context.tsx';

/** Level, part, lesson, and one step for each lesson of the part. */
export function Crumb() {
  const lesson = useLesson();
  const isSolvedNow = useSessionState((state) => state.isSolved);
  const ofPart = lessons.filter(({ part }) => part.id === lesson.part.id);
  return (
    <nav className="crumb" aria-label="Course">
      <Link href="/" className="crumb-level">
        Level {lesson.part.level}
      </Link>
      <span aria-hidden="true" className="crumb-level">
        ›
      </span>
      <Link href="/" className="crumb-part">
        {lesson.part.title}
      </Link>
      <span aria-hidden="true" className="crumb-part">
        ›
      </span>
      <span aria-current="page" className="crumb-lesson">
        {lesson.title}
      </span>
      <ol className="steps">
        {ofPart.map((step) => {
          const isNow = step.id === lesson.id;
          const isSolved = isNow ? isSolvedNow : readWork(step.id).isSolved;
          const state = `${isSolved ? 'done' : ''} ${isNow ? 'now' : ''}`;
          return (
            <li key={step.id} className={`step ${state}`}>
              <Link href={lessonAddress(step.id)}>
                <span className="visually-hidden">
                  {step.title}
                  {isSolved ? ', solved' : ''}
                </span>
              </Link>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
