import { useMemo, useState } from 'react';
import { formatBytes } from '../../format.ts';
import { hexLines } from './hex-text.ts';

/** Lines shown at first, and added by each press of the button. */
const STEP = 256;
/** Bytes shown at most; the rest is for the file. */
const MOST_SHOWN = 64_000;

/** Bytes that are no text, beginning with the first. */
export function HexView({ bytes }: { readonly bytes: Uint8Array }) {
  const [lines, setLines] = useState(STEP);
  const shown = useMemo(() => hexLines(bytes.subarray(0, MOST_SHOWN), 0, lines), [bytes, lines]);
  const end = Math.min(bytes.length, MOST_SHOWN, lines * 16);
  return (
    <div className="scroll body" tabIndex={0} role="region" aria-label="Response body in hexadecimal">
      <pre>{shown.join('\n')}</pre>
      {end < bytes.length && (
        <p className="body-note">
          The first {formatBytes(end)} of {formatBytes(bytes.length)}.
        </p>
      )}
      {end < Math.min(bytes.length, MOST_SHOWN) && (
        <button type="button" className="text-button" onClick={() => setLines(lines + STEP)}>
          Show more
        </button>
      )}
    </div>
  );
}
