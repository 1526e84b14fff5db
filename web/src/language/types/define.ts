import { placed, type TypedProgram } from './program.ts';
import type { Definition, Place } from './protocol.ts';

/** Where the name at a place is defined. */
export function define({ service, files }: TypedProgram, { path, offset }: Place): Definition | undefined {
  const [found] = service.getDefinitionAtPosition(placed(path), offset) ?? [];
  if (found === undefined) return undefined;
  const file = found.fileName.slice(1);
  if (!Object.hasOwn(files, file)) return { kind: 'package', name: packageIn(found.fileName) };
  const place = service.getProgram()?.getSourceFile(found.fileName);
  if (place === undefined) return undefined;
  const { line, character } = place.getLineAndCharacterOfPosition(found.textSpan.start);
  return { kind: 'file', file, line: line + 1, column: character + 1 };
}

/** '/node_modules/@types/pg/index.d.ts' is of pg, what is in no package is TypeScript's own. */
function packageIn(file: string): string {
  const [, name] = /.*\/node_modules\/(?:@types\/)?((?:@[^/]+\/)?[^/]+)/.exec(file) ?? [];
  return name === undefined ? 'JavaScript' : name === 'node' ? 'Node' : name;
}
