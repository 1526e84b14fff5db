import { Link } from 'wouter';
import type { LessonSummary } from '../../../lessons/src/lesson.ts';
import { lessonAddress } from '../address.ts';
import { PassedIcon } from '../layout/icons.tsx';

interface LessonRowProps {
  readonly lesson: LessonSummary;
  readonly isSolved: boolean;
  /** What stands below the title: rules, what it needs, or the part. */
  readonly note: string;
}

/** One lesson in a list. */
export function LessonRow({ lesson, isSolved, note }: LessonRowProps) {
  return (
    <li>
      <Link href={lessonAddress(lesson.id)}>
        <span className={isSolved ? 'lesson-number solved' : 'lesson-number'}>
          {isSolved ? <PassedIcon /> : lesson.position}
        </span>
        <span className="lesson-title">
          {lesson.title}
          {isSolved && <span className="visually-hidden">, solved</span>}
          {note !== '' && <span className="lesson-note">{note}</span>}
        </span>
        <span className="lesson-rules">{lesson.rules.join(' · ')}</span>
        <span className="lesson-minutes">{lesson.minutes} min</span>
      </Link>
    </li>
  );
}
