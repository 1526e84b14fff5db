import type { ProgramError } from '../../../lessons/runtime/playground.ts';
import { PositionLink } from './position-link.tsx';

/** An error of the learner's program: what, where in their files, what to do. */
export function ProgramErrorView({ error }: { readonly error: ProgramError }) {
  const { name, message, position, frames, advice } = error;
  const places = position && frames.length === 0 ? [position] : frames;
  return (
    <div className="failure">
      <h3>{name}</h3>
      <p className="failure-message">{message}</p>
      {places.length > 0 && (
        <ul className="frames" aria-label="Where">
          {places.slice(0, 12).map((frame, index) => (
            <li key={index}>
              <PositionLink position={frame} />
            </li>
          ))}
        </ul>
      )}
      {advice && <p>{advice}</p>}
    </div>
  );
}
