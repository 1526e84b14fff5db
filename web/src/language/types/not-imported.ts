import ts from 'typescript';
import type { ExportedNames } from '../../../../lessons/runtime/types/typings.ts';
import type { Insertion, Suggestion, SuggestionDetails } from './protocol.ts';

/** What people call a module's default export. */
const DEFAULT_NAMES: Readonly<Record<string, string>> = {
  '@fastify/cookie': 'cookie',
  '@fastify/jwt': 'fastifyJwt',
  '@fastify/rate-limit': 'rateLimit',
  '@fastify/swagger': 'swagger',
  bcryptjs: 'bcrypt',
  dataloader: 'DataLoader',
  express: 'express',
  fastify: 'fastify',
  ioredis: 'Redis',
  jsonwebtoken: 'jwt',
  opossum: 'CircuitBreaker',
  pg: 'pg',
  typebox: 'Type',
  validator: 'validator',
};

/** Behind what the program has already. */
const ORDER = '17';

/**
 * Names of packages of which a program imports nothing yet: TypeScript does not know them, because their typings
 * come with the first import.
 */
export function suggestNotImported(
  names: ExportedNames,
  imported: readonly string[],
  written: string,
): readonly Suggestion[] {
  // With no letter nobody has said what they look for.
  if (written === '') return [];
  const isMeant = (name: string) => name.toLowerCase().startsWith(written.toLowerCase());
  return Object.entries(names).flatMap(([source, exported]) => {
    if (imported.includes(source)) return [];
    const main = DEFAULT_NAMES[source];
    return [...new Set([...(main === undefined ? [] : [main]), ...exported])].filter(isMeant).map((name) => ({
      name,
      kind: 'alias',
      order: ORDER,
      source,
      isDeprecated: false,
    }));
  });
}

/** The import line that such a name needs, behind those that a file has. */
export function describeNotImported(text: string, name: string, source: string): SuggestionDetails {
  const names = DEFAULT_NAMES[source] === name ? name : `{ ${name} }`;
  const line = `import ${names} from '${source}';`;
  const code = [{ text: line, kind: 'text' }];
  return { code, documentation: '', tags: [], changes: [insertionOf(text, line)] };
}

function insertionOf(text: string, line: string): Insertion {
  const file = ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest);
  const last = file.statements.findLast(ts.isImportDeclaration);
  const at = last?.end ?? 0;
  return { from: at, to: at, insert: last === undefined ? `${line}\n\n` : `\n${line}` };
}
