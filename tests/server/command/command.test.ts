import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { agentsIndex } from '../../../lessons/src/skill/agents-index.ts';
import { readProjectSkill } from '../../../lessons/src/skill/project-skill.ts';

const command = fileURLToPath(new URL('../../../server/bin/backend-patterns.js', import.meta.url));
const skill = await readProjectSkill();

async function run(...parameters: string[]) {
  const child = spawn(process.execPath, [command, ...parameters], { stdio: ['ignore', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  const problems: Buffer[] = [];
  child.stdout.on('data', (data: Buffer) => output.push(data));
  child.stderr.on('data', (data: Buffer) => problems.push(data));
  const [code] = (await once(child, 'close')) as [number];
  return { code, output: Buffer.concat(output), problem: Buffer.concat(problems).toString() };
}

describe('backend-patterns skill', () => {
  test.each(['SKILL.md', 'rest.md', 'examples/auth/guard.ts', 'examples/package.json'])(
    '%s comes byte for byte',
    async (file) => {
      const { code, output, problem } = await run('skill', file);
      const digest = `sha256:${createHash('sha256').update(output).digest('hex')}`;
      expect({ code, problem, digest }).toEqual({
        code: 0,
        problem: '',
        digest: skill.catalogue.files.find((entry) => entry.path === file)?.digest,
      });
    },
  );

  test('1 is SKILL.md, 2 and 3 list their files', async () => {
    expect((await run('skill', '1')).output).toEqual((await run('skill', 'SKILL.md')).output);
    expect((await run('skill', '2')).output.toString()).toContain('- queries.md: when you write a query');
    expect((await run('skill', '3')).output.toString()).toContain('- examples/auth/guard.ts: when ');
  });

  test('agents is the index', async () => {
    expect((await run('skill', 'agents')).output.toString()).toBe(agentsIndex(skill));
  });

  test('find answers with one section', async () => {
    const { code, output } = await run('skill', 'find', 'keyset', 'pagination');
    expect(code).toBe(0);
    expect(output.toString()).toMatch(/^queries\.md § Pages\n\n## Pages\n/);
  });

  test.each([
    [['skill', '4'], 1, 'The skill has no level or file "4". There is:'],
    [['skill', '../catalogue.json'], 1, 'The skill has no level or file "../catalogue.json". There is:'],
    [['skill', 'find'], 2, 'Ask something'],
    [['skill', 'find', 'zzzyx'], 1, 'No section answers that. There is:'],
    [['skill', '1', '2'], 2, 'One level or file at a time'],
    [['skill', 'install', 'x'], 2, 'skill install takes no "x"'],
    [['skill', 'install', '--global', '--project', '.', '--dry-run'], 2, 'give one of them'],
    [['skill', '--force', 'rest.md', '--agent', 'claude'], 2, 'Only skill install has --agent, --force.'],
    [['mend'], 2, 'There is no command "mend".'],
    [['mcp', 'x'], 2, 'There is no command "mcp x".'],
    [['--colour'], 2, 'Unknown option'],
    [[], 2, 'Usage:'],
  ])('%j is refused with what there is', async (parameters, code, problem) => {
    const ended = await run(...parameters);
    expect(ended.code).toBe(code);
    expect(ended.problem).toContain(problem);
    expect(ended.output.toString()).toBe('');
  });

  test('--help and --version say what they should', async () => {
    expect((await run('--help')).output.toString()).toMatch(/^Usage: backend-patterns <command>/);
    expect((await run('skill', 'install', '--help')).output.toString()).toContain('--dry-run');
    expect((await run('--version')).output.toString()).toBe(`${skill.catalogue.version}\n`);
  });
});

test('a reader that closes early is no error', async () => {
  const child = spawn(process.execPath, [command, 'skill', '3'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let problem = '';
  child.stderr.on('data', (data: Buffer) => (problem += data.toString()));
  child.stdout.destroy();
  const [code] = (await once(child, 'close')) as [number];
  expect([code, problem]).toEqual([0, '']);
});
