/** A part of a Markdown file under a heading of the second level. */
export interface Section {
  readonly heading: string;
  readonly slug: string;
  /** From its heading to the next. */
  readonly text: string;
}

/** The sections of a Markdown file; none for a program, which is read whole. */
export function sectionsOf(path: string, text: string): readonly Section[] {
  if (!path.endsWith('.md')) return [];
  return text
    .split(/^(?=## )/m)
    .slice(1)
    .map((part) => {
      const heading = part.slice(3, part.indexOf('\n')).trim();
      return { heading, slug: slugOf(heading), text: part.trimEnd() + '\n' };
    });
}

/** As GitHub makes it from a heading: 'Depth and cost limits' is 'depth-and-cost-limits'. */
function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replaceAll(/\s+/g, '-');
}
