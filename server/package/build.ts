import { chmod, cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { readSkill, SKILL_NAME } from '../../lessons/src/skill/skill.ts';
import { marketplaceManifest, packageManifest, pluginManifest } from './manifest.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Makes the package `backend-patterns` in `folder`, to be packed or published there. Needs lessons/dist. */
export async function buildPackage(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const imported = await bundle(
    {
      'bin/backend-patterns': path.join(root, 'server/package/bin.ts'),
      'bin/lint-worker': path.join(root, 'server/src/lint/lint-worker.ts'),
      ...(await graders()),
    },
    folder,
  );
  await chmod(path.join(folder, 'bin/backend-patterns.js'), 0o755);
  await copy('lessons/runtime/host/node-worker.cjs', path.join(folder, 'bin/node-worker.cjs'));
  await copy(`lessons/skill/${SKILL_NAME}`, path.join(folder, 'skills', SKILL_NAME));
  await copy('lessons/skill/catalogue.json', path.join(folder, 'skills/catalogue.json'));
  // Of files that changed since the catalogue was made, the command would read none.
  await readSkill(path.join(folder, 'skills'));
  await copy('lessons/skill/AGENTS.md', path.join(folder, 'AGENTS.md'));
  await copy('LICENSE', path.join(folder, 'LICENSE'));
  await copy('server/package/README.md', path.join(folder, 'README.md'));
  await copyPlayground(path.join(folder, 'playground'));
  await copyCourse(path.join(folder, 'course'));
  await writeJson(path.join(folder, 'package.json'), packageManifest(imported));
  await writeJson(path.join(folder, '.claude-plugin/plugin.json'), pluginManifest());
  await writeJson(path.join(folder, '.claude-plugin/marketplace.json'), marketplaceManifest());
}

/**
 * Bundles the project's own code, all at once so that what grades shares its classes with what runs it, and leaves
 * what npm installs outside. Gives the modules left outside.
 */
async function bundle(input: Record<string, string>, folder: string): Promise<ReadonlySet<string>> {
  const bundled = await rolldown({
    input,
    platform: 'node',
    external: (id) => !/^(?:[./]|\0)/.test(id) && !path.isAbsolute(id),
  });
  const { output } = await bundled.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'bin/[name]-[hash].js',
  });
  await bundled.close();
  const chunks = output.filter((item) => item.type === 'chunk');
  const own = new Set(chunks.map(({ fileName }) => fileName));
  return new Set(
    chunks
      .flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports])
      .filter((module) => !own.has(module)),
  );
}

const course = path.join(root, 'lessons/course');
const graderNames = new Set(['checks.ts', 'attack.ts']);

/** What grades each lesson, by its place in the package. */
async function graders(): Promise<Record<string, string>> {
  const files = await readdir(course, { recursive: true });
  return Object.fromEntries(
    files
      .filter((file) => graderNames.has(path.basename(file)) && file.split(path.sep).length === 3)
      .map((file) => [path.join('course', file.replace(/\.ts$/, '')), path.join(course, file)]),
  );
}

async function copy(source: string, target: string): Promise<void> {
  await cp(path.join(root, source), target, { recursive: true });
}

async function copyPlayground(folder: string): Promise<void> {
  const files = await readdir(path.join(root, 'lessons/dist'));
  // Compiled code is of use to the very Node that made it, and typings only to an editor.
  const isOfUse = (name: string) => !name.startsWith('.') && !name.endsWith('.code') && name !== 'types';
  for (const file of files.filter(isOfUse)) {
    await copy(`lessons/dist/${file}`, path.join(folder, file));
  }
}

/** The course without its answers, and without what was bundled. */
async function copyCourse(folder: string): Promise<void> {
  const left = new Set(['solution', 'alternatives', 'wrong', ...graderNames]);
  await cp(course, folder, { recursive: true, filter: (source) => !left.has(path.basename(source)) });
}

async function writeJson(file: string, value: object): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(value, undefined, 2)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = path.resolve(process.argv[2] ?? path.join(root, 'server/dist/package'));
  await buildPackage(folder);
  console.log(`The package is in ${folder}. Try it: npm pack ${folder}`);
}
