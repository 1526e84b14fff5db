import type { SourceFiles, SourcePosition } from '../../playground.ts';
import { ProgramFailure } from '../program-error.ts';
import { callerPosition, registerModule } from '../stack.ts';
import { callWithin } from '../context/context.ts';
import { awaiting } from '../context/awaiting.ts';
import { adviceFor, notOffered } from './advice.ts';
import { compile, hasContexts, type CompiledModule } from './compile.ts';
import { nearest } from './nearest.ts';
import { loadPackage } from './registry.ts';
import { isRelative, resolveFile } from './resolve.ts';

/** Exports as compiled code reads and writes them. */
type Exports = object;

/** Stands before a module's first line, and so moves its columns. */
const OPENING = '(async function (require, exports, import_meta) {';
const LOWERED_OPENING =
  '(function (require, exports, import_meta, _async) { return _async.call(undefined, [], function* () {';

/** Kept from programs: they may replace the global. */
const evaluate = globalThis.eval;

/**
 * Runs a program: its modules in the order in which Node would run them, dependencies first, each awaited.
 * Throws a ProgramFailure for what is wrong before anything runs, and what the modules throw.
 */
export async function loadProgram(files: SourceFiles, entry: string): Promise<void> {
  await new ProgramLoader(files).import(entry);
}

class ProgramLoader {
  readonly #files: SourceFiles;
  readonly #hasContexts: boolean;
  readonly #compiled = new Map<string, CompiledModule>();
  readonly #running = new Map<string, Promise<Exports>>();
  readonly #finished = new Map<string, Exports>();

  constructor(files: SourceFiles) {
    this.#files = files;
    this.#hasContexts = hasContexts(files);
  }

  /** Compiles and links all that a file needs, then runs it. */
  async import(file: string): Promise<Exports> {
    this.#compileGraph(file, []);
    await this.#link(file, new Set());
    return this.#run(file);
  }

  #compileGraph(file: string, importers: readonly { file: string; position: SourcePosition }[]): void {
    if (this.#compiled.has(file)) return;
    const module = compile(file, this.#files[file] ?? '', this.#hasContexts);
    for (const { specifier, position } of module.imports) {
      if (!isRelative(specifier)) continue;
      const target = this.#resolve(file, specifier, position);
      const chain = [...importers.map((importer) => importer.file), file];
      if (chain.includes(target)) {
        const circle = [...chain.slice(chain.indexOf(target)), target];
        throw new ProgramFailure({
          name: 'CyclicImport',
          message: `These files import each other in a circle: ${circle.join(' → ')}.`,
          position,
          advice: 'Move what both need into a file of its own that imports neither.',
        });
      }
      this.#compileGraph(target, [...importers, { file, position }]);
    }
    this.#compiled.set(file, module);
  }

  #resolve(importer: string, specifier: string, position: SourcePosition): string {
    const target = resolveFile(this.#files, importer, specifier);
    if (target !== undefined) return target;
    const names = Object.keys(this.#files).map((name) => `./${name}`);
    const near = nearest(specifier, names);
    throw new ProgramFailure({
      name: 'MissingFile',
      message: `There is no file ${specifier}, which ${importer} imports.`,
      position,
      advice: near === undefined ? `The files are ${names.join(', ')}.` : `Did you mean '${near}'?`,
    });
  }

  /** Loads packages, and finds every imported name that does not exist. */
  async #link(file: string, linked: Set<string>): Promise<void> {
    if (linked.has(file)) return;
    linked.add(file);
    for (const { specifier, names, position } of this.#module(file).imports) {
      const target = isRelative(specifier) ? this.#resolve(file, specifier, position) : undefined;
      if (target !== undefined) await this.#link(target, linked);
      const offered =
        target === undefined
          ? Object.keys(await this.#package(specifier, position))
          : this.#exportsOf(target);
      for (const { name, position: place } of names) {
        if (!offered.includes(name)) throw missingExport(specifier, name, offered, place);
      }
    }
  }

  #package(name: string, position: SourcePosition): Promise<Exports> {
    const loading = loadPackage(name);
    if (loading !== undefined) return loading;
    throw new ProgramFailure({
      name: 'UnknownModule',
      message: notOffered(name),
      position,
      advice: adviceFor(name),
    });
  }

  #module(file: string): CompiledModule {
    const module = this.#compiled.get(file);
    if (module === undefined) throw new Error(`${file} is not compiled.`);
    return module;
  }

  /** Names of a file's exports, those that it passes on included. */
  #exportsOf(file: string): string[] {
    const { exports, exportsAll } = this.#module(file);
    const passedOn = exportsAll.flatMap((specifier) => {
      const target = isRelative(specifier) ? resolveFile(this.#files, file, specifier) : undefined;
      return target === undefined ? [] : this.#exportsOf(target).filter((name) => name !== 'default');
    });
    return [...exports, ...passedOn];
  }

  #run(file: string): Promise<Exports> {
    const known = this.#running.get(file);
    if (known !== undefined) return known;
    const running = this.#evaluate(file);
    this.#running.set(file, running);
    return running;
  }

  async #evaluate(file: string): Promise<Exports> {
    const module = this.#module(file);
    for (const { specifier, position } of module.imports) {
      if (isRelative(specifier)) await this.#run(this.#resolve(file, specifier, position));
      else this.#finished.set(specifier, await this.#package(specifier, position));
    }
    const opening = module.isLowered ? LOWERED_OPENING : OPENING;
    registerModule(file, module, opening.length);
    // Indirect: the text sees globals and its own parameters, nothing of the loader.
    const closing = module.isLowered ? '}); })' : '})';
    const run = evaluate(`${opening}${module.code}\n${closing}\n//# sourceURL=${file}`) as (
      ...values: unknown[]
    ) => Promise<void>;
    // Compiled `export *` asks it for hasOwnProperty.
    const exports: Exports = {};
    const require = (specifier: string) => this.#require(file, specifier);
    // A store that a module enters ends with it.
    await callWithin(new Map(), run, undefined, [require, exports, importMeta(file), awaiting]);
    this.#finished.set(file, exports);
    return exports;
  }

  /**
   * What stands behind a compiled import: what has run already, or, for a dynamic import(), a promise of it.
   * Compiled code passes on as it is what carries the mark of an ES module.
   */
  #require(importer: string, specifier: string): Exports {
    const target = isRelative(specifier) ? resolveFile(this.#files, importer, specifier) : specifier;
    const finished = target === undefined ? undefined : this.#finished.get(target);
    if (finished !== undefined) return finished;
    const position = callerPosition() ?? { file: importer, line: 1, column: 1 };
    const imported = isRelative(specifier)
      ? this.import(this.#resolve(importer, specifier, position))
      : this.#package(specifier, position);
    return Object.defineProperty(imported, '__esModule', { value: true });
  }
}

function importMeta(file: string) {
  const path = `/app/${file}`;
  return { url: `file://${path}`, filename: path, dirname: path.replace(/\/[^/]*$/, '') };
}

function missingExport(
  specifier: string,
  name: string,
  offered: readonly string[],
  position: SourcePosition,
): ProgramFailure {
  const near = nearest(name, offered);
  const what = name === 'default' ? 'no default export' : `no export named '${name}'`;
  const list = offered
    .filter((each) => each !== 'default')
    .slice(0, 12)
    .join(', ');
  return new ProgramFailure({
    name: 'MissingExport',
    message: `'${specifier}' has ${what}.`,
    position,
    advice:
      near !== undefined
        ? `Did you mean '${near}'?`
        : list === ''
          ? 'It exports nothing.'
          : `It exports ${list}.`,
  });
}
