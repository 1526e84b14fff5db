import fastify from 'fastify';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Exercises } from '../../server/src/exercises/exercises.ts';
import { TeamLinter } from '../../server/src/lint/linter.ts';
import { mcpRoutes } from '../../server/src/mcp/mcp-routes.ts';
import { projectPlaces } from '../../server/src/places.ts';
import { applicable, inapplicable, untestable } from './scenarios.ts';

/**
 * `npm run conformance`: the MCP conformance suite and the Inspector's verification against the server, over HTTP
 * and over stdio. Both tools, and the Node that they need, are installed below .cache first: that takes network.
 */
const tools = {
  '@modelcontextprotocol/conformance': '0.2.0-alpha.12',
  '@modelcontextprotocol/inspector': '2.12.0',
  node: '22.23.3',
};
const root = fileURLToPath(new URL('../../', import.meta.url));
const cache = path.join(root, '.cache/conformance');
const suite = '@modelcontextprotocol/conformance/dist/index.js';
const inspector = '@modelcontextprotocol/inspector/clients/launcher/build/index.js';

async function install(): Promise<void> {
  const manifest = path.join(cache, 'package.json');
  const wanted = `${JSON.stringify({ private: true, dependencies: tools }, undefined, 2)}\n`;
  const isInstalled = existsSync(manifest) && (await readFile(manifest, 'utf8')) === wanted;
  if (isInstalled && existsSync(path.join(cache, 'node_modules', suite))) return;
  await mkdir(cache, { recursive: true });
  await writeFile(manifest, wanted);
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: cache,
    stdio: 'inherit',
  });
}

/** Runs a tool under its own Node, while the server answers from this process. */
function run(
  script: string,
  parameters: readonly string[],
): Promise<{ code: number | null; output: string }> {
  const modules = path.join(cache, 'node_modules');
  return new Promise((resolve) => {
    const child = spawn(path.join(modules, '.bin/node'), [path.join(modules, script), ...parameters], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => (output += data.toString()));
    child.on('close', (code) => resolve({ code, output }));
  });
}

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

await install();
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

let failed = 0;
function report(name: string, failures: readonly string[]): void {
  if (failures.length > 0) failed += 1;
  console.log(
    `${failures.length === 0 ? 'passed' : 'FAILED'}  ${name}${failures.map((id) => `\n        ${id}`).join('')}`,
  );
}

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
console.log(failed === 0 ? '\nEverything that applies passed.' : `\n${failed} failed.`);
process.exitCode = failed === 0 ? 0 : 1;
