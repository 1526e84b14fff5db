import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { defectsTable, readDefects } from '../../../lessons/skill/defects.ts';
import { readSkillFile } from '../blocks/block.ts';
import { evidence } from './evidence.ts';

const defects = readDefects();

describe('the table of defects', () => {
  test('has all 66, and each is shown by running the original', () => {
    expect(defects).toHaveLength(66);
    expect(Object.keys(evidence).sort()).toEqual(defects.map(({ id }) => id));
  });

  test('is what its data makes', () => {
    const stored = readFileSync(new URL('../../../lessons/skill/defects.md', import.meta.url), 'utf8');
    expect(stored).toBe(defectsTable(defects));
  });

  test.each(defects)(
    '$id points to a section that exists, and to a lesson that exists',
    ({ fix, lesson }) => {
      expect(readSkillFile(fix.file)).toMatch(new RegExp(`^#+ ${fix.section}$`, 'm'));
      if (lesson !== undefined) {
        expect(existsSync(new URL(`../../../lessons/course/${lesson}/lesson.md`, import.meta.url))).toBe(
          true,
        );
      }
    },
  );
});
