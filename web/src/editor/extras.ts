import { autocompletion, closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import type { Extension } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import { isTyped } from '../language/types/file-kinds.ts';
import type { Session } from '../session/session.ts';
import { completion } from './completion.ts';
import { definitions } from './definition.ts';
import { hover } from './hover.ts';
import { parameterHints } from './parameter-hints.ts';
import { pinned } from './pinned.ts';

/** Keys of the search; the rest of its keys are for several cursors, which there are not. */
const searchKeys = ['Mod-f', 'F3', 'Mod-g', 'Escape', 'Mod-Alt-g'];

/** What the editor can do a moment later than show and edit text. */
export function extras(session: Session, path: string): Extension {
  return [
    closeBrackets(),
    keymap.of(closeBracketsKeymap),
    search({ top: true }),
    highlightSelectionMatches({ minSelectionLength: 2 }),
    keymap.of(searchKeymap.filter(({ key = '' }) => searchKeys.includes(key))),
    isTyped(path)
      ? [
          pinned,
          completion(session.types, path),
          hover(session.types, path),
          parameterHints(session.types, path),
          definitions(session, path),
        ]
      : // Nothing to complete, but a completion that the last file asked for may still look for its state.
        autocompletion({ override: [] }),
  ];
}
