import { lessons } from 'virtual:catalogue';
import { Link } from 'wouter';
import type { LessonSummary } from '../../../lessons/src/lesson.ts';
import { lessonAddress } from '../address.ts';
import { PassedIcon } from '../layout/icons.tsx';
import { readWork } from '../session/saved-work.ts';
import { Header } from '../shell/header.tsx';
import { useTitle } from '../shell/title.ts';

const levelNames = { 1: 'Foundations', 2: 'Production', 3: 'Scale' } as const;

/** The home page: parts, their lessons, and which of them are solved. */
export function CourseList() {
  useTitle('Lessons');
  const parts = Map.groupBy(lessons, (lesson) => lesson.part.id);
  const isSolved = (lesson: LessonSummary) => readWork(lesson.id).isSolved;
  const next = lessons.find((lesson) => !isSolved(lesson)) ?? lessons[0];
  return (
    <>
      <Header />
      <main className="course">
        <div className="course-lead">
          <h1>Break it. Fix it. Prove it.</h1>
          <p>
            Each lesson is a running back end: TypeScript, Fastify and PostgreSQL, all in this tab. See the
            pattern fail, mend the code, and let the checks judge what it does.
          </p>
          {next && (
            <Link href={lessonAddress(next.id)} className="button primary">
              {lessons.some(isSolved) ? 'Go on' : 'Start'}: {next.title}
            </Link>
          )}
        </div>
        {[...parts.values()].map((ofPart) => {
          const [first] = ofPart;
          if (!first) return undefined;
          const solved = ofPart.filter(isSolved).length;
          return (
            <section key={first.part.id} className="part" aria-labelledby={`part-${first.part.id}`}>
              <div className="part-head">
                <span className="eyebrow">
                  Level {first.part.level} · {levelNames[first.part.level]}
                </span>
                <h2 id={`part-${first.part.id}`}>{first.part.title}</h2>
                <span className="part-progress">
                  {solved} of {ofPart.length} solved
                </span>
              </div>
              <ol className="lesson-list">
                {ofPart.map((lesson) => (
                  <li key={lesson.id}>
                    <Link href={lessonAddress(lesson.id)}>
                      <span className={isSolved(lesson) ? 'lesson-number solved' : 'lesson-number'}>
                        {isSolved(lesson) ? <PassedIcon /> : lesson.position}
                      </span>
                      <span className="lesson-title">
                        {lesson.title}
                        {isSolved(lesson) && <span className="visually-hidden">, solved</span>}
                      </span>
                      <span className="lesson-rules">{lesson.rules.join(' · ')}</span>
                      <span className="lesson-minutes">{lesson.minutes} min</span>
                    </Link>
                  </li>
                ))}
              </ol>
            </section>
          );
        })}
      </main>
    </>
  );
}
