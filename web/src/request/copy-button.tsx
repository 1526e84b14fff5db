import { useState } from 'react';
import { announce } from '../shell/announce.ts';

interface CopyButtonProps {
  readonly label: string;
  readonly text: string;
  readonly className?: string;
}

/** Copies a text, and says whether it could. */
export function CopyButton({ label, text, className = 'text-button' }: CopyButtonProps) {
  const [said, setSaid] = useState<string>();
  const say = (message: string) => {
    setSaid(message);
    announce(message);
    setTimeout(() => setSaid(undefined), 1600);
  };
  return (
    <button
      type="button"
      className={className}
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
