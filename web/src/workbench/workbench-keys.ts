import { useEffect } from 'react';
import type { Session } from '../session/session.ts';

/** The keys that hold everywhere in a lesson. */
export function useWorkbenchKeys(session: Session): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isMod = event.ctrlKey || event.metaKey;
      if (event.key === 'Enter' && isMod) {
        event.preventDefault();
        if (event.shiftKey) document.querySelector<HTMLFormElement>('#request-form')?.requestSubmit();
        else void session.running.then((running) => running.runChecks());
      } else if (event.key === 'F6' && !isMod && !event.altKey) {
        event.preventDefault();
        focusPane(event.shiftKey ? -1 : 1);
      }
    };
    // Before the editor, which has its own idea of Enter.
    addEventListener('keydown', onKeyDown, { capture: true });
    return () => removeEventListener('keydown', onKeyDown, { capture: true });
  }, [session]);
}

/** Moves the focus to the first place of the next pane, round and round. */
function focusPane(direction: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(
    (pane) => pane.offsetParent !== null,
  );
  const index = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = index === -1 ? 0 : (index + direction + panes.length) % panes.length;
  const target = panes[next]?.querySelector<HTMLElement>(
    '.cm-content, .prose, input, [role=tab][aria-selected=true], button, [tabindex="0"]',
  );
  target?.focus();
}
