import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameMistake, withoutFile, withRenamed } from '../../web/src/playground/file-names.ts';
import { playgroundProject } from '../../web/src/playground/playground-project.ts';
import { LONGEST_LINK, readFragment, writeFragment } from '../../web/src/playground/link.ts';
import { programSchema, readProgram, type PlaygroundProgram } from '../../web/src/playground/program.ts';
import { initialState, withFiles } from '../../web/src/session/state.ts';

// Without storage it is the starter.
const starterProgram = readProgram();

describe('names of files', () => {
  it.each(['books.ts', 'services/orders/server.ts', 'a/b-c/d_e.test.ts', 'docs/README.md'])(
    '%s is one',
    (name) => {
      expect(nameMistake(name, {})).toBeUndefined();
    },
  );

  it.each([
    '',
    'server',
    '/server.ts',
    '../server.ts',
    'a//b.ts',
    'a.ts/',
    '__proto__',
    'a b.ts',
    'x.exe',
    '.ts',
  ])('“%s” is none', (name) => {
    expect(nameMistake(name, {})).toMatch(/\.$/);
  });

  it('are given once', () => {
    expect(nameMistake('a.ts', { 'a.ts': '' })).toBe('There is a a.ts already.');
  });

  it('are judged at once, however long they are', () => {
    fc.assert(fc.property(fc.string({ maxLength: 2000 }), (name) => void nameMistake(name, {})));
    expect(nameMistake('a.'.repeat(50_000), {})).toMatch(/at most/);
  });

  it('change in place', () => {
    const files = { 'a.ts': '1', 'b.ts': '2', 'c.ts': '3' };
    expect(Object.entries(withRenamed(files, 'b.ts', 'z.ts'))).toEqual([
      ['a.ts', '1'],
      ['z.ts', '2'],
      ['c.ts', '3'],
    ]);
    expect(withoutFile(files, 'a.ts')).toEqual({ 'b.ts': '2', 'c.ts': '3' });
  });
});

describe('a program', () => {
  it('is read only when it is one', () => {
    expect(programSchema.safeParse(starterProgram).success).toBe(true);
    const wrong: unknown[] = [
      null,
      { files: {}, engine: 'both' },
      { files: { 'server.ts': 1 }, engine: 'both' },
      { files: { 'server.ts': '' }, engine: 'mysql' },
      { files: { 'server.ts': '', '../x.ts': '' }, engine: 'both' },
    ];
    expect(wrong.filter((value) => programSchema.safeParse(value).success)).toEqual([]);
  });

  it('has the requests of requests.http, or says what is wrong there', () => {
    const { requestsOf } = playgroundProject(starterProgram, true);
    expect(requestsOf(starterProgram.files).requests.map(({ name }) => name)).toContain('A new book');
    expect(requestsOf({ 'requests.http': '### One\nget it' }).mistake).toContain('One');
    expect(requestsOf({})).toEqual({ requests: [] });
  });

  it('shows another file when the open one is removed', () => {
    const state = { ...initialState(playgroundProject(starterProgram, true), [], 'seed.sql') };
    expect(state.openPath).toBe('seed.sql');
    const after = withFiles(state, withoutFile(state.files, 'seed.sql'));
    expect(after.openPath).toBe('server.ts');
    expect(Object.keys(after.files)).not.toContain('seed.sql');
  });
});

describe('a link', () => {
  const word = fc.stringMatching(/^[a-zA-Z0-9_-]{1,9}$/);
  const path = fc
    .tuple(fc.array(word, { maxLength: 2 }), word)
    .map(([folders, name]) => [...folders, `${name}.ts`].join('/'));
  const text = fc.string({ unit: 'binary', maxLength: 400 });
  const program: fc.Arbitrary<PlaygroundProgram> = fc.record(
    {
      files: fc
        .dictionary(path, text, { maxKeys: 6 })
        .chain((files) => text.map((server) => ({ ...files, 'server.ts': server }))),
      engine: fc.constantFrom('both' as const, 'pglite' as const, 'pg-mem' as const),
      draft: fc.record({ method: fc.constantFrom('GET', 'PATCH'), path: text, headers: text, body: text }),
    },
    { requiredKeys: ['files', 'engine'] },
  );

  it('carries files, request and engine exactly', async () => {
    await fc.assert(
      fc.asyncProperty(program, async (sent) => {
        const fragment = await writeFragment(sent);
        expect(fragment).toMatch(/^#program=[\w-]+$/);
        expect(await readFragment(fragment)).toEqual({ kind: 'program', program: sent });
      }),
      { numRuns: 60 },
    );
  });

  it('of the starter is short', async () => {
    expect((await writeFragment(starterProgram)).length).toBeLessThan(LONGEST_LINK / 10);
  });

  it('is refused when it is not whole, holds something else, or unpacks to far more than it is', async () => {
    const whole = await writeFragment(starterProgram);
    expect((await readFragment(whole.slice(0, -20))).kind).toBe('wrong');
    expect((await readFragment('#program=%%%')).kind).toBe('wrong');
    const bomb = await writeFragment({ files: { 'server.ts': 'a'.repeat(5_000_000) }, engine: 'both' });
    expect(bomb.length).toBeLessThan(LONGEST_LINK);
    expect((await readFragment(bomb)).kind).toBe('wrong');
    const other = await writeFragment({ files: {}, engine: 'both' });
    expect((await readFragment(other)).kind).toBe('wrong');
    expect((await readFragment('#elsewhere')).kind).toBe('none');
    await fc.assert(
      fc.asyncProperty(fc.string(), async (rest) => void (await readFragment(`#program=${rest}`))),
    );
  });
});
