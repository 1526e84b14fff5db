import { Prec, StateEffect, StateField, type Extension } from '@codemirror/state';
import { keymap, showTooltip, type EditorView, type Tooltip } from '@codemirror/view';

/** Shows a tooltip at a place of the text in place of the one before, or undefined for none. */
export const pin = StateEffect.define<Tooltip | undefined>();

const pinnedTooltip = StateField.define<Tooltip | undefined>({
  create: () => undefined,
  update(tooltip, transaction) {
    for (const effect of transaction.effects) if (effect.is(pin)) return effect.value;
    if (tooltip === undefined || !transaction.docChanged) return tooltip;
    return { ...tooltip, pos: transaction.changes.mapPos(tooltip.pos) };
  },
  provide: (field) => showTooltip.from(field, (tooltip) => tooltip ?? null),
});

export function isPinned(view: EditorView): boolean {
  return view.state.field(pinnedTooltip, false) !== undefined;
}

function unpin(view: EditorView): boolean {
  if (!isPinned(view)) return false;
  view.dispatch({ effects: pin.of(undefined) });
  return true;
}

/** Before Escape means anything else, it closes what is pinned. */
export const pinned: Extension = [pinnedTooltip, Prec.high(keymap.of([{ key: 'Escape', run: unpin }]))];
