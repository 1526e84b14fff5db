import { useMemo, useState } from 'react';
import { formatCount } from '../format.ts';
import { formatJson, type JsonToken } from './json-text.ts';

/** Lines shown at first, and added by each press of the button: enough to read, too few to stall the page. */
const step = 300;
/** What is longer is shown as it came, in part. */
const formattedUpTo = 1_000_000;
const longestLine = 5_000;

/** A body: formatted and coloured when it is JSON, otherwise as it is. Long ones are shown in part. */
export function JsonView({ text }: { readonly text: string }) {
  const lines = useMemo(() => linesOf(text), [text]);
  const [shown, setShown] = useState({ text, lines: step });
  const limit = shown.text === text ? shown.lines : step;
  const rest = lines.length - limit;
  return (
    <div className="scroll body" tabIndex={0} role="region" aria-label="Response body">
      <pre>
        {lines.slice(0, limit).map((line, index) => (
          <div key={index} className="body-line">
            {line.map((token, at) => (
              <span key={at} className={`json-${token.kind}`}>
                {token.text}
              </span>
            ))}
            {line.length === 0 && '\n'}
          </div>
        ))}
      </pre>
      {rest > 0 && (
        <button type="button" className="text-button" onClick={() => setShown({ text, lines: limit + step })}>
          Show {formatCount(Math.min(step, rest))} more of {formatCount(rest)} lines
        </button>
      )}
    </div>
  );
}

function linesOf(text: string): readonly (readonly JsonToken[])[] {
  const formatted = text.length <= formattedUpTo ? formatJson(text, 62) : undefined;
  if (formatted) return formatted.map((line) => line.map(shorten));
  const lines: JsonToken[][] = [];
  for (const line of text.split('\n')) {
    for (let at = 0; at === 0 || at < line.length; at += longestLine) {
      lines.push([{ kind: 'space', text: line.slice(at, at + longestLine) }]);
    }
  }
  return lines;
}

function shorten(token: JsonToken): JsonToken {
  if (token.text.length <= longestLine) return token;
  const rest = token.text.length - longestLine;
  return { ...token, text: `${token.text.slice(0, longestLine)}… and ${formatCount(rest)} more characters` };
}
