import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lessonAddress, playgroundFileAddress, readAddress } from '../../web/src/address.ts';

describe('addresses', () => {
  it('names lesson and file', () => {
    expect(lessonAddress('sort-without-injection', 'users.ts')).toBe(
      '/lessons/sort-without-injection/users.ts',
    );
    expect(lessonAddress('a', 'routes/users list.ts')).toBe('/lessons/a/routes/users%20list.ts');
  });

  it('reads back what it wrote, whatever the names are', () => {
    const name = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => !text.includes('/'));
    fc.assert(
      fc.property(name, fc.array(name, { minLength: 1, maxLength: 3 }), (lesson, parts) => {
        const file = parts.join('/');
        expect(readAddress(lessonAddress(lesson, file))).toEqual({ kind: 'lesson', lesson, file });
      }),
    );
  });

  it('knows the course, and what is nothing', () => {
    expect(readAddress('/')).toEqual({ kind: 'course' });
    expect(readAddress('/lessons')).toEqual({ kind: 'course' });
    expect(readAddress('/playground')).toEqual({ kind: 'playground' });
    expect(readAddress(playgroundFileAddress('services/a b/server.ts'))).toEqual({
      kind: 'playground',
      file: 'services/a b/server.ts',
    });
    expect(readAddress('/lessons/a')).toEqual({ kind: 'lesson', lesson: 'a' });
    expect(readAddress('/other')).toEqual({ kind: 'unknown' });
    expect(readAddress('/lessons/%E0%A4%A')).toEqual({ kind: 'unknown' });
  });
});
