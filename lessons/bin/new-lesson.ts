import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const usage = `Usage: npm run new:lesson -- <part> "<title>"

Makes the folder of a new lesson from lessons/template: a small one that works, to be written anew.

  <part>   a folder of lessons/course, with or without its number: pagination-and-filtering
  <title>  what one does, in the imperative: "Cap the page"

  --course <folder>  where the parts are (default lessons/course)`;

const lessonsFolder = fileURLToPath(new URL('..', import.meta.url));

/** Makes the folder and returns its path. Rejects with a sentence when part or title will not do. */
async function makeLesson(courseFolder: string, partName: string, title: string): Promise<string> {
  const parts = (await readdir(courseFolder)).filter((name) => /^\d+-/.test(name)).sort();
  const part = parts.find((name) => name === partName || name.replace(/^\d+-/, '') === partName);
  if (!part) throw new Error(`There is no part "${partName}". There are: ${parts.join(', ')}.`);
  const slug = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  if (!slug) throw new Error('The title needs a letter or a digit.');

  const all = await Promise.all(parts.map((name) => readdir(path.join(courseFolder, name))));
  if (all.flat().some((name) => name.replace(/^\d+-/, '') === slug)) {
    throw new Error(`There is a lesson "${slug}" already. Choose another title.`);
  }
  const numbers = (await readdir(path.join(courseFolder, part))).map(
    (name) => Number.parseInt(name, 10) || 0,
  );
  const number = String(Math.max(0, ...numbers) + 1).padStart(2, '0');
  const folder = path.join(courseFolder, part, `${number}-${slug}`);
  await mkdir(folder);
  await cp(path.join(lessonsFolder, 'template'), folder, { recursive: true });
  const lesson = path.join(folder, 'lesson.md');
  const text = await readFile(lesson, 'utf8');
  await writeFile(lesson, text.replace('title: TITLE', `title: ${JSON.stringify(title)}`));
  return path.relative(process.cwd(), folder);
}

const { values, positionals } = parseArgs({
  options: {
    help: { type: 'boolean', short: 'h' },
    course: { type: 'string', default: path.join(lessonsFolder, 'course') },
  },
  allowPositionals: true,
});
const [part, title, ...rest] = positionals;
if (values.help) {
  console.log(usage);
} else if (!part || !title || rest.length > 0) {
  console.error(usage);
  process.exitCode = 1;
} else {
  try {
    const folder = await makeLesson(values.course, part, title);
    console.log(`Made ${folder}. Write it, then run: npx vitest run tests/lessons`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
