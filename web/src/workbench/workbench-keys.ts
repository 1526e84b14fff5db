import { useEffect } from 'react';

/** The keys that hold wherever a project is open. Mod-Enter does what matters most there. */
export function useWorkbenchKeys(onModEnter: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isMod = event.ctrlKey || event.metaKey;
      if (event.key === 'Enter' && isMod) {
        event.preventDefault();
        if (event.shiftKey) submitRequest();
        else onModEnter();
      } else if (event.key === 'F6' && !isMod && !event.altKey) {
        event.preventDefault();
        focusPane(event.shiftKey ? -1 : 1);
      }
    };
    // Before the editor, which has its own idea of Enter.
    addEventListener('keydown', onKeyDown, { capture: true });
    return () => removeEventListener('keydown', onKeyDown, { capture: true });
  }, [onModEnter]);
}

/** Sends the request as it is written, or says what is wrong with it. */
export function submitRequest(): void {
  document.querySelector<HTMLFormElement>('#request-form')?.requestSubmit();
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
