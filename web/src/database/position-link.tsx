import type { SourcePosition } from '../../../lessons/runtime/playground.ts';
import { useSession, useSessionState } from '../session/context.tsx';

/** A place in the learner's code; a press goes there. */
export function PositionLink({ position }: { readonly position: SourcePosition }) {
  const session = useSession();
  const isKnown = useSessionState((state) => Object.hasOwn(state.files, position.file));
  const text = `${position.file}:${position.line}`;
  if (!isKnown) return <span className="position">{text}</span>;
  return (
    <button type="button" className="position" onClick={() => session.jumpTo(position)}>
      {text}
    </button>
  );
}
