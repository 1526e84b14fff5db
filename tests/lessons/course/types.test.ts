import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { lessonFolder, readAnswers, readCourse, readLesson } from '../../../lessons/src/course.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Every answer as a whole program: the start with the answer's files over it, at a path of its own. */
async function programs(): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const { id } of await readCourse()) {
    const lesson = await readLesson(id);
    const { alternatives, wrong } = await readAnswers(id);
    const folder = await lessonFolder(id);
    for (const answer of [{ name: 'solution', files: lesson.solution }, ...alternatives, ...wrong]) {
      const start = Object.fromEntries(lesson.files.map((file) => [file.path, file.text]));
      for (const [name, text] of Object.entries({ ...start, ...answer.files })) {
        if (name.endsWith('.ts')) texts.set(path.join(folder, '.answers', answer.name, name), text);
      }
    }
  }
  return texts;
}

test('every answer is right TypeScript', { timeout: 120_000 }, async () => {
  const texts = await programs();
  const configuration = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(configuration.config, ts.sys, root, { types: ['node'] });
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => texts.has(file) || fileExists(file);
  host.directoryExists = (directory) =>
    [...texts.keys()].some((file) => file.startsWith(`${directory}/`)) || ts.sys.directoryExists(directory);
  host.readFile = (file) => texts.get(file) ?? readFile(file);
  host.getSourceFile = (file, version, ...rest) => {
    const text = texts.get(file);
    return text === undefined
      ? getSourceFile(file, version, ...rest)
      : ts.createSourceFile(file, text, version);
  };
  const program = ts.createProgram([...texts.keys()], { ...options, types: ['node'] }, host);
  const problems = ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const line = diagnostic.file?.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line ?? 0;
    const place = path.relative(root, diagnostic.file?.fileName ?? '');
    return `${place}:${line + 1} ${ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')}`;
  });
  expect(texts.size).toBeGreaterThan(10);
  expect(problems).toEqual([]);
});
