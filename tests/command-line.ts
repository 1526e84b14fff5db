import { parseArgs, type ParseArgsConfig } from 'node:util';

/** Refuses what a command was given: a sentence, then how it is used, then exit code 2. */
export function refuse(usage: string, sentence: string): never {
  console.error(`${sentence}\n\n${usage}`);
  process.exit(2);
}

/** The options of this process's command line; refuses those that are none. */
export function readOptions<const Options extends NonNullable<ParseArgsConfig['options']>>(
  usage: string,
  options: Options,
) {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return refuse(usage, error instanceof Error ? error.message : String(error));
  }
}
