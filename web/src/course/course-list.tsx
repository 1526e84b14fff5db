import { lessons } from 'virtual:catalogue';
import { Suspense } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { LessonSummary } from '../../../lessons/src/lesson.ts';
import { lessonAddress, playgroundAddress } from '../address.ts';
import { readWork } from '../session/saved-work.ts';
import { Header } from '../shell/header.tsx';
import { useTitle } from '../shell/title.ts';
import { FoundLessons, searchTexts } from './found-lessons.tsx';
import { LessonRow } from './lesson-row.tsx';

const levelNames = { 1: 'Foundations', 2: 'Production', 3: 'Scale' } as const;

const titles = new Map(lessons.map(({ id, title }) => [id, title]));
const partTitles = new Map(lessons.map(({ part }) => [part.id, part.title]));

const isSolved = (id: string) => readWork(id).isSolved;

/** The home page: parts, their lessons, which of them are solved, and a search. */
export function CourseList() {
  useTitle('Lessons');
  const [search, setSearch] = useSearchParams();
  const query = search.get('q') ?? '';
  const solved = lessons.filter(({ id }) => isSolved(id));
  const next = lessons.find((lesson) => !solved.includes(lesson)) ?? lessons[0];
  const minutes = lessons
    .filter((lesson) => !solved.includes(lesson))
    .reduce((sum, lesson) => sum + lesson.minutes, 0);
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
          <div className="course-ways">
            {next && (
              <Link href={lessonAddress(next.id)} className="button primary">
                {solved.length > 0 ? 'Go on' : 'Start'}: {next.title}
              </Link>
            )}
            <Link href={playgroundAddress} className="button">
              Open an empty playground
            </Link>
          </div>
          <p className="course-progress">
            {solved.length} of {lessons.length} solved
            {minutes > 0 && ` · ${minutes} min to go`} · in any order
          </p>
        </div>
        <input
          type="search"
          className="course-search"
          aria-label="Search lessons"
          placeholder="Search: pattern, rule, status code, defect"
          value={query}
          onFocus={() => void searchTexts()}
          onChange={({ target }) =>
            setSearch(target.value === '' ? {} : { q: target.value }, { replace: true })
          }
        />
        {query.trim() === '' ? (
          [...Map.groupBy(lessons, ({ part }) => part.id).values()].map((ofPart) => (
            <Part key={ofPart[0]?.part.id} lessons={ofPart} />
          ))
        ) : (
          <Suspense>
            <FoundLessons query={query.trim()} isSolved={isSolved} />
          </Suspense>
        )}
      </main>
    </>
  );
}

function Part({ lessons: ofPart }: { readonly lessons: readonly LessonSummary[] }) {
  const part = ofPart[0]?.part;
  if (!part) return undefined;
  const heading = `part-${part.id}`;
  return (
    <section className="part" aria-labelledby={heading}>
      <div className="part-head">
        <span className="eyebrow">
          Level {part.level} · {levelNames[part.level]}
          {part.needs.length > 0 && ` · after ${named(part.needs, partTitles)}`}
        </span>
        <h2 id={heading}>{part.title}</h2>
        <span className="part-progress">
          {ofPart.filter(({ id }) => isSolved(id)).length} of {ofPart.length} solved
        </span>
      </div>
      <ol className="lesson-list">
        {ofPart.map((lesson) => (
          <LessonRow
            key={lesson.id}
            lesson={lesson}
            isSolved={isSolved(lesson.id)}
            note={lesson.needs.length === 0 ? '' : `after ${named(lesson.needs, titles)}`}
          />
        ))}
      </ol>
    </section>
  );
}

function named(ids: readonly string[], names: ReadonlyMap<string, string>): string {
  return ids.map((id) => names.get(id) ?? id).join(', ');
}
