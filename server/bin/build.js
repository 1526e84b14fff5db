import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from './command.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const tsx = ['--import', 'tsx'];

/** Not all of `web`: tests leave pictures there. */
const ofWorkbench = ['build', 'public', 'src', 'index.html', 'package.json', 'vite.config.ts']
  .map((name) => `web/${name}`)
  .concat('lessons', 'eslint-plugin/src', 'server/src/precompress.ts', 'package-lock.json');

/** What is built, in order: from which folders and files, to which folder, by which command. */
const steps = [
  {
    name: 'the playground: Fastify, pg and PostgreSQL for the browser',
    inputs: ['lessons/runtime', 'lessons/build', 'lessons/package.json', 'package-lock.json'],
    output: 'lessons/dist',
    command: [...tsx, 'lessons/build/build.ts'],
  },
  {
    name: "the skill's catalogue",
    inputs: [
      'lessons/skill/backend-development-patterns',
      'lessons/skill/keywords.yaml',
      'lessons/skill/build-catalogue.ts',
      'lessons/src/skill',
    ],
    output: 'lessons/dist',
    stamp: '.catalogue-from',
    command: [...tsx, 'lessons/skill/build-catalogue.ts'],
  },
  {
    name: 'the workbench',
    inputs: ofWorkbench,
    output: 'web/dist',
    command: [...tsx, 'node_modules/vite/bin/vite.js', 'build', 'web', '--logLevel', 'warn'],
  },
  {
    name: 'compressed copies',
    inputs: ofWorkbench,
    output: 'web/dist',
    stamp: '.compressed-from',
    command: [...tsx, 'server/src/precompress.ts', 'web/dist'],
  },
];

/** Builds what is older than its sources, and says so. Rejects with one sentence when a step fails. */
export async function ensureBuilt() {
  for (const index of steps.keys()) await ensureStep(index);
}

/** The same of the playground alone, which is all that verifying lessons in Node takes. */
export async function ensurePlaygroundBuilt() {
  await ensureStep(0);
}

async function ensureStep(index) {
  const step = steps[index];
  const stamp = path.join(root, step.output, step.stamp ?? '.built-from');
  const digest = digestOf(step.inputs);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  const started = performance.now();
  console.error(`Building ${index + 1}/${steps.length}: ${step.name} …`);
  await runCommand(`Building ${step.name}`, process.execPath, step.command);
  writeFileSync(stamp, digest);
  console.error(`Building ${index + 1}/${steps.length}: done in ${seconds(performance.now() - started)}`);
}

function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** A digest of the names and contents of all files below these paths, apart from what was built or installed. */
function digestOf(inputs) {
  const hash = createHash('sha256').update(process.versions.node);
  for (const input of inputs) {
    for (const file of filesBelow(path.join(root, input))) {
      hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

function filesBelow(location) {
  const entries = readdirSync(path.dirname(location), { withFileTypes: true });
  const own = entries.find((entry) => entry.name === path.basename(location));
  if (!own) return [];
  if (!own.isDirectory()) return [location];
  return readdirSync(location)
    .filter((name) => name !== 'node_modules' && name !== 'dist')
    .sort()
    .flatMap((name) => filesBelow(path.join(location, name)));
}
