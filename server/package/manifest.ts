import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { catalogueSchema } from '../../lessons/src/skill/skill.ts';

const root = new URL('../../', import.meta.url);

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, root), 'utf8'));
}

const description =
  'The skill backend-development-patterns for coding agents: installed, printed, searched, linted and served over MCP.';

/** The package.json of what is published. `imported` are the modules that its bundles import. */
export function packageManifest(imported: ReadonlySet<string>): object {
  const { version, license } = catalogueSchema.parse(readJson('lessons/skill/catalogue.json'));
  return {
    name: 'backend-patterns',
    version,
    description,
    keywords: ['agent-skills', 'skill', 'mcp', 'backend', 'postgresql', 'rest', 'graphql', 'api'],
    license,
    repository: {
      type: 'git',
      url: 'git+https://github.com/backend-patterns/backend-patterns.git',
      directory: 'server/package',
    },
    type: 'module',
    engines: { node: '>=20.20.0' },
    bin: { 'backend-patterns': 'bin/backend-patterns.js' },
    files: ['bin', 'skills', 'course', 'playground', 'AGENTS.md', '.claude-plugin'],
    dependencies: dependenciesOf(imported),
  };
}

/** What the project's own manifests say of the packages that these modules are in. */
function dependenciesOf(imported: ReadonlySet<string>): Record<string, string> {
  const known: Record<string, string> = Object.assign(
    {},
    ...['package.json', 'eslint-plugin/package.json', 'lessons/package.json', 'server/package.json'].map(
      (file) => {
        const { dependencies, devDependencies } = readJson(file) as Record<string, object | undefined>;
        return { ...devDependencies, ...dependencies };
      },
    ),
  );
  const names = [...imported]
    .filter((module) => !module.startsWith('node:') && !builtinModules.includes(module))
    .map((module) =>
      module
        .split('/')
        .slice(0, module.startsWith('@') ? 2 : 1)
        .join('/'),
    );
  // The parser asks for it, and npm would take the newest, which the parser refuses.
  if (names.includes('@typescript-eslint/parser')) names.push('typescript');
  return Object.fromEntries(
    [...new Set(names)].sort().map((name) => {
      const range = known[name];
      if (range === undefined) throw new Error(`No manifest of the project names ${name}.`);
      return [name, range];
    }),
  );
}

/** Makes the package a plugin of Claude Code: its skill, and its MCP server. */
export function pluginManifest(): object {
  const { version, license } = catalogueSchema.parse(readJson('lessons/skill/catalogue.json'));
  return {
    name: 'backend-patterns',
    version,
    description,
    license,
    mcpServers: { 'backend-patterns': { command: 'npx', args: ['-y', 'backend-patterns', 'mcp'] } },
  };
}

/** Makes the package a marketplace with that one plugin. */
export function marketplaceManifest(): object {
  return {
    name: 'backend-patterns',
    owner: { name: 'Backend Patterns' },
    metadata: { description },
    plugins: [{ name: 'backend-patterns', source: './', description }],
  };
}
