import type { Pattern } from './find-pattern.ts';
import { SKILL_NAME } from './skill.ts';

/** Where a file of the skill is, over MCP. */
export function uriOf(path: string): string {
  return `skill://${SKILL_NAME}/${path}`;
}

/** A search's result as every route hands it out: the best answer's text, and where to look if it is none. */
export function describePattern(patterns: readonly Pattern[]) {
  const [best, ...others] = patterns;
  return {
    answer: best && { ...describePlace(best), text: best.text },
    others: others.map(describePlace),
  };
}

function describePlace({ entry, section, tokens }: Pattern) {
  return {
    file: entry.path,
    ...(section && { section: section.heading }),
    uri: uriOf(entry.path),
    tokens,
  };
}
