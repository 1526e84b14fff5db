import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '../../eslint-plugin/src/rules/index.ts';
import { applySuggestion, lint } from './lint.ts';

const root = join(import.meta.dirname, '../../eslint-plugin');
const folder = join(root, 'docs/rules');

interface Section {
  readonly title: string;
  readonly body: string;
  readonly blocks: readonly { readonly language: string; readonly code: string }[];
}

/** The lessons of the course, and the rules that their first lines name. */
const course = join(import.meta.dirname, '../../lessons/course');
const lessons = readdirSync(course, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('/lesson.md'))
  .map((file) => ({
    path: dirname(file),
    rules: /^rules: \[(.*)\]$/m.exec(readFileSync(join(course, file), 'utf8'))?.[1]?.split(', ') ?? [],
  }));

function sectionsOf(page: string): Section[] {
  return page
    .split(/^## /m)
    .slice(1)
    .map((text) => ({
      title: text.slice(0, text.indexOf('\n')),
      body: text.slice(text.indexOf('\n') + 1).trim(),
      blocks: [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', code = '']) => ({
        language,
        code,
      })),
    }));
}

test('every rule has a page, a test and a source file of its name, and there are no others', () => {
  const names = rules.map(({ name }) => name).sort();
  const files = (path: string, ending: string): string[] =>
    readdirSync(path)
      .filter((file) => file.endsWith(ending) && file !== 'index.ts')
      .map((file) => file.slice(0, -ending.length))
      .sort();
  expect(files(folder, '.md')).toEqual(names);
  expect(files(join(root, 'src/rules'), '.ts')).toEqual(names);
  expect(files(join(import.meta.dirname, 'rules'), '.test.ts')).toEqual(names);
});

describe.each(rules.map((rule) => [rule.name, rule] as const))('the page of %s', (name, rule) => {
  const page = existsSync(join(folder, `${name}.md`)) ? readFileSync(join(folder, `${name}.md`), 'utf8') : '';
  const sections = sectionsOf(page);
  const section = (title: string): Section | undefined => sections.find((each) => each.title === title);

  test('is named for the rule and has every part', () => {
    expect(page.startsWith(`# ${name}\n`)).toBe(true);
    const titles = sections.map(({ title }) => title);
    const suggestion = rule.meta.hasSuggestions ? ['Suggestion'] : [];
    expect(titles).toEqual([
      'Wrong',
      'Right',
      ...suggestion,
      'What it ignores',
      'When it is wrong',
      'Options',
      'Lesson',
    ]);
    for (const { title, body } of sections) expect(body, title).not.toBe('');
  });

  test('shows wrong code that the rule reports', () => {
    const blocks = section('Wrong')?.blocks ?? [];
    expect(blocks.length).toBeGreaterThan(0);
    for (const { code } of blocks)
      expect(
        lint(code, [name]).map(({ ruleId }) => ruleId),
        code,
      ).toContain(`backend-patterns/${name}`);
  });

  test('shows right code that no recommended rule reports', () => {
    const recommended = rules
      .filter(({ meta }) => meta.docs?.preset === 'recommended')
      .map((each) => each.name);
    const blocks = section('Right')?.blocks ?? [];
    expect(blocks.length).toBeGreaterThan(0);
    for (const { code } of blocks) expect(lint(code, [...new Set([...recommended, name])]), code).toEqual([]);
  });

  test('shows what a suggestion makes of the wrong code', () => {
    const wrong = section('Wrong')?.blocks ?? [];
    const changed = wrong.flatMap(({ code }) =>
      lint(code, [name]).flatMap(({ suggestions = [] }) =>
        suggestions.map((each) => applySuggestion(code, each)),
      ),
    );
    const shown = section('Suggestion')?.blocks ?? [];
    expect(shown.length > 0).toBe(rule.meta.hasSuggestions ?? false);
    for (const { code } of shown) expect(changed).toContain(code);
  });

  test('opens a lesson, one that names the rule where there is one', () => {
    const opened = /\]\(\.\.\/\.\.\/\.\.\/lessons\/course\/(.+)\/lesson\.md\)/.exec(
      section('Lesson')?.body ?? '',
    )?.[1];
    const naming = lessons.filter(({ rules }) => rules.includes(name)).map(({ path }) => path);
    expect(naming.length > 0 ? naming : lessons.map(({ path }) => path)).toContain(opened);
  });

  test('describes every option', () => {
    const [schema] = rule.meta.schema as readonly { properties?: Record<string, { description?: string }> }[];
    const body = section('Options')?.body ?? '';
    for (const [option, { description }] of Object.entries(schema?.properties ?? {})) {
      expect(description, option).toBeTruthy();
      expect(body).toContain(`\`${option}\``);
    }
    if (!schema) expect(body).toBe('None.');
  });

  test('has links that lead somewhere', () => {
    for (const [, target = ''] of page.matchAll(/\]\(([^)#]+)[^)]*\)/g)) {
      if (target.startsWith('https:')) continue;
      const path = join(dirname(join(folder, `${name}.md`)), target);
      expect(existsSync(path), target).toBe(true);
    }
  });
});

test('the README lists every rule, in order, with its preset, its topic and whether it suggests a change', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const [strict, all] = ['`strict` adds', '`all` adds'].map((heading) => readme.indexOf(heading));
  const listed = [
    ...readme.matchAll(/^\| \[([a-z-]+)\]\(docs\/rules\/\1\.md\) \|.*\| (\w+) \| (yes )?\|$/gm),
  ].map(({ 1: name, 2: topic, 3: suggests, index }) => ({
    name,
    topic,
    suggests: suggests !== undefined,
    preset: index < (strict ?? 0) ? 'recommended' : index < (all ?? 0) ? 'strict' : 'all',
  }));
  const expected = rules.map(({ name, meta }) => ({
    name,
    topic: meta.docs?.topic,
    suggests: meta.hasSuggestions ?? false,
    preset: meta.docs?.preset,
  }));
  expect(listed).toEqual(expected);
});
