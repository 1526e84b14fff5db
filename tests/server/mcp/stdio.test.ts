import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readAnswers, readLesson } from '../../../lessons/src/course.ts';
import { findFile } from '../../../lessons/src/skill/skill.ts';
import { readProjectSkill } from '../../../lessons/src/skill/project-skill.ts';

const command = fileURLToPath(new URL('../../../server/bin/backend-patterns.js', import.meta.url));
const skill = await readProjectSkill();
const client = new Client({ name: 'test', version: '1' });

beforeAll(() =>
  client.connect(new StdioClientTransport({ command: process.execPath, args: [command, 'mcp'] })),
);
afterAll(() => client.close());

async function call(name: string, parameters: Record<string, unknown>) {
  const { structuredContent, isError, content } = await client.callTool({ name, arguments: parameters });
  const [text] = content as { text: string }[];
  return { structured: structuredContent as Record<string, unknown> | undefined, isError, text: text?.text };
}

function linesOf(path: string): readonly string[] {
  return findFile(skill, path)?.bytes.toString().split('\n') ?? [];
}

describe('resources', () => {
  test('are the files, each read with the bytes of its digest', async () => {
    const { resources } = await client.listResources();
    const uris = resources.map(({ uri }) => uri);
    for (const { path, digest } of skill.catalogue.files) {
      const uri = `skill://${skill.catalogue.name}/${path}`;
      expect(uris.filter((other) => other === uri)).toEqual([uri]);
      const { contents } = await client.readResource({ uri });
      const [content] = contents as { text: string }[];
      expect(
        `sha256:${createHash('sha256')
          .update(content?.text ?? '')
          .digest('hex')}`,
      ).toBe(digest);
    }
  });

  test('are the levels: 1 is SKILL.md, the others list their files', async () => {
    const read = async (level: number) => {
      const { contents } = await client.readResource({ uri: `backend-patterns://levels/${level}` });
      return (contents as { text: string }[])[0]?.text ?? '';
    };
    expect(await read(1)).toBe(findFile(skill, 'SKILL.md')?.bytes.toString());
    expect(await read(2)).toContain('(skill://backend-development-patterns/queries.md)');
    expect(await read(3)).toContain('(skill://backend-development-patterns/examples/auth/guard.ts)');
    await expect(read(4)).rejects.toThrow('There is no level 4');
  });

  test.each([
    'skill://backend-development-patterns/../catalogue.json',
    'skill://other/SKILL.md',
    'file:///etc/passwd',
  ])('%s is none', async (uri) => {
    await expect(client.readResource({ uri })).rejects.toThrow();
  });

  test('have templates for files and for levels', async () => {
    const { resourceTemplates } = await client.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate).sort()).toEqual([
      'backend-patterns://levels/{level}',
      'skill://{+path}',
    ]);
  });
});

test('the skills extension lists the skill with the digest and size of each file', async () => {
  const entry = z.object({
    skills: z.array(
      z.object({
        uri: z.string(),
        frontmatter: z.looseObject({ name: z.string() }),
        resources: z.array(z.object({ uri: z.string(), digest: z.string(), size: z.int() })),
      }),
    ),
  });
  const { skills } = await client.request({ method: 'skills/list', params: {} }, entry);
  expect(skills).toHaveLength(1);
  const wanted = skill.catalogue.files.map(({ path, digest, bytes }) => ({
    uri: `skill://${skill.catalogue.name}/${path}`,
    digest,
    size: bytes,
  }));
  const byUri = (a: { uri: string }, b: { uri: string }) => (a.uri < b.uri ? -1 : 1);
  expect(skills[0]?.resources.toSorted(byUri)).toEqual(wanted.sort(byUri));
});

test('prompts are the agents that SKILL.md names, and link files without their text', async () => {
  const { prompts } = await client.listPrompts();
  const named = /^ {2}agents: "(.*)"$/m.exec(linesOf('SKILL.md').join('\n'))?.[1]?.split(', ');
  expect(prompts.map(({ name }) => name)).toEqual(named);
  for (const { name } of prompts) {
    const { messages } = await client.getPrompt({ name, arguments: { task: 'Add a column' } });
    expect(JSON.stringify(messages[0])).toContain('Add a column');
    const links = messages.slice(1).map(({ content }) => content);
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) {
      expect(link.type).toBe('resource_link');
      if (link.type === 'resource_link') await client.readResource({ uri: link.uri });
    }
  }
});

test('what is listed holds no line of a higher level', async () => {
  const listed = JSON.stringify([
    client.getInstructions(),
    await client.listTools(),
    await client.listResources(),
    await client.listPrompts(),
    await client.getPrompt({ name: 'solutions-architect', arguments: {} }),
    await client.readResource({ uri: 'backend-patterns://levels/1' }),
    await client.readResource({ uri: 'backend-patterns://levels/3' }),
  ]);
  const first = linesOf('SKILL.md').join('\n');
  const lines = skill.catalogue.files
    .filter(({ level }) => level > 1)
    .flatMap(({ path }) => linesOf(path))
    .filter(
      (line) => line.length > 40 && !/^(?:# | \* .*:|\/\*\*)/.test(line) && !first.includes(line.trim()),
    )
    .map((line) => JSON.stringify(line).slice(1, -1));
  expect(lines.filter((line) => listed.includes(line))).toEqual([]);
});

describe('tools', () => {
  test('find_pattern answers with one section', async () => {
    const { structured, text } = await call('find_pattern', { question: 'How do I rotate refresh tokens?' });
    expect(structured?.answer).toMatchObject({ file: 'auth.md', section: 'Refresh tokens' });
    expect(JSON.parse(text ?? '')).toEqual(structured);
  });

  test('find_pattern says what to do when nothing answers', async () => {
    const { isError, text } = await call('find_pattern', { question: 'zzzyx' });
    expect(isError).toBe(true);
    expect(text).toContain('backend-patterns://levels/2');
  });

  test('lint finds and fixes', async () => {
    const code = 'CREATE TABLE visits (id bigint PRIMARY KEY, at timestamp NOT NULL);';
    const { structured } = await call('lint', { language: 'sql', preset: 'all', code });
    expect(structured).toMatchObject({
      findings: [{ rule: 'prefer-timestamptz', fixes: [{ text: 'timestamptz' }] }],
    });
  });

  test('get_exercise has all that is needed and not the solution', async () => {
    const { structured } = await call('list_exercises', {});
    const { exercises } = structured as { exercises: { id: string }[] };
    expect(exercises.map(({ id }) => id)).toContain('sort-without-injection');
    const exercise = await call('get_exercise', { id: 'sort-without-injection' });
    const { solution } = await readLesson('sort-without-injection');
    expect(exercise.structured?.task).toContain('## Your task');
    expect(exercise.text).not.toContain(JSON.stringify(solution['users.ts']).slice(1, -1));
  });

  test('an exercise that is none is refused with those that there are', async () => {
    const { isError, text } = await call('get_exercise', { id: '../../skill' });
    expect(isError).toBe(true);
    expect(text).toContain('sort-without-injection');
  });
});

describe('check_exercise', () => {
  const id = 'sort-without-injection';
  const check = async (files: Record<string, string>) => {
    const { structured } = await call('check_exercise', { id, files });
    return structured as { passed: boolean; checks: { id: string; verdict: string }[] };
  };

  test('passes a right answer, and names the check that a wrong one fails', async () => {
    const { solution } = await readLesson(id);
    expect(await check(solution)).toMatchObject({ passed: true });
    const { wrong } = await readAnswers(id);
    const [answer] = wrong;
    const { passed, checks } = await check(answer?.files ?? {});
    expect(passed).toBe(false);
    expect(checks.filter(({ verdict }) => verdict !== 'passed').map((result) => result.id)).toEqual([
      answer?.fails,
    ]);
  });

  test('ends a program that never ends, or that takes all memory, and goes on', async () => {
    for (const harm of ['for (;;);', 'const all = []; for (;;) all.push(new Array(1e6).fill(1));']) {
      const { passed } = await check({ 'users.ts': harm });
      expect(passed).toBe(false);
    }
    const { solution } = await readLesson(id);
    expect(await check(solution)).toMatchObject({ passed: true });
  });

  test('refuses files that are not the learner’s', async () => {
    const { isError, text } = await call('check_exercise', { id, files: { '../server.ts': '' } });
    expect(isError).toBe(true);
    expect(text).toBe('../server.ts is not yours to change. You may change: users.ts.');
  });
});

test('the process ends with its input', async () => {
  const child = spawn(process.execPath, [command, 'mcp'], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.write('{"jsonrpc":"2.0","id":1,"method":"ping"}\n');
  const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0', id: 1 });
  child.stdin.end();
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(0);
});
