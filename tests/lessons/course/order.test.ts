import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readCourse } from '../../../lessons/src/course.ts';

let course: string;
beforeEach(async () => {
  course = await mkdtemp(path.join(tmpdir(), 'course-'));
});
afterEach(() => rm(course, { recursive: true }));

async function write(file: string, frontMatter: string): Promise<void> {
  await mkdir(path.join(course, path.dirname(file)), { recursive: true });
  await writeFile(path.join(course, file), `---\n${frontMatter}\n---\n`);
}

const part = (file: string, needs = '') =>
  write(file, `title: A part\nlevel: 1${needs && `\nneeds: [${needs}]`}`);
const lesson = (file: string, needs = '') =>
  write(
    file,
    `title: A lesson\nminutes: 5\nopen: server.ts\neditable: [server.ts]\nrules: []\nfindings: []\nneeds: [${needs}]\nhints: [A hint]`,
  );

test('a lesson stands behind what it needs, in its part and in others', async () => {
  await part('01-first/part.md');
  await lesson('01-first/01-one/lesson.md');
  await lesson('01-first/02-two/lesson.md', 'one');
  await part('02-second/part.md', 'first');
  await lesson('02-second/01-three/lesson.md', 'two');
  expect((await readCourse(course)).map(({ id }) => id)).toEqual(['one', 'two', 'three']);

  await lesson('01-first/01-one/lesson.md', 'three');
  await expect(readCourse(course)).rejects.toThrow('needs the lesson three, which comes after it');
  await lesson('01-first/01-one/lesson.md', 'four');
  await expect(readCourse(course)).rejects.toThrow('needs the lesson four, which is not there');
  await lesson('01-first/01-one/lesson.md', 'one');
  await expect(readCourse(course)).rejects.toThrow('needs the lesson one, which comes after it');
});

test('so does a part', async () => {
  await part('01-first/part.md', 'second');
  await lesson('01-first/01-one/lesson.md');
  await part('02-second/part.md');
  await lesson('02-second/01-two/lesson.md');
  await expect(readCourse(course)).rejects.toThrow('needs the part second, which comes after it');
});
