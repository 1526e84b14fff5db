import { expect, test } from 'vitest';
import { readingLevel } from '../../../lessons/src/reading-level.ts';

test('words and sentences of prose are counted, code blocks are not, and code in a line is a word', () => {
  const prose =
    'The cat sat. It saw `SELECT * FROM birds`, and _ran_.\n\n```ts\nconst one = 1;\n```\n\n::attack\n';
  expect(readingLevel(prose)).toMatchObject({ words: 8, sentences: 2 });
});

test('the grade is that of Flesch and Kincaid', () => {
  // 6 words, 1 sentence, 6 syllables: 0.39 × 6 + 11.8 × 1 − 15.59.
  expect(readingLevel('The cat sat on the mat.').grade).toBeCloseTo(-1.45, 2);
  // 5 words, 1 sentence, 14 syllables.
  expect(readingLevel('Idempotency eliminates unintended duplicate operations.').grade).toBeGreaterThan(20);
});

test('longer sentences and longer words are harder', () => {
  const { grade } = readingLevel('We keep it. We read it.');
  expect(readingLevel('We keep it and we read it.').grade).toBeGreaterThan(grade);
  expect(readingLevel('We retain it. We interpret it.').grade).toBeGreaterThan(grade);
});

test('no prose has no level', () => {
  expect(readingLevel('')).toEqual({ words: 0, sentences: 0, grade: 0 });
});
