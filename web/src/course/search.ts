import type { LessonSummary } from '../../../lessons/src/lesson.ts';

/** What a search finds lessons by, beside their titles and rules: texts in lower case, by lesson id. */
export type SearchTexts = Readonly<Record<string, string>>;

/** Lessons in which every word of the query occurs; those that have it in the title first, then in a rule. */
export function findLessons(
  query: string,
  lessons: readonly LessonSummary[],
  texts: SearchTexts,
): readonly LessonSummary[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return lessons
    .map((lesson) => ({ lesson, rank: rankOf(words, lesson, texts[lesson.id] ?? '') }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ lesson }) => lesson);
}

/** 0 when a word is nowhere. */
function rankOf(words: readonly string[], lesson: LessonSummary, text: string): number {
  const title = `${lesson.title} ${lesson.id.replaceAll('-', ' ')}`.toLowerCase();
  const names = `${lesson.rules.join(' ')} ${lesson.part.title}`.toLowerCase();
  let rank = 0;
  for (const word of words) {
    if (title.includes(word)) rank += 9;
    else if (names.includes(word)) rank += 3;
    else if (text.includes(word)) rank += 1;
    else return 0;
  }
  return rank;
}
