import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import {
  LAZY_MODULES,
  NODE_MODULE_NAMES,
  packageOf,
  PRELOADED_PACKAGES,
} from '../runtime/app/modules/packages.ts';
import { PROGRAM_OPTIONS } from '../runtime/types/options.ts';
import {
  LIBRARY_FOLDER,
  NODE_TYPINGS,
  typingsFile,
  type ExportedNames,
  type Typings,
} from '../runtime/types/typings.ts';
import { shortened, type Documentation } from './declaration-text.ts';

/** The repository, written as TypeScript writes paths. */
const ROOT = fileURLToPath(new URL('../../', import.meta.url)).replaceAll('\\', '/');
/** Beside the node_modules from which programs import. */
const ENTRY = `${ROOT}lessons/entry.ts`;

/** Modules of Node that programs have, or need not import: their documentation is worth its bytes. */
const DOCUMENTED_NODE_MODULES = [...NODE_MODULE_NAMES, 'console', 'crypto', 'fetch', 'globals', 'url'];

/** Writes what the workbench type-checks programs with: a file for each package, without those of others. */
export async function buildTypings(outputFolder: string): Promise<void> {
  const folder = path.join(outputFolder, 'types');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [name, typings] of gatherTypings()) {
    await writeFile(path.join(folder, typingsFile(name)), JSON.stringify(typings));
  }
  await writeFile(path.join(outputFolder, 'exported-names.json'), JSON.stringify(exportedNames()));
}

function gatherTypings(): ReadonlyMap<string, Typings> {
  const modules = [...PRELOADED_PACKAGES, ...LAZY_MODULES].filter((name) => !name.startsWith('node:'));
  const reach = createReach();
  const reached = [...new Set(modules.map(packageOf))].map((name) => ({
    name,
    files: reach(modules.filter((module) => packageOf(module) === name)),
  }));
  // A package reaches more than those that it builds on, so these come first and keep their files.
  const ordered = [
    { name: NODE_TYPINGS, files: reach([]) },
    ...reached.toSorted((a, b) => a.files.length - b.files.length),
  ];

  const owners = new Map<ts.SourceFile, string>();
  const typings = new Map<string, Typings>();
  for (const { name, files } of ordered) {
    const own = files.filter((file) => !owners.has(file));
    const needs = new Set(files.flatMap((file) => owners.get(file) ?? []));
    for (const file of own) owners.set(file, name);
    typings.set(name, { needs: [...needs], files: Object.fromEntries(textsOf(own)) });
  }
  return typings;
}

/** What each package exports, so that a name can be offered before its typings are there. */
function exportedNames(): ExportedNames {
  const modules = [...PRELOADED_PACKAGES, ...LAZY_MODULES].filter((name) => !name.startsWith('node:'));
  const names: Record<string, readonly string[]> = {};
  const host = ts.createCompilerHost(PROGRAM_OPTIONS);
  const { fileExists, getSourceFile } = host;
  const text = modules.map((name) => `import ${JSON.stringify(name)};`).join('\n');
  host.fileExists = (name) => name === ENTRY || fileExists(name);
  host.getSourceFile = (name, options) =>
    name === ENTRY ? ts.createSourceFile(name, text, options, true) : getSourceFile(name, options);
  const program = ts.createProgram([ENTRY], PROGRAM_OPTIONS, host);
  const checker = program.getTypeChecker();
  for (const statement of program.getSourceFile(ENTRY)?.statements ?? []) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const module = checker.getSymbolAtLocation(statement.moduleSpecifier);
    if (module === undefined) throw new Error(`No types of ${statement.moduleSpecifier.text}.`);
    names[statement.moduleSpecifier.text] = checker
      .getExportsOfModule(module)
      .map(({ name }) => name)
      .filter((name) => /^[A-Za-z][\w$]*$/.test(name) && name !== 'default' && name !== 'prototype')
      .toSorted();
  }
  return names;
}

/** Gives the declaration files that a program reaches which imports some modules; the same object for the same file. */
function createReach(): (modules: readonly string[]) => readonly ts.SourceFile[] {
  const host = ts.createCompilerHost(PROGRAM_OPTIONS);
  const { fileExists } = host;
  const cache = new Map<string, ts.SourceFile | undefined>();
  let entry = '';
  host.fileExists = (name) => name === ENTRY || fileExists(name);
  host.getSourceFile = (name, options) => {
    if (name === ENTRY) return ts.createSourceFile(name, entry, options);
    if (!cache.has(name)) {
      const text = ts.sys.readFile(name);
      cache.set(name, text === undefined ? text : ts.createSourceFile(name, withoutBrowser(text), options));
    }
    return cache.get(name);
  };
  return (modules) => {
    entry = modules.map((name) => `import ${JSON.stringify(name)};`).join('\n');
    const program = ts.createProgram([ENTRY], PROGRAM_OPTIONS, host);
    return program.getSourceFiles().filter(({ fileName }) => fileName !== ENTRY);
  };
}

/** A browser's own types are several times as large as all others, and a program here has no page. */
function withoutBrowser(text: string): string {
  return text.replace(/^\/\/\/ *<reference lib=["']dom.*$/gm, '');
}

/** What the files and the package.json beside them say, by the path at which a program finds them. */
function* textsOf(files: readonly ts.SourceFile[]): Generator<readonly [string, string]> {
  const packages = new Set<string>();
  for (const file of files) {
    yield [placeOf(file.fileName), shortened(file, documentationOf(file.fileName))];
    if (placeOf(file.fileName).startsWith(LIBRARY_FOLDER)) continue;
    const folder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file.fileName)?.[0];
    if (folder !== undefined) packages.add(folder);
  }
  for (const folder of packages) {
    const text = ts.sys.readFile(path.join(folder, 'package.json'));
    if (text !== undefined) yield [`${placeOf(folder)}/package.json`, resolutionOf(text)];
  }
}

function placeOf(file: string): string {
  const [, library] = /\/node_modules\/typescript\/lib\/([^/]+)$/.exec(file) ?? [];
  if (library !== undefined) return `${LIBRARY_FOLDER}/${library}`;
  return file.slice(ROOT.length).replace(/^.*?(?=node_modules\/)/, '/');
}

/** As much of a package.json as says where an import line leads. */
function resolutionOf(text: string): string {
  const { name, version, type, main, types, typings, exports, typesVersions } = JSON.parse(text) as Record<
    string,
    unknown
  >;
  return JSON.stringify({ name, version, type, main, types, typings, exports, typesVersions });
}

function documentationOf(file: string): Documentation {
  if (/\/node_modules\/typescript\//.test(file)) return 'summary';
  const [, nodeModule] = /\/node_modules\/@types\/node\/(.*?)(?:\.global)?\.d\.ts$/.exec(file) ?? [];
  if (nodeModule === undefined) return 'all';
  return DOCUMENTED_NODE_MODULES.includes(nodeModule.replace('web-globals/', '')) ? 'summary' : 'none';
}
