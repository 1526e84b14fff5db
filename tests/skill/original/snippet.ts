import { readFileSync } from 'node:fs';
import type { Code, Root } from 'mdast';
import remarkParse from 'remark-parse';
import ts from 'typescript';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';

export const originalFolder = new URL('../../../lessons/skill/original/', import.meta.url);

/** The skill as it was published. */
export const originalText = readFileSync(new URL('SKILL.original.md', originalFolder), 'utf8');

const order = [
  'urls',
  'statuses',
  'format',
  'schema',
  'queries',
  'repository',
  'service',
  'jwt',
  'versioning',
  'pagination',
  'rateLimiting',
] as const;

export type SnippetName = (typeof order)[number];

const blocks: readonly string[] = (() => {
  const codes: string[] = [];
  const tree: Root = unified().use(remarkParse).parse(originalText);
  visit(tree, 'code', (node: Code) => {
    codes.push(node.value);
  });
  return codes;
})();

/** The text of one snippet. */
export function snippet(name: SnippetName): string {
  const code = blocks[order.indexOf(name)];
  if (code === undefined) throw new Error(`The original has no snippet ${name}.`);
  return code;
}

/** All snippets of TypeScript, as one text. */
export const allTypeScript: string = order
  .filter((name) => name !== 'urls' && name !== 'schema')
  .map(snippet)
  .join('\n');

/** Runs a snippet as it stands, with what it uses but does not define, and hands out what it declares. */
export function runSnippet(code: string, surroundings: Readonly<Record<string, unknown>>): Declared {
  const source = ts.createSourceFile('snippet.ts', code, ts.ScriptTarget.ESNext, true);
  const names = source.statements.flatMap((statement) =>
    (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name
      ? [statement.name.text]
      : [],
  );
  const withoutImports = code.replaceAll(/^import .*$/gm, '');
  const { outputText } = ts.transpileModule(withoutImports, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  const start = new Function(
    ...Object.keys(surroundings),
    `${outputText}\nreturn { ${[...new Set(names)].join(', ')} };`,
  );
  return start(...Object.values(surroundings)) as Declared;
}

/** What a snippet declares. Its types are what the tests look at, so they are open. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the snippets are untyped by nature
export type Declared = Record<string, any>;

/** The codes of the errors that TypeScript finds in `code`, syntax and types. */
export function typeErrorCodes(code: string): readonly string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    target: ts.ScriptTarget.ES2022,
    noEmit: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (path, ...rest) =>
    path === 'snippet.ts'
      ? ts.createSourceFile(path, code, ts.ScriptTarget.ES2022)
      : getSourceFile(path, ...rest);
  const program = ts.createProgram(['snippet.ts'], options, host);
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile('snippet.ts'))
    .map(({ code }) => `TS${code}`);
}

/** The template literal of a snippet that contains `part`. */
export function sqlWith(name: SnippetName, part: string): string {
  const found = [...snippet(name).matchAll(/`([^`]*)`/g)]
    .map(([, text = '']) => text)
    .find((text) => text.includes(part));
  if (found === undefined) throw new Error(`No SQL of ${name} has ${part}.`);
  return found;
}
