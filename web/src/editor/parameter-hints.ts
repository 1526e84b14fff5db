import type { Extension } from '@codemirror/state';
import { EditorView, keymap, type Tooltip, type ViewUpdate } from '@codemirror/view';
import type { ParameterHint } from '../language/types/protocol.ts';
import type { Types } from '../language/types/types.ts';
import { codePieces, documentationElement } from './explanation.ts';
import { isPinned, pin } from './pinned.ts';

/** The parameters of a call while its arguments are written. */
export function parameterHints(types: Types, path: string): Extension {
  let asked = 0;

  const ask = async (view: EditorView) => {
    asked += 1;
    const turn = asked;
    const { doc, selection } = view.state;
    const hint = await types.ask('parameters', { path, offset: selection.main.head });
    const isStale = turn !== asked || !view.state.doc.eq(doc);
    if (isStale || (hint === undefined && !isPinned(view))) return;
    view.dispatch({ effects: pin.of(hint && tooltip(hint)) });
  };

  return [
    EditorView.updateListener.of((update) => {
      if (beginsArgument(update) || (isPinned(update.view) && (update.docChanged || update.selectionSet))) {
        void ask(update.view);
      }
    }),
    keymap.of([{ key: 'Mod-Shift-Space', run: (view) => (void ask(view), true) }]),
  ];
}

function beginsArgument({ docChanged, transactions, state }: ViewUpdate): boolean {
  if (!docChanged || !transactions.some((transaction) => transaction.isUserEvent('input.type'))) return false;
  const { head } = state.selection.main;
  return /[(,]\s?$/.test(state.sliceDoc(Math.max(head - 2, 0), head));
}

function tooltip(hint: ParameterHint): Tooltip {
  return { pos: hint.from, above: true, create: () => ({ dom: hintElement(hint) }) };
}

function hintElement({
  before,
  parameters,
  after,
  current,
  documentation,
  overloads,
}: ParameterHint): HTMLElement {
  const element = document.createElement('div');
  element.className = 'explanation';
  const code = document.createElement('div');
  code.className = 'explanation-code';
  code.append(...codePieces(before));
  for (const [index, parameter] of parameters.entries()) {
    if (index > 0) code.append(', ');
    const piece = document.createElement(index === current ? 'strong' : 'span');
    piece.append(...codePieces(parameter));
    code.append(piece);
  }
  code.append(...codePieces(after));
  element.append(code);
  if (overloads > 1) element.append(documentationElement(`One of ${overloads} ways to call it.`));
  if (documentation !== '') element.append(documentationElement(documentation));
  return element;
}
