import { useState } from 'react';
import { announce } from '../shell/announce.ts';

/** Copies a text, and says whether it could. */
export function CopyButton({ label, text }: { readonly label: string; readonly text: string }) {
  const [said, setSaid] = useState<string>();
  const say = (message: string) => {
    setSaid(message);
    announce(message);
    setTimeout(() => setSaid(undefined), 1600);
  };
  return (
    <button
      type="button"
      className="text-button"
      onClick={() =>
        navigator.clipboard.writeText(text).then(
          () => say('copied'),
          () => say('not allowed'),
        )
      }
    >
      {said ?? label}
    </button>
  );
}
