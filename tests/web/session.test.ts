import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../lessons/runtime/checks/check.ts';
import type { Exchange } from '../../lessons/runtime/playground.ts';
import type { Lesson } from '../../lessons/src/lesson.ts';
import { changeBetween } from '../../web/src/editor/text-change.ts';
import { lessonProject } from '../../web/src/lesson/lesson-project.ts';
import { changedFiles, noWork, parseWork, restoreFiles } from '../../web/src/session/saved-work.ts';
import {
  checksEnded,
  checksStarted,
  describeChecks,
  isSolvedBy,
  withResult,
} from '../../web/src/session/check-rows.ts';
import { exchangesKept, withExchanges } from '../../web/src/session/exchanges.ts';
import { initialState, isCurrent, isOutdated } from '../../web/src/session/state.ts';
import { shownExchange, shownStatement } from '../../web/src/session/shown.ts';

const lesson: Lesson = {
  id: 'a',
  title: 'A',
  part: { id: 'p', title: 'P', level: 1, needs: [] },
  position: 1,
  count: 1,
  minutes: 5,
  rules: [],
  needs: [],
  prose: [],
  files: [
    { path: 'users.ts', text: 'start', editable: true },
    { path: 'app.ts', text: 'locked', editable: false },
  ],
  entry: 'app.ts',
  open: 'users.ts',
  database: { schema: '', seed: '' },
  engines: ['pglite', 'pg-mem'],
  requests: [{ name: 'All', request: { method: 'GET', path: '/api/users' } }],
  hints: ['one', 'two'],
  solution: {},
  solutionReason: '',
  findings: [],
  defects: [],
  skill: [],
};

const titles = ['a', 'b', 'c'].map((id) => ({ id, title: id }));
const project = lessonProject(lesson);
const state = initialState(project, titles, undefined);

const exchange = (times: readonly number[] = []): Exchange => ({
  request: { method: 'GET', path: '/' },
  outcome: { kind: 'stopped', reason: { kind: 'crash', message: '' } },
  statements: times.map((milliseconds, id) => ({
    id,
    sql: 'SELECT 1',
    parameters: [],
    command: 'SELECT',
    rows: 1,
    milliseconds,
    engine: 'pglite',
  })),
  logs: [],
  milliseconds: 1,
});

describe('kept work', () => {
  it('comes back, but never into a locked file', () => {
    expect(restoreFiles(lesson, { 'users.ts': 'mine', 'app.ts': 'forged', 'gone.ts': '' })).toEqual({
      'users.ts': 'mine',
      'app.ts': 'locked',
    });
  });

  it('holds only what differs from the start', () => {
    expect(changedFiles(lesson, { 'users.ts': 'start', 'app.ts': 'locked' })).toEqual({});
    expect(changedFiles(lesson, { 'users.ts': '', 'app.ts': 'locked' })).toEqual({ 'users.ts': '' });
  });

  it('survives a round trip, and counts as none when it cannot be read', () => {
    const work = { files: { 'users.ts': 'mine' }, hintsShown: 2, isSolved: true };
    expect(parseWork(JSON.stringify(work))).toEqual(work);
    expect(parseWork('{"files":{"a":1,"b":"x"},"hintsShown":-1}')).toEqual({ ...noWork, files: { b: 'x' } });
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void parseWork(text)));
  });

  it('opens the file of the address, or the lesson’s own', () => {
    expect(initialState(project, titles, 'app.ts').openPath).toBe('app.ts');
    expect(initialState(project, titles, 'nope.ts').openPath).toBe('users.ts');
    const kept = { ...project, readWork: () => ({ ...project.readWork(), hintsShown: 9 }) };
    expect(initialState(kept, titles, undefined).hintsShown).toBe(2);
  });
});

describe('a run of the checks', () => {
  const result = (id: string, isPassed: boolean): CheckResult => ({
    id,
    title: id,
    verdict: isPassed
      ? { kind: 'passed' }
      : { kind: 'failed', report: { sent: 'a', expected: 'b', received: 'c' } },
    milliseconds: 1,
  });
  const kinds = (rows: typeof state.checks) => rows.map((row) => row.state.kind);

  it('shows one check after the other', () => {
    const started = checksStarted(state.checks);
    expect(kinds(started)).toEqual(['running', 'open', 'open']);
    const once = withResult(started, result('a', true));
    expect(kinds(once)).toEqual(['passed', 'running', 'open']);
    const twice = withResult(once, result('b', false));
    expect(kinds(twice)).toEqual(['passed', 'failed', 'running']);
    expect(kinds(checksEnded(twice))).toEqual(['passed', 'failed', 'open']);
    expect(kinds(checksStarted(twice))).toEqual(['running', 'open', 'open']);
  });

  it('is solved when all pass', () => {
    const run = (verdicts: readonly boolean[]) =>
      titles.reduce(
        (rows, { id }, index) => withResult(rows, result(id, verdicts[index] ?? false)),
        state.checks,
      );
    expect(isSolvedBy(run([true, true, true]))).toBe(true);
    expect(isSolvedBy(run([true, false, true]))).toBe(false);
    expect(isSolvedBy([])).toBe(false);
    expect(describeChecks(run([true, true, true]))).toBe('All 3 checks passed.');
    expect(describeChecks(run([true, false, true]))).toBe('2 of 3 checks passed, 1 failed.');
  });
});

describe('exchanges', () => {
  const many = Array.from({ length: exchangesKept + 5 }, (_, index) => ({
    id: index + 1,
    sender: 'attack' as const,
    exchange: exchange(),
  }));

  it('shows the latest, keeps so many and counts all', () => {
    const after = { ...state, ...withExchanges(state, many) };
    expect(after.exchanges).toHaveLength(exchangesKept);
    expect(after.exchangeCount).toBe(exchangesKept + 5);
    expect(shownExchange(after)?.id).toBe(exchangesKept + 5);
    expect(shownExchange({ ...after, shownExchange: 1 })).toBeUndefined();
  });

  it('explains the chosen statement, else the slowest', () => {
    const after = {
      ...state,
      ...withExchanges(state, [{ id: 1, sender: 'learner', exchange: exchange([1, 5, 3]) }]),
    };
    expect(shownStatement(after)?.id).toBe(1);
    expect(shownStatement({ ...after, shownStatement: 2 })?.id).toBe(2);
    expect(shownStatement(state)).toBeUndefined();
  });

  it('says of verdicts whether they are about these texts', () => {
    expect(isOutdated(state)).toBe(false);
    const checked = { ...state, checkedFiles: state.files };
    expect(isOutdated(checked)).toBe(false);
    expect(isOutdated({ ...checked, files: { ...state.files } })).toBe(false);
    expect(isOutdated({ ...checked, files: { ...state.files, 'users.ts': 'edited' } })).toBe(true);
  });

  it('starts the program again when the files are others', () => {
    const { files } = state;
    expect(isCurrent({ kind: 'listening', files, milliseconds: 1 }, files)).toBe(true);
    expect(isCurrent({ kind: 'listening', files, milliseconds: 1 }, { ...files })).toBe(false);
    expect(isCurrent({ kind: 'none' }, files)).toBe(false);
  });
});

describe('the change between two texts', () => {
  it('makes one into the other and touches nothing else', () => {
    expect(changeBetween('abcdef', 'abXdef')).toEqual({ from: 2, to: 3, insert: 'X' });
    expect(changeBetween('same', 'same')).toBeUndefined();
    expect(changeBetween('aa', 'aaa')).toEqual({ from: 2, to: 2, insert: 'a' });
    expect(changeBetween('aaa', 'aa')).toEqual({ from: 2, to: 3, insert: '' });
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (head, before, after, tail) => {
        const [a, b] = [head + before + tail, head + after + tail];
        const change = changeBetween(a, b) ?? { from: 0, to: 0, insert: '' };
        expect(a.slice(0, change.from) + change.insert + a.slice(change.to)).toBe(b);
        expect(change.to - change.from).toBeLessThanOrEqual(before.length);
      }),
    );
  });
});
