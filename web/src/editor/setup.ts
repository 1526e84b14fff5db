import './adopted-styles.ts';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { highlighting } from './highlighting.ts';
import { lenses } from './lens.ts';
import { applyFirstFix, goToNextFinding } from './quick-fix.ts';
import { languageOf } from './sql-in-templates.ts';
import { typingOver } from './typing-over.ts';

/** What every view of code has, editable or not. */
export const appearance: Extension = [
  lineNumbers(),
  highlighting,
  drawSelection(),
  indentUnit.of('  '),
  EditorState.tabSize.of(2),
];

const editing: Extension = [
  history(),
  bracketMatching(),
  indentOnInput(),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  lenses,
  typingOver,
  keymap.of([
    { key: 'F8', run: goToNextFinding },
    { key: 'Alt-Enter', run: applyFirstFix },
    // The page runs the checks with it.
    ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'),
    ...historyKeymap,
    indentWithTab,
  ]),
];

export interface EditorFile {
  readonly path: string;
  readonly text: string;
  readonly isEditable: boolean;
}

/** Holds what is loaded after the editor is shown. Its keys come before those that are always there. */
export const later = new Compartment();

/** The editor's state for one file, its undo history included. */
export function createEditorState(file: EditorFile, onEdit: Extension): EditorState {
  const label = file.isEditable ? file.path : `${file.path}, read-only`;
  return EditorState.create({
    doc: file.text,
    extensions: [
      later.of([]),
      appearance,
      editing,
      languageOf(file.path),
      EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
      file.isEditable ? onEdit : [EditorState.readOnly.of(true), EditorView.editable.of(false)],
    ],
  });
}
