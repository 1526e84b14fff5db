import fastify from 'fastify';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { digestOf, type Skill } from '../../lessons/src/skill/skill.ts';
import { readProjectSkill } from '../../lessons/src/skill/project-skill.ts';
import { skillRoutes } from '../../server/src/skill/skill-routes.ts';
import { run, type Report } from './tools.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The validator of the specification, and the installers: each must bring the skill whole. */
export async function checkSkill(report: Report): Promise<void> {
  const skill = await readProjectSkill();
  const folder = path.join(root, 'lessons/skill', skill.catalogue.name);
  const validated = await run('skills-ref/dist/cli.js', ['validate', folder]);
  report('skills-ref: valid', validated.code === 0 ? [] : [validated.output]);

  const app = fastify({ forceCloseConnections: true });
  await app.register(skillRoutes(skill));
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const add = (source: string) => ['add', source, '--yes', '--agent', 'claude-code', '--copy'];
  const installs = {
    'skills add, from the repository': ['skills/bin/cli.mjs', ...add(root)],
    'skills add, from the server': ['skills/bin/cli.mjs', ...add(address)],
    'openskills install': ['openskills/dist/cli.js', 'install', folder, '--yes'],
  };
  for (const [name, [script = '', ...parameters]] of Object.entries(installs)) {
    const project = await mkdtemp(path.join(tmpdir(), 'installed-'));
    const { output } = await run(script, parameters, project);
    const missing = await missingFrom(skill, path.join(project, '.claude/skills', skill.catalogue.name));
    report(name, missing.length === 0 ? [] : [...missing, output.slice(-500)]);
    await rm(project, { recursive: true });
  }
  const { output } = await run('llms-txt-check/dist/cli.js', [address, '--json']);
  report('llms-txt-check: every link is there, and no error', llmsErrors(output));
  await app.close();
}

const llmsReport = z.object({
  sourceProblems: z.array(z.string()),
  lint: z.array(z.object({ rule: z.string(), severity: z.string(), message: z.string() })),
  totalLinks: z.number().min(1),
  failures: z.array(z.object({ url: z.string(), problems: z.array(z.string()) })),
});

/** Its warnings are left out: they ask for absolute addresses, and this file is the same at every address. */
function llmsErrors(output: string): readonly string[] {
  const { sourceProblems, lint, failures } = llmsReport.parse(JSON.parse(output));
  return [
    ...sourceProblems,
    ...lint.filter(({ severity }) => severity === 'error').map(({ rule, message }) => `${rule}: ${message}`),
    ...failures.map(({ url, problems }) => `${url}: ${problems.join(', ')}`),
  ];
}

/** The files of the skill that are not in a folder, byte for byte. */
async function missingFrom({ catalogue }: Skill, folder: string): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const { path: file, digest } of catalogue.files) {
    const bytes = await readFile(path.join(folder, file)).catch(() => undefined);
    if (!bytes || digestOf(bytes) !== digest) missing.push(file);
  }
  return missing;
}
