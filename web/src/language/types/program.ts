import ts from 'typescript';
import { PROGRAM_OPTIONS } from '../../../../lessons/runtime/types/options.ts';
import { isTyped } from './file-kinds.ts';
import { LIBRARY_FOLDER } from '../../../../lessons/runtime/types/typings.ts';
import type { SourceFiles } from '../../../../lessons/runtime/playground.ts';

interface Text {
  readonly text: string;
  readonly version: number;
}

/** A program's files and the typings it needs, as TypeScript's language service reads them. */
export interface TypedProgram {
  readonly service: ts.LanguageService;
  /** Increases with every change. */
  readonly version: number;
  readonly files: SourceFiles;
  setFiles(files: SourceFiles): void;
  addTypings(files: SourceFiles): void;
}

/** A file of the program as TypeScript names it. */
export function placed(path: string): string {
  return `/${path}`;
}

/** Begins with no files. `options` are beyond those that programs are checked with anyway. */
export function createTypedProgram(options: ts.CompilerOptions = {}): TypedProgram {
  let files: SourceFiles = {};
  let version = 0;
  const texts = new Map<string, Text>();
  const folders = new Set<string>(['/']);
  const settings = { ...PROGRAM_OPTIONS, ...options };

  const write = (name: string, text: string) => {
    if (texts.get(name)?.text === text) return;
    version += 1;
    texts.set(name, { text, version });
    for (let end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1)) {
      folders.add(name.slice(0, end));
    }
  };

  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => settings,
    getScriptFileNames: () => Object.keys(files).filter(isTyped).map(placed),
    getScriptVersion: (name) => String(texts.get(name)?.version ?? 0),
    getScriptSnapshot: (name) => {
      const text = texts.get(name)?.text;
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getProjectVersion: () => String(version),
    getCurrentDirectory: () => '/',
    getDefaultLibFileName: (given) => `${LIBRARY_FOLDER}/${ts.getDefaultLibFileName(given)}`,
    useCaseSensitiveFileNames: () => true,
    fileExists: (name) => texts.has(name),
    readFile: (name) => texts.get(name)?.text,
    directoryExists: (name) => folders.has(name),
    getDirectories: () => [],
    realpath: (name) => name,
  };

  return {
    service: ts.createLanguageService(host),
    get version() {
      return version;
    },
    get files() {
      return files;
    },

    setFiles(next) {
      for (const path of Object.keys(files)) {
        if (Object.hasOwn(next, path)) continue;
        version += 1;
        texts.delete(placed(path));
      }
      for (const [path, text] of Object.entries(next)) if (isTyped(path)) write(placed(path), text);
      files = next;
    },

    addTypings(added) {
      for (const [name, text] of Object.entries(added)) write(name, text);
    },
  };
}
