import { readFile, readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import {
  LAZY_MODULES,
  NODE_MODULE_NAMES,
  PRELOADED_PACKAGES,
} from '../../../lessons/runtime/app/modules/packages.ts';
import type { Typings } from '../../../lessons/runtime/types/typings.ts';
import { readAnswers, readCourse, readLesson } from '../../../lessons/src/course.ts';
import { typeErrors } from '../../../web/src/language/types/check.ts';
import { createTypedProgram } from '../../../web/src/language/types/program.ts';

const typingsFolder = new URL('../../../lessons/dist/types/', import.meta.url);

/** The workbench's own check, with all typings that it has. Our answers are held to more than a learner's code. */
async function createProgram() {
  const program = createTypedProgram({
    noUncheckedIndexedAccess: true,
    noImplicitReturns: true,
    noFallthroughCasesInSwitch: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
  });
  for (const name of await readdir(typingsFolder)) {
    const { files } = JSON.parse(await readFile(new URL(name, typingsFolder), 'utf8')) as Typings;
    program.addTypings(files);
  }
  return program;
}

/** Every start, and every answer as a whole program: the start with the answer's files over it. */
async function lessonPrograms(): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const { id } of await readCourse()) {
    const lesson = await readLesson(id);
    const { alternatives, wrong } = await readAnswers(id);
    const start = Object.fromEntries(lesson.files.map((file) => [file.path, file.text]));
    const answers = [{ name: 'solution', files: lesson.solution }, ...alternatives, ...wrong];
    for (const { name, files } of [{ name: 'start', files: {} }, ...answers]) {
      for (const [path, text] of Object.entries({ ...start, ...files })) {
        if (path.endsWith('.ts')) texts[`${id}/${name}/${path}`] = text;
      }
    }
  }
  return texts;
}

test('every start and every answer is right TypeScript in the workbench', { timeout: 120_000 }, async () => {
  const texts = await lessonPrograms();
  const program = await createProgram();
  // What nobody can import would be `any`, with which everything is right.
  const modules = [
    ...PRELOADED_PACKAGES,
    ...LAZY_MODULES,
    ...NODE_MODULE_NAMES.map((name) => `node:${name}`),
  ];
  const misuses = Object.fromEntries(
    modules.map((name, index) => [
      `misuses/${index}.ts`,
      `import * as module from '${name}';\nexport const wrong: number = module;\n`,
    ]),
  );
  program.setFiles({ ...texts, ...misuses });
  const problems = Object.keys(texts).flatMap((path) =>
    typeErrors(program, path).map(({ line, message }) => `${path}:${line} ${message}`),
  );
  expect(Object.keys(texts).length).toBeGreaterThan(10);
  expect(problems).toEqual([]);
  const codes = Object.keys(misuses).map((path) => typeErrors(program, path).map(({ code }) => code));
  expect(codes).toEqual(modules.map(() => [2322]));
});
