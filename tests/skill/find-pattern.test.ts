import { describe, expect, test } from 'vitest';
import { findPatterns, indexPatterns } from '../../lessons/src/skill/find-pattern.ts';
import { readProjectSkill } from '../../lessons/src/skill/project-skill.ts';
import { questions } from '../benchmarks/skill-questions.ts';

const index = indexPatterns(await readProjectSkill());

test('90 of 100 questions find their file first', () => {
  expect(questions).toHaveLength(100);
  const right = questions.filter(({ text, file }) => findPatterns(index, text)[0]?.entry.path === file);
  expect(right.length).toBeGreaterThanOrEqual(90);
});

describe('an answer', () => {
  test('is the section, not its file', () => {
    const [best] = findPatterns(index, 'keyset pagination');
    expect(best?.section?.heading).toBe('Pages');
    expect(best?.text).toMatch(/^## Pages\n/);
    expect(best?.tokens).toBeLessThan(best?.entry.tokens ?? 0);
  });

  test('is a program only when one is asked for', () => {
    expect(findPatterns(index, 'how do I build a login')[0]?.entry.level).toBe(2);
    expect(findPatterns(index, 'a complete example of a login')[0]?.entry.level).toBe(3);
    expect(findPatterns(index, 'a starter for login with refresh token rotation')[0]?.entry.path).toBe(
      'examples/auth-flow-complete.ts',
    );
    expect(findPatterns(index, 'the endpoint returns the whole table')[0]?.entry.level).toBe(2);
  });

  test('does not depend on case, plural or sign', () => {
    const places = ['refresh token', 'Refresh Tokens?', 'refreshTokens', 'refresh the nine tokens'].map(
      (question) => findPatterns(index, question).map(({ text }) => text),
    );
    expect(places[1]).toEqual(places[0]);
    expect(places[2]).toEqual(places[0]);
    expect(places[3]).toEqual(places[0]);
  });

  test.each(['', '   ', 'the of and', 'zzzyx qwrtp', '?!'])('there is none for "%s"', (question) => {
    expect(findPatterns(index, question)).toEqual([]);
  });
});
