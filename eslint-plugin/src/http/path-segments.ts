import { HOLE } from '../sql/tokens.ts';

/** A part of a path between slashes, and where it stands in the URL's text. */
export interface Segment {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The segments of a URL's path that are fixed text: no parameters, no wildcards, no expressions. */
export function fixedSegments(url: string): Segment[] {
  const path = pathOf(url);
  const segments: Segment[] = [];
  for (let start = path.start; start <= path.end;) {
    const slash = url.indexOf('/', start);
    const end = slash === -1 || slash > path.end ? path.end : slash;
    const text = url.slice(start, end);
    if (text !== '' && !text.includes(HOLE) && /^[\p{L}\d._~-]+$/u.test(text))
      segments.push({ text, start, end });
    start = end + 1;
  }
  return segments;
}

function pathOf(url: string): { start: number; end: number } {
  const origin = /^[a-z]+:\/\/[^/?#]*/i.exec(url);
  const start = origin ? origin[0].length : 0;
  const query = url.slice(start).search(/[?#]/);
  const isOptionalParameter = query > 0 && /:\w+$/.test(url.slice(start, start + query));
  return { start, end: query === -1 || isOptionalParameter ? url.length : start + query };
}
