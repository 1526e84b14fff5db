import type { SqlText } from '../sql/text.ts';

/** One URL text behind another, with one slash between them; each character keeps its place in the file. */
export function joinUrl(prefix: SqlText | null, url: SqlText): SqlText {
  if (!prefix) return url;
  const slashes = /\/*$/.exec(prefix.text)?.[0].length ?? 0;
  const head = cut(prefix, prefix.text.length - slashes);
  const glue = url.text.startsWith('/') || url.text === '' ? '' : '/';
  const shift = head.text.length + glue.length;
  return {
    text: head.text + glue + url.text,
    holes: [...head.holes, ...url.holes.map((hole) => ({ ...hole, at: hole.at + shift }))],
    segments: [
      ...head.segments,
      ...url.segments.map((segment) => ({
        ...segment,
        start: segment.start + shift,
        end: segment.end + shift,
      })),
    ],
    node: url.node,
  };
}

/** The beginning of a text. */
function cut(text: SqlText, length: number): SqlText {
  return {
    ...text,
    text: text.text.slice(0, length),
    segments: text.segments.map((segment) => ({ ...segment, end: Math.min(segment.end, length) })),
  };
}
