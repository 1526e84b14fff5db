import { lessons } from 'virtual:catalogue';
import { useEffect } from 'react';
import { announce } from '../shell/announce.ts';
import { startLoad, useLoad, type Load } from '../shell/load.ts';
import { findLessons, type SearchTexts } from './search.ts';
import { LessonRow } from './lesson-row.tsx';

let textsLoad: Load<SearchTexts> | undefined;

/** Fetched when somebody is about to search. */
export function searchTexts(): Load<SearchTexts> {
  return (textsLoad ??= startLoad(import('virtual:search-texts').then(({ texts }) => texts)));
}

interface FoundLessonsProps {
  readonly query: string;
  readonly isSolved: (id: string) => boolean;
}

/** What a search found. */
export function FoundLessons({ query, isSolved }: FoundLessonsProps) {
  const texts = useLoad(searchTexts());
  const found = findLessons(query, lessons, texts);
  const said =
    found.length === 0
      ? `No lesson speaks of “${query}”.`
      : `${found.length} ${found.length === 1 ? 'lesson' : 'lessons'}`;
  useEffect(() => announce(said), [said]);
  return (
    <section className="part" aria-label="Lessons found">
      <p className="found-count">{said}</p>
      {found.length > 0 && (
        <ol className="lesson-list">
          {found.map((lesson) => (
            <LessonRow
              key={lesson.id}
              lesson={lesson}
              isSolved={isSolved(lesson.id)}
              note={lesson.part.title}
            />
          ))}
        </ol>
      )}
    </section>
  );
}
