import ts from 'typescript';
import { NODE_TYPINGS } from '../../../../lessons/runtime/types/typings.ts';
import { importedModules, typeErrors } from './check.ts';
import { define } from './define.ts';
import { hover, parameters } from './explain.ts';
import { isTyped } from './file-kinds.ts';
import { createTypedProgram } from './program.ts';
import type { FromTypes, ToTypes, TypeCheck, TypeError, TypeQuestions } from './protocol.ts';
import { describe, suggest } from './suggest.ts';
import { createTypingsLoader, exportedNames } from './typings.ts';

const program = createTypedProgram();
const typings = createTypingsLoader((files) => program.addTypings(files));

/** Resolves when the typings that the files need are there. */
async function prepare(): Promise<void> {
  const texts = Object.entries(program.files).filter(([path]) => isTyped(path));
  await Promise.all([
    typings.load(NODE_TYPINGS),
    typings.loadModules(importedModules(texts.map(([, text]) => text))),
  ]);
}

/** File by file, so that a question that comes meanwhile need not wait for all of them. */
async function check(): Promise<TypeCheck | undefined> {
  const started = performance.now();
  const { files } = program;
  const errors: Record<string, readonly TypeError[]> = {};
  for (const path of Object.keys(files).filter(isTyped)) {
    errors[path] = typeErrors(program, path);
    await nextMessage();
    if (program.files !== files) return undefined;
  }
  return { errors, milliseconds: performance.now() - started };
}

/** Lets messages in that wait. */
function nextMessage(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

type Answers = {
  [Name in keyof TypeQuestions]: (
    ...parameters: Parameters<TypeQuestions[Name]>
  ) => ReturnType<TypeQuestions[Name]> | Promise<ReturnType<TypeQuestions[Name]>>;
};

const answers: Answers = {
  check,
  suggest: async (place) => suggest(program, place, await exportedNames()),
  describe: (place, name, source) => describe(program, place, name, source),
  hover: (place) => hover(program, place),
  parameters: (place) => parameters(program, place),
  define: (place) => define(program, place),
};

function tell(message: FromTypes): void {
  postMessage(message);
}

addEventListener('message', async ({ data }: MessageEvent<ToTypes>) => {
  if (data.kind === 'files') {
    program.setFiles(data.files);
    return;
  }
  const { id, name, parameters: given } = data;
  try {
    await prepare();
    // The page's side is typed: it gives each question its parameters.
    const answer = answers[name] as (...parameters: readonly unknown[]) => unknown;
    tell({ kind: 'answer', id, value: await answer(...given) });
  } catch (error) {
    tell({ kind: 'failure', id, message: error instanceof Error ? error.message : String(error) });
  }
});

tell({ kind: 'ready', version: ts.version });
