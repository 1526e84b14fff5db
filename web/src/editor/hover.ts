import type { Extension } from '@codemirror/state';
import { hoverTooltip, keymap, type EditorView, type Tooltip } from '@codemirror/view';
import type { Types } from '../language/types/types.ts';
import { announce } from '../shell/announce.ts';
import { explanationElement, spoken } from './explanation.ts';
import { pin } from './pinned.ts';
import type { HoverText } from '../language/types/protocol.ts';

/** The type and the documentation of the name under the pointer, and by key of the one at the cursor. */
export function hover(types: Types, path: string): Extension {
  return [
    hoverTooltip(
      async (_view, offset) => {
        const found = await types.ask('hover', { path, offset });
        return found ? tooltip(found) : null;
      },
      { hideOnChange: true, hoverTime: 350 },
    ),
    keymap.of([{ key: 'Mod-k Mod-i', run: (view) => explainAtCursor(view, types, path) }]),
  ];
}

function tooltip(found: HoverText): Tooltip {
  return {
    pos: found.from,
    end: found.to,
    above: true,
    create: () => ({ dom: explanationElement(found) }),
  };
}

function explainAtCursor(view: EditorView, types: Types, path: string): boolean {
  const { doc, selection } = view.state;
  void types.ask('hover', { path, offset: selection.main.head }).then((found) => {
    if (!view.state.doc.eq(doc)) return;
    announce(found ? spoken(found) : 'Nothing is known about this place.');
    if (found) view.dispatch({ effects: pin.of(tooltip(found)) });
  });
  return true;
}
