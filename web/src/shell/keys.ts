const isMac = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent);

/** The key that this platform's commands use. */
export const modKey = isMac ? '⌘' : 'Ctrl';

export interface Shortcut {
  readonly keys: readonly string[];
  readonly does: string;
}

/** Everything one can do from the keyboard that is not plain tabbing. */
export const shortcuts: readonly { readonly title: string; readonly shortcuts: readonly Shortcut[] }[] = [
  {
    title: 'Anywhere',
    shortcuts: [
      { keys: [modKey, 'Enter'], does: 'Run the checks; in the playground, send the request' },
      { keys: [modKey, 'Shift', 'Enter'], does: 'Send the request' },
      { keys: ['F6'], does: 'Go to the next pane' },
      { keys: ['Shift', 'F6'], does: 'Go to the pane before' },
      { keys: ['?'], does: 'Show this list' },
    ],
  },
  {
    title: 'In the editor',
    shortcuts: [
      { keys: ['F8'], does: 'Go to the next finding and say it' },
      { keys: ['Alt', 'Enter'], does: 'Apply the first fix of the finding' },
      { keys: ['Ctrl', 'Space'], does: 'Complete the name' },
      { keys: [modKey, 'K', modKey, 'I'], does: 'Show the type at the cursor and say it' },
      { keys: [modKey, 'Shift', 'Space'], does: 'Show the parameters of the call' },
      { keys: ['F12'], does: 'Go to the definition' },
      { keys: [modKey, 'F'], does: 'Search and replace in the file' },
      { keys: [modKey, 'Z'], does: 'Undo' },
      { keys: ['Esc', 'Tab'], does: 'Leave the editor' },
      { keys: isMac ? ['Ctrl', 'Shift', 'M'] : ['Ctrl', 'M'], does: 'Let Tab indent, or move the focus' },
    ],
  },
  {
    title: 'Elsewhere',
    shortcuts: [
      { keys: ['Enter'], does: 'In the path: send the request; in the SQL prompt: run it' },
      { keys: ['↑'], does: 'In the SQL prompt: what was run before' },
      { keys: ['←', '→'], does: 'On tabs: the tab before, the next tab' },
      { keys: ['←', '→', '↑', '↓'], does: 'On a line between panes: move it' },
    ],
  },
];

/** Is somebody writing there? Then letters are letters. */
export function isTextField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
