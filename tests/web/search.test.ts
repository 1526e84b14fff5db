import { describe, expect, test } from 'vitest';
import { readCourse } from '../../lessons/src/course.ts';
import { readSearchTexts } from '../../lessons/src/search-text.ts';
import { findLessons } from '../../web/src/course/search.ts';

const lessons = await readCourse();
const texts = await readSearchTexts();

const found = (query: string) => findLessons(query, lessons, texts).map(({ id }) => id);

describe('a search of the course', () => {
  test.each([
    ['a pattern', 'sort injection', 'sort-without-injection'],
    ['the name of a rule', 'no-dynamic-order-by', 'sort-without-injection'],
    ['a defect of the original skill', 'D20', 'unique-race'],
    ['a status code', '409', 'unique-race'],
    ['a word of its prose', 'READ COMMITTED', 'unique-race'],
  ])('finds a lesson by %s', (_, query, lesson) => {
    expect(found(query)).toContain(lesson);
  });

  test('puts first what has the words in its title', () => {
    expect(found('sort')[0]).toBe('sort-without-injection');
  });

  test('wants every word', () => {
    expect(found('sort zebra')).toEqual([]);
  });

  test('finds every lesson by its own title', () => {
    for (const { id, title } of lessons) expect(found(title)).toContain(id);
  });
});
