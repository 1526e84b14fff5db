import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ownCourse, readSources, type LessonSource } from './sources.ts';

/** What a search finds each lesson by, beside its title and rules, by lesson id; in lower case. */
export async function readSearchTexts(course = ownCourse): Promise<Readonly<Record<string, string>>> {
  const sources = await readSources(course);
  return Object.fromEntries(
    await Promise.all(sources.map(async (source) => [source.summary.id, await searchText(source)])),
  );
}

async function searchText({ folder, data, body }: LessonSource): Promise<string> {
  const checks = await readFile(path.join(folder, 'checks.ts'), 'utf8');
  // The answers that it is about are often named in its checks alone.
  const statuses = new Set(checks.match(/\b[1-5]\d\d\b/g));
  const prose = body
    .replace(/^```.*$/gm, ' ')
    .replace(/\]\([^)]*\)/g, ' ')
    .replace(/[`*_#|[\]>]/g, ' ');
  return [...data.defects, ...data.skill, ...statuses, prose, ...data.hints]
    .join(' ')
    .toLowerCase()
    .replace(/\s+/g, ' ');
}
