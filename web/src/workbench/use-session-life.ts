import { useEffect } from 'react';
import { fetchParts } from '../layout/lazy-part.tsx';
import type { Session } from '../session/session.ts';

/**
 * Begins a session when the page has been painted, and ends it with the component. A held one waits until it
 * is held no more. What the page shows only later is fetched when the playground is there.
 */
export function useSessionLife(session: Session, isHeld = false): void {
  useEffect(() => {
    if (isHeld) return;
    const connection = import('./connection.ts');
    // Two frames later the first paint is done; the database and the linter are fetched only then.
    let end = () => {};
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(
        () =>
          (end = session.begin(async () => {
            const { connectOnce } = await connection;
            return connectOnce(session.store.getState().project.engine);
          })),
      );
    });
    void session.running.then(fetchParts);
    return () => {
      cancelAnimationFrame(frame);
      end();
    };
  }, [session, isHeld]);
}
