import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { fileReader, foldersAround, type Place, type Reader } from '../project-files.ts';
import type { Node, SourceCode } from './node.ts';
import { perFile } from './per-file.ts';

/** What is needed to read the files that a file imports: where it stands, and what parsed it. */
export interface LintedFile extends Place {
  readonly languageOptions?: TSESLint.FlatConfig.LanguageOptions;
}

/** A declaration of another file, and that file as if it were linted. */
export interface ImportedDeclaration {
  readonly sourceCode: SourceCode;
  readonly node: Node;
}

interface Neighbours {
  file: LintedFile | null;
  /** Where the files are that imports name, by what is looked for and the name; null where there is none. */
  readonly paths: Map<string, string | null>;
  /** The files that were read already, by their paths; null for those that could not be. */
  readonly read: Map<string, SourceCode | null>;
}

const neighboursOf = perFile((): Neighbours => ({ file: null, paths: new Map(), read: new Map() }));

/** Remembers where a file stands, so that what it imports can be found while it is linted. */
export function rememberFile(sourceCode: SourceCode, file: LintedFile): void {
  neighboursOf(sourceCode).file ??= file;
}

/** Where a file stands; null where that was not remembered. */
export function placeOf(sourceCode: SourceCode): Place | null {
  return neighboursOf(sourceCode).file;
}

const MAX_HOPS = 4;

/**
 * The interface, type, enum or class that a file imports from another file of its project, read with the parser of the
 * importing one. Null for packages, and where no files can be read.
 */
export function importedDeclaration(
  sourceCode: SourceCode,
  source: string,
  name: string,
  hops = 0,
): ImportedDeclaration | null {
  if (hops > MAX_HOPS) return null;
  const other = readImported(sourceCode, source, 'types');
  return other && exportedDeclaration(other, name, hops);
}

function exportedDeclaration(sourceCode: SourceCode, name: string, hops: number): ImportedDeclaration | null {
  const { body } = sourceCode.ast;
  for (const statement of body) {
    const declared = declaredIn(statement);
    if (declared && nameOf(declared) === name) return { sourceCode, node: declared };
    if (statement.type === 'ExportDefaultDeclaration' && name === 'default')
      return statement.declaration.type === 'Identifier'
        ? exportedDeclaration(sourceCode, statement.declaration.name, hops + 1)
        : { sourceCode, node: statement.declaration };
    if (statement.type !== 'ExportNamedDeclaration') continue;
    const exported = statement.specifiers.find((specifier) => textOf(specifier.exported) === name);
    if (!exported) continue;
    const local = textOf(exported.local);
    if (statement.source) return importedDeclaration(sourceCode, statement.source.value, local, hops + 1);
    if (local !== name) return hops > MAX_HOPS ? null : exportedDeclaration(sourceCode, local, hops + 1);
  }
  for (const statement of body) {
    if (statement.type !== 'ExportAllDeclaration' || statement.exported) continue;
    const found = importedDeclaration(sourceCode, statement.source.value, name, hops + 1);
    if (found) return found;
  }
  return null;
}

type Declaration =
  | TSESTree.TSInterfaceDeclaration
  | TSESTree.TSTypeAliasDeclaration
  | TSESTree.TSEnumDeclaration
  | TSESTree.ClassDeclaration;

function declaredIn(statement: TSESTree.ProgramStatement): Declaration | null {
  const node =
    statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration'
      ? statement.declaration
      : statement;
  switch (node?.type) {
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'TSEnumDeclaration':
    case 'ClassDeclaration':
      return node;
    default:
      return null;
  }
}

function nameOf(node: Declaration): string | null {
  return node.id?.name ?? null;
}

function textOf(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}

/** What a module's name may leave out, where types are looked for and where values are, which types cannot hold. */
const ENDINGS = {
  types: ['.ts', '.tsx', '/index.ts', '.d.ts'],
  values: ['.ts', '.js', '/index.ts', '/index.js', '.mjs', '.cjs', '.tsx', '.jsx'],
} as const;

/** The file of the project that an import names, parsed. JavaScript is read only for its values. */
export function readImported(
  sourceCode: SourceCode,
  source: string,
  wanted: keyof typeof ENDINGS,
): SourceCode | null {
  const { file, paths, read } = neighboursOf(sourceCode);
  const files = fileReader();
  if (!file || !files) return null;
  const question = `${wanted} ${source}`;
  let path = paths.get(question);
  if (path === undefined) {
    path = pathsOf(file, source, ENDINGS[wanted]).find((candidate) => files.existsSync(candidate)) ?? null;
    paths.set(question, path);
  }
  if (path === null) return null;
  let other = read.get(path);
  if (other === undefined) {
    other = parse(sourceCode, file, path, files);
    read.set(path, other);
    if (other) {
      const neighbours = neighboursOf(other);
      neighbours.file = { cwd: file.cwd, filename: path, languageOptions: file.languageOptions };
      for (const [known, parsed] of read) neighbours.read.set(known, parsed);
    }
  }
  return other;
}

/** The files that an import can mean: beside the file, or below a folder around it for `src/users` and `@/users`. */
function pathsOf(file: LintedFile, source: string, extensions: readonly string[]): string[] {
  const folders = foldersAround(file);
  const whole = source.replace(/\.[cm]?js$/, '');
  const named = source.startsWith('.') ? null : whole.replace(/^[@~#]\/?/, '');
  const roots =
    named === null
      ? [`${folders[0] ?? ''}/${whole}`]
      : isOfProject(source)
        ? folders.flatMap((folder) => [`${folder}/${named}`, `${folder}/src/${named}`])
        : [];
  return roots.flatMap((root) => [
    ...(/\.[cm]?tsx?$/.test(root) ? [root] : []),
    ...extensions.map((extension) => root + extension),
  ]);
}

/** Folders that projects name in their imports by `baseUrl` or `paths`: `interfaces/options`, `@modules/users`. */
const FOLDERS =
  /^[@~#]?(?:src|app|apps|api|lib|libs|server|backend|common|shared|core|config|constants|types|typings|interfaces?|models?|modules|entities|domain|dto|dtos|infra|infrastructure|services?|repositories|db|database|utils|helpers|features)\//;

function isOfProject(source: string): boolean {
  return /^[@~#]\//.test(source) || FOLDERS.test(source);
}

interface Parsed {
  readonly ast: unknown;
  readonly scopeManager?: unknown;
  readonly visitorKeys?: unknown;
  readonly services?: unknown;
}

const MAX_LENGTH = 200_000;

/** Parses a file with what parsed the importing one; null when it cannot be. */
function parse(
  sourceCode: SourceCode,
  { languageOptions }: LintedFile,
  path: string,
  files: Reader,
): SourceCode | null {
  const parser: unknown = languageOptions?.parser;
  if (typeof parser !== 'object' || parser === null) return null;
  const parseForESLint: unknown = Reflect.get(parser, 'parseForESLint');
  const parseOnly: unknown = Reflect.get(parser, 'parse');
  try {
    const text = files.readFileSync(path, 'utf8');
    if (text.length > MAX_LENGTH) return null;
    const options = {
      ecmaVersion: 'latest',
      sourceType: /\bmodule\.exports\b|\bexports\.\w/.test(text) ? 'commonjs' : 'module',
      ...languageOptions?.parserOptions,
      // The types of a program are not needed, and slow.
      project: undefined,
      projectService: undefined,
      programs: undefined,
      filePath: path,
      loc: true,
      range: true,
      tokens: true,
      comment: true,
    };
    // Without scopes, which only ESLint itself makes for its own parser, names are found at the top of the file.
    const { ast, scopeManager, visitorKeys } = (
      typeof parseForESLint === 'function'
        ? Reflect.apply(parseForESLint, parser, [text, options])
        : { ast: Reflect.apply(parseOnly as () => unknown, parser, [text, options]) }
    ) as Parsed;
    const parsed = Reflect.construct(sourceCode.constructor as new (parts: object) => SourceCode, [
      { text, ast, scopeManager, visitorKeys, parserServices: {} },
    ]) as SourceCode & { traverse?: () => unknown };
    // The walk gives every node its parent, by which scopes are found.
    parsed.traverse?.();
    return parsed;
  } catch {
    return null;
  }
}
