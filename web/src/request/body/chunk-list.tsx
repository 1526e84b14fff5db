import { useEffect, useMemo, useRef } from 'react';
import type { ResponseChunk } from '../../../../lessons/runtime/playground.ts';
import { formatBytes, formatMilliseconds, plural } from '../../format.ts';

/** The latest are shown: a stream may go on for long. */
const MOST_SHOWN = 300;
const LONGEST = 2000;

interface ChunkListProps {
  readonly chunks: readonly ResponseChunk[];
  /** Whether more may come: then the latest stays in view. */
  readonly isComing: boolean;
}

/** The pieces of a streamed body, each with the time at which it came. */
export function ChunkList({ chunks, isComing }: ChunkListProps) {
  const place = useRef<HTMLDivElement>(null);
  const texts = useMemo(() => textsOf(chunks), [chunks]);
  useEffect(() => {
    if (isComing) place.current?.scrollTo({ top: place.current.scrollHeight });
  }, [texts, isComing]);
  const hidden = chunks.length - MOST_SHOWN;
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label="Chunks" ref={place}>
      {hidden > 0 && <p className="empty">{plural(hidden, 'earlier chunk')} not shown.</p>}
      <ol className="chunks">
        {chunks.slice(-MOST_SHOWN).map(({ at, content }, index) => (
          <li key={Math.max(hidden, 0) + index}>
            <span className="chunk-time">+{formatMilliseconds(at)}</span>
            <span className="chunk-text">{texts[Math.max(hidden, 0) + index]}</span>
            <span className="chunk-size">{formatBytes(content.length)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** A character may begin in one chunk and end in the next. */
function textsOf(chunks: readonly ResponseChunk[]): readonly string[] {
  const decoder = new TextDecoder();
  return chunks.map(({ content }) => {
    const text = decoder.decode(content, { stream: true }).trimEnd();
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  });
}
