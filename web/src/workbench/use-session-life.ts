import { useEffect } from 'react';
import type { Session } from '../session/session.ts';
import { connectOnce } from './connection.ts';

/**
 * Begins a session when the page has been painted, and ends it with the component. A held one waits until it
 * is held no more.
 */
export function useSessionLife(session: Session, isHeld = false): void {
  useEffect(() => {
    if (isHeld) return;
    // Two frames later the first paint is done; the database and the linter are fetched only then.
    let end = () => {};
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(
        () => (end = session.begin(() => connectOnce(session.store.getState().project.engine))),
      );
    });
    return () => {
      cancelAnimationFrame(frame);
      end();
    };
  }, [session, isHeld]);
}
