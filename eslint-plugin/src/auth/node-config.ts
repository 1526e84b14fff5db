import type { TSESTree } from '@typescript-eslint/utils';
import { placeOf } from '../ast/imported-declaration.ts';
import { calleeName, receiver, stringValue } from '../ast/names.ts';
import type { SourceCode } from '../ast/node.ts';
import { findVariable, importOf } from '../ast/variable.ts';
import { fileReader, foldersAround } from '../project-files.ts';

/** A text that the package `config` reads from the project's files. */
export interface ConfiguredText {
  readonly text: string;
  /** Whether a variable of the environment can stand in its place. */
  readonly isFallback: boolean;
}

/** What `config.get('jwt.secret')` gives where `config/default.json` holds a text for it. */
export function configuredText(sourceCode: SourceCode, call: TSESTree.CallExpression): ConfiguredText | null {
  const object = receiver(call);
  const [argument] = call.arguments;
  const path = argument ? stringValue(argument) : null;
  if (calleeName(call) !== 'get' || path === null) return null;
  if (importOf(findVariable(sourceCode, object))?.source !== 'config') return null;
  const text = settingOf(sourceCode, 'default', path);
  return text === null
    ? null
    : { text, isFallback: settingOf(sourceCode, 'custom-environment-variables', path) !== null };
}

/** A text of a file in the folder `config`, which stands in the file's folder or in one around it. */
function settingOf(sourceCode: SourceCode, name: string, path: string): string | null {
  const place = placeOf(sourceCode);
  const files = fileReader();
  if (!place || !files) return null;
  const file = foldersAround(place)
    .map((folder) => `${folder}/config/${name}.json`)
    .find((candidate) => files.existsSync(candidate));
  if (file === undefined) return null;
  try {
    let value: unknown = JSON.parse(files.readFileSync(file, 'utf8'));
    for (const key of path.split('.'))
      value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}
