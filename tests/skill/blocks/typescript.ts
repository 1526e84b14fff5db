import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import type { Block } from './block.ts';
import * as scope from './scope.ts';
import { suppliedNames, type Supplied } from './scope.ts';

/** The names that a block declares at its top. */
function declaredNames(code: string): { values: string[]; all: Set<string> } {
  const values: string[] = [];
  const all = new Set<string>();
  for (const statement of parse(code).statements) {
    if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations) values.push(name.getText());
    } else if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name) {
      values.push(statement.name.text);
    } else if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
      all.add(statement.name.text);
    }
  }
  for (const value of values) all.add(value);
  return { values, all };
}

function parse(code: string): ts.SourceFile {
  return ts.createSourceFile('block.ts', code, ts.ScriptTarget.ESNext, true);
}

const typeNames = [
  'Caller',
  'DocumentNode',
  'FastifyInstance',
  'FastifyRequest',
  'SelectionSetNode',
  'ValidationRule',
];

/** The block as a module of its own, its surroundings on the first line. */
function asModule(code: string): string {
  const { all } = declaredNames(code);
  const isFree = (name: string) => !all.has(name) && new RegExp(`\\b${name}\\b`).test(code);
  const imported = [...Object.keys(scope), ...typeNames].filter(isFree);
  const supplied = suppliedNames.filter(isFree).map((name) => `declare const ${name}: Supplied['${name}'];`);
  const surroundings = `import { type Supplied, ${imported.join(', ')} } from './scope.ts'; ${supplied.join(' ')}`;
  return `${surroundings}\n${code}\nexport {};\n`;
}

/** What TypeScript says of each block, in the project's strict settings: `TS2420 line 5: message`. */
export function typeErrors(blocks: readonly Block[]): ReadonlyMap<Block, readonly string[]> {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const sources = new Map(blocks.map((block, index) => [`${folder}block-${index}.ts`, block]));
  const configFile = ts.findConfigFile(folder, ts.sys.fileExists) ?? '';
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(configFile, ts.sys.readFile).config,
    { ...ts.sys, readDirectory: () => [] },
    fileURLToPath(new URL('../../../', import.meta.url)),
  );
  // A block shows a declaration; the program around it would use it.
  const relaxed = {
    ...options,
    noUnusedLocals: false,
    noUnusedParameters: false,
    verbatimModuleSyntax: false,
  };
  const host = ts.createCompilerHost(relaxed);
  const { fileExists, readFile, getSourceFile } = host;
  const textOf = (path: string) => {
    const block = sources.get(path);
    return block && asModule(block.code);
  };
  host.fileExists = (path) => sources.has(path) || fileExists(path);
  host.readFile = (path) => textOf(path) ?? readFile(path);
  host.getSourceFile = (path, languageVersion, ...rest) => {
    const text = textOf(path);
    return text === undefined
      ? getSourceFile(path, languageVersion, ...rest)
      : ts.createSourceFile(path, text, languageVersion);
  };
  const program = ts.createProgram([...sources.keys()], relaxed, host);
  return new Map(
    [...sources].map(([path, block]) => [
      block,
      ts.getPreEmitDiagnostics(program, program.getSourceFile(path)).map((diagnostic) => {
        const line = diagnostic.file?.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line ?? 0;
        return `TS${diagnostic.code} line ${line}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')}`;
      }),
    ]),
  );
}

/** Runs a block and hands out what it declares. What it uses of `Supplied` and is not given is undefined. */
export async function run(block: Block, supplied: Partial<Supplied>): Promise<Record<string, unknown>> {
  const { values, all } = declaredNames(block.code);
  const surroundings: Record<string, unknown> = { ...scope, ...supplied };
  const names = [...Object.keys(scope), ...suppliedNames].filter((name) => !all.has(name));
  const { outputText } = ts.transpileModule(block.code, {
    compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
  });
  const body = `return (async () => {\n${outputText.replace('export {};', '')}\nreturn { ${values.join(', ')} };\n})();`;
  // The blocks are the project's own; that they run is what is tested.
  const start = new Function(...names, body) as (...values: unknown[]) => Promise<Record<string, unknown>>;
  return start(...names.map((name) => surroundings[name]));
}

/** The SQL texts without holes that a block hands to `query`. */
export function queriesIn(code: string): readonly string[] {
  const texts: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const [text] = node.arguments;
      if (node.expression.name.text === 'query' && text && ts.isStringLiteralLike(text))
        texts.push(text.text);
    }
    ts.forEachChild(node, look);
  };
  look(parse(code));
  return texts;
}
