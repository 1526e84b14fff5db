import fastify from 'fastify';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Exercises } from '../../server/src/exercises/exercises.ts';
import { TeamLinter } from '../../server/src/lint/linter.ts';
import { mcpRoutes } from '../../server/src/mcp/mcp-routes.ts';
import { projectPlaces } from '../../server/src/places.ts';
import { applicable, inapplicable, untestable } from './scenarios.ts';
import { run, type Report } from './tools.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const suite = '@modelcontextprotocol/conformance/dist/index.js';
const inspector = '@modelcontextprotocol/inspector/clients/launcher/build/index.js';

/** The ids of the checks that a scenario failed, those apart that only the suite's own test server can pass. */
async function failuresOf(url: string, scenario: string, revision: string): Promise<readonly string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'conformance-'));
  try {
    const version = revision === 'extension' ? [] : ['--spec-version', revision];
    await run(suite, ['server', '--url', url, '--scenario', scenario, ...version, '-o', folder]);
    const files = await readdir(folder, { recursive: true });
    const report = files.find((file) => path.basename(file) === 'checks.json');
    if (!report) return ['it gave no report'];
    const checks = JSON.parse(await readFile(path.join(folder, report), 'utf8')) as {
      id: string;
      status: string;
    }[];
    if (!checks.some(({ status }) => status === 'SUCCESS')) return ['it checked nothing'];
    return checks.filter(({ id, status }) => status === 'FAILURE' && !(id in untestable)).map(({ id }) => id);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Scenarios of the suite that this project has not looked at yet. */
async function unknownScenarios(): Promise<readonly string[]> {
  const { output } = await run(suite, ['list', '--server']);
  const named = [...output.matchAll(/^ {2}- (\S+) \[/gm)].map(([, name = '']) => name);
  if (named.length === 0) return ['(the suite lists none)'];
  const known = [...Object.values(applicable).flat(), ...Object.keys(inapplicable)];
  const isKnown = (name: string) =>
    known.some((pattern) =>
      pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern,
    );
  return named.filter((name) => !isKnown(name));
}

/** The MCP conformance suite and the Inspector's verification against the server, over HTTP and over stdio. */
export async function checkMcp(report: Report): Promise<void> {
  const app = fastify({ forceCloseConnections: true });
  const linter = new TeamLinter(projectPlaces.lintWorker);
  const parts = {
    skill: await projectPlaces.readSkill(),
    exercises: new Exercises(projectPlaces.course),
    linter,
  };
  const limits = { hosts: ['localhost', '127.0.0.1'], requestsPerMinute: 100_000, bodyKilobytes: 256 };
  await app.register(mcpRoutes(parts, limits));
  const url = `${await app.listen({ host: '127.0.0.1', port: 0 })}/mcp`.replace('127.0.0.1', 'localhost');

  for (const [revision, scenarios] of Object.entries(applicable)) {
    for (const scenario of scenarios)
      report(`${scenario}, ${revision}`, await failuresOf(url, scenario, revision));
  }
  report('every scenario of the suite is known', await unknownScenarios());

  const command = [process.execPath, path.join(root, 'server/bin/backend-patterns.js'), 'mcp'];
  for (const [transport, target] of Object.entries({ HTTP: [url], stdio: command })) {
    for (const [method, ...flags] of [
      ['skills/list', '--verify', '--require-digests'],
      ['tools/list', '--strict'],
    ]) {
      const parameters = ['--cli', ...target, '--method', method ?? '', ...flags];
      const { code, output } = await run(inspector, parameters);
      report(`Inspector: ${method} ${flags.join(' ')}, ${transport}`, code === 0 ? [] : [output.slice(-500)]);
    }
  }
  await app.close();
  await linter.close();

  console.log('\nNot applicable:');
  for (const [name, reason] of Object.entries({ ...inapplicable, ...untestable }))
    console.log(`  ${name}: ${reason}.`);
}
