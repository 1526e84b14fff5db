import { dependencies as offered, devDependencies as types } from '../../../lessons/package.json';
import {
  LAZY_MODULES,
  packageOf,
  PRELOADED_PACKAGES,
} from '../../../lessons/runtime/app/modules/packages.ts';
import { serviceNames } from '../../../lessons/runtime/app/service-names.ts';
import type { SourceFiles } from '../../../lessons/runtime/playground.ts';
import { devDependencies as tools } from '../../../package.json';
import database from './local/database.mjs?raw';
import services from './local/services.mjs?raw';
import start from './local/start.mjs?raw';

const versions: Readonly<Record<string, string>> = { ...tools, ...types, ...offered };

const importedName = /\b(?:from|import)\s*\(?\s*(['"])([^'"\n]+)\1/g;

/**
 * The program as a project for npm: its own files as they are, and beside them what a real machine needs. Names
 * that begin with a dot cannot be the program's; of the others the program's own file stays.
 */
export function npmProject(files: SourceFiles): SourceFiles {
  const hasDatabase = Boolean(files['schema.sql']?.trim() || files['seed.sql']?.trim());
  const hasServices = serviceNames(files).length > 0;
  const packages = importedPackages(files);
  if (hasDatabase) packages.add('pg');
  return {
    'package.json': packageJson(packages, hasDatabase, hasServices),
    'tsconfig.json': tsconfig,
    'README.md': readme(packages, hasDatabase, hasServices),
    ...(hasDatabase && { '.local/database.mjs': database }),
    ...(hasServices && { '.local/services.mjs': services, '.local/start.mjs': start }),
    ...files,
  };
}

/** The packages of npm that the files import, of those that the playground offers. */
function importedPackages(files: SourceFiles): Set<string> {
  const known = new Set([...PRELOADED_PACKAGES, ...LAZY_MODULES].map(packageOf));
  const code = Object.entries(files).filter(([path]) => /\.[jt]s$/.test(path));
  const names = code.flatMap(([, text]) => [...text.matchAll(importedName)].map((match) => match[2] ?? ''));
  return new Set(names.map(packageOf).filter((name) => known.has(name) && Object.hasOwn(versions, name)));
}

function packageJson(packages: ReadonlySet<string>, hasDatabase: boolean, hasServices: boolean): string {
  const typed = [...packages].map((name) => `@types/${name}`).filter((name) => Object.hasOwn(versions, name));
  const run = hasServices ? 'node .local/start.mjs' : 'tsx server.ts';
  const content = {
    name: 'playground-program',
    private: true,
    type: 'module',
    engines: { node: '>=20' },
    scripts: { start: hasDatabase ? `node .local/database.mjs && ${run}` : run },
    dependencies: versionsOf([...packages, 'tsx']),
    devDependencies: versionsOf(['@types/node', 'typescript', ...typed]),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function versionsOf(names: readonly string[]): Record<string, string | undefined> {
  return Object.fromEntries(names.toSorted().map((name) => [name, versions[name]]));
}

const tsconfig = `${JSON.stringify(
  {
    compilerOptions: {
      target: 'ES2023',
      module: 'NodeNext',
      allowImportingTsExtensions: true,
      noEmit: true,
      strict: true,
      skipLibCheck: true,
    },
    include: ['**/*.ts'],
  },
  null,
  2,
)}\n`;

function readme(packages: ReadonlySet<string>, hasDatabase: boolean, hasServices: boolean): string {
  const lines = [
    '# A program of the playground',
    '',
    'It needs Node 20 or newer.',
    '',
    '```sh',
    'npm install',
    ...(hasDatabase
      ? [
          'docker run --detach --publish 5432:5432 --env POSTGRES_HOST_AUTH_METHOD=trust postgres:18',
          'export DATABASE_URL=postgres://postgres@localhost:5432/postgres',
        ]
      : []),
    'npm start',
    '```',
    '',
    'It listens on port 3000, or on `PORT`.',
  ];
  if (hasDatabase) {
    lines.push(
      '',
      'The first start runs `schema.sql` and `seed.sql`. A database that has tables is left as it is.',
    );
  }
  if (hasServices) {
    lines.push('', 'Each folder in `services` runs as a process of its own, on ports from 4000.');
  }
  if (packages.has('ioredis')) {
    lines.push('', 'The playground has a Redis in memory; here a real one is needed, on port 6379.');
  }
  return `${lines.join('\n')}\n`;
}
