import { describe, expect, test } from 'vitest';
import { laidOutApart } from './laid-out.ts';
import { applySuggestion, lint, type LintOptions, rangeOf } from './lint.ts';

/** Code in which ⟦ and ⟧ enclose each stretch that the rule must underline. */
export type Code = string | ({ readonly code: string } & LintOptions);

export interface RuleCases {
  readonly valid?: readonly Code[];
  readonly invalid?: readonly Code[];
  /** What a suggestion makes of code; null where there is none. */
  readonly suggestions?: readonly ({ readonly code: string; readonly output: string | null } & LintOptions)[];
  /** The whole sentence that a finding says. */
  readonly messages?: readonly ({ readonly code: string; readonly message: string } & LintOptions)[];
}

function settingsOf(code: Code): { code: string } & LintOptions {
  return typeof code === 'string' ? { code } : code;
}

/** Takes the marks out of code, and says which stretches they enclosed. */
export function unmark(marked: string): { code: string; ranges: [number, number][] } {
  const ranges: [number, number][] = [];
  let code = '';
  for (const char of marked) {
    if (char === '⟦') ranges.push([code.length, -1]);
    else if (char === '⟧') {
      const open = ranges.findLast(([, end]) => end === -1);
      if (open) open[1] = code.length;
    } else code += char;
  }
  return { code, ranges };
}

/** Puts the marks where a rule reports, so that a difference reads well. */
function mark(code: string, ranges: readonly (readonly [number, number])[]): string {
  const marks = ranges.flatMap(([start, end]) => [
    { at: start, mark: '⟦', order: 1 },
    { at: end, mark: '⟧', order: 0 },
  ]);
  marks.sort((one, other) => other.at - one.at || other.order - one.order);
  return marks.reduce((text, { at, mark: sign }) => text.slice(0, at) + sign + text.slice(at), code);
}

/** Runs one rule over code that is right and code that is wrong, and over the wrong code laid out in another way. */
export function testRule(rule: string, cases: RuleCases): void {
  const { valid = [], invalid = [] } = cases;
  test(`${rule} has at least 40 cases`, () => {
    expect(valid.length + invalid.length).toBeGreaterThanOrEqual(40);
  });
  testCases(rule, cases);
  // Files are let go by their text before rules look at them; however a program is laid out, none that counts.
  test.each(invalid.map((code) => settingsOf(code)).filter(({ filename }) => !filename?.endsWith('.sql')))(
    `${rule} reports as much of code laid out apart: $code`,
    ({ code: marked, ...settings }) => {
      const { code, ranges } = unmark(marked);
      const apart = laidOutApart(code);
      if (apart !== undefined) expect(lint(apart, [rule], settings).length, apart).toBe(ranges.length);
    },
  );
}

/** Runs one rule over code that is right and code that is wrong, and asserts every location. */
export function testCases(rule: string, cases: RuleCases): void {
  describe(rule, () => {
    for (const each of cases.valid ?? []) {
      const { code, ...settings } = settingsOf(each);
      test(`accepts ${code}`, () => {
        const messages = lint(code, [rule], settings);
        expect(
          mark(
            code,
            messages.map((message) => rangeOf(code, message)),
          ),
        ).toBe(code);
        expect(messages).toEqual([]);
      });
    }
    for (const each of cases.invalid ?? []) {
      const { code: marked, ...settings } = settingsOf(each);
      const { code, ranges } = unmark(marked);
      test(`reports ${marked}`, () => {
        const messages = lint(code, [rule], settings);
        expect(messages.map(({ ruleId, message }) => ruleId ?? message)).toEqual(
          messages.map(() => `backend-patterns/${rule}`),
        );
        expect(ranges.length).toBeGreaterThan(0);
        expect(
          mark(
            code,
            messages.map((message) => rangeOf(code, message)),
          ),
        ).toBe(marked);
        for (const { message, suggestions = [] } of messages) {
          // What a message lacks stays in it as `{{ name }}`.
          expect([message, ...suggestions.map(({ desc }) => desc)].join(' ')).not.toMatch(/\{\{/);
          for (const suggestion of suggestions) {
            const changed = applySuggestion(code, suggestion);
            expect(changed).not.toBe(code);
            expect(lint(changed, [], settings)).toEqual([]);
          }
        }
      });
    }
    for (const { code, output, ...settings } of cases.suggestions ?? []) {
      test(`suggests ${output ?? `nothing for ${code}`}`, () => {
        const messages = lint(code, [rule], settings);
        const outputs = messages.flatMap(({ suggestions = [] }) =>
          suggestions.map((suggestion) => applySuggestion(code, suggestion)),
        );
        expect(messages).not.toEqual([]);
        if (output === null) expect(outputs).toEqual([]);
        else expect(outputs).toContain(output);
      });
    }
    for (const { code, message, ...settings } of cases.messages ?? []) {
      test(`says ${message}`, () => {
        expect(lint(code, [rule], settings).map((found) => found.message)).toContain(message);
      });
    }
  });
}

/** A value as the name of a table: where the file does not show what it can be, nobody can name the columns. */
export const asTable =
  (star: string) =>
  (code: string): string =>
    code.replace(/SELECT id FROM users WHERE name = '(\$\{.*\})'/, `SELECT ${star} FROM $1`);
