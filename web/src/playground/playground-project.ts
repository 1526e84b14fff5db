import { parseSavedRequests } from '../../../lessons/src/saved-requests.ts';
import type { Project, SavedRequests } from '../session/project.ts';
import { noWork } from '../session/saved-work.ts';
import { ENTRY } from './file-names.ts';
import { keepFiles, type PlaygroundProgram } from './program.ts';
import { starter } from './starter.ts';

/** The reader's own program as something to work on. One that came with a link is not kept. */
export function playgroundProject(program: PlaygroundProgram, isKept: boolean): Project {
  return {
    title: 'Playground',
    entry: ENTRY,
    open: ENTRY,
    start: isKept ? starter : program.files,
    locked: [],
    rules: [],
    hints: 0,
    engine: program.engine,
    safeDatabase: { schema: '', seed: '' },
    databaseOf: (files) => ({ schema: files['schema.sql'] ?? '', seed: files['seed.sql'] ?? '' }),
    requestsFile: 'requests.http',
    requestsOf: cached((files) => files['requests.http'] ?? '', readRequests),
    readWork: () => ({ ...noWork, files: program.files }),
    keepWork: ({ files }) => !isKept || keepFiles(files),
  };
}

function readRequests(text: string): SavedRequests {
  try {
    return { requests: parseSavedRequests('requests.http', text) };
  } catch (error) {
    return { requests: [], mistake: error instanceof Error ? error.message : String(error) };
  }
}

/** Works out a value anew only when what it is made of has changed. */
function cached<Input, Key, Value>(keyOf: (input: Input) => Key, make: (key: Key) => Value) {
  let last: { readonly key: Key; readonly value: Value } | undefined;
  return (input: Input): Value => {
    const key = keyOf(input);
    if (last?.key !== key) last = { key, value: make(key) };
    return last.value;
  };
}
