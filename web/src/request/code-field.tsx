import '../editor/adopted-styles.ts';
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  type CompletionSource,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json, jsonParseLinter } from '@codemirror/lang-json';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { linter } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, keymap, placeholder as placeholderText } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { highlighting } from '../editor/highlighting.ts';
import { changeBetween } from '../editor/text-change.ts';
import { useSession } from '../session/context.tsx';
import type { SessionState } from '../session/state.ts';
import { completeHeaders, completeJson } from './completion.ts';

interface CodeFieldProps {
  readonly kind: 'headers' | 'json' | 'text';
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A field for headers or a body: completion, brackets that close, and mistakes marked where they are. */
export default function CodeField({ kind, label, placeholder, value, onChange }: CodeFieldProps) {
  const session = useSession();
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const change = useRef(onChange);
  const text = useRef(value);
  useEffect(() => {
    change.current = onChange;
    text.current = value;
  });
  useEffect(() => {
    if (!place.current) return;
    const extensions: Extension = [
      appearance,
      languageOf(kind, () => session.store.getState()),
      placeholderText(placeholder),
      EditorView.contentAttributes.of({ 'aria-label': label, autocapitalize: 'off', spellcheck: 'false' }),
      EditorView.updateListener.of(({ docChanged, state }) => {
        const written = state.doc.toString();
        if (docChanged && written !== text.current) change.current(written);
      }),
    ];
    const state = EditorState.create({ doc: text.current, extensions });
    const editor = new EditorView({ state, parent: place.current });
    view.current = editor;
    return () => editor.destroy();
  }, [session, kind, placeholder, label]);

  useEffect(() => {
    const changes = changeBetween(view.current?.state.doc.toString() ?? value, value);
    if (changes) view.current?.dispatch({ changes });
  }, [value]);

  return <div ref={place} className={`code-field ${kind}`} />;
}

const appearance: Extension = [
  highlighting,
  drawSelection(),
  history(),
  indentUnit.of('  '),
  EditorView.lineWrapping,
  // The form sends with Mod-Enter, and Tab goes on to the next field.
  keymap.of([...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'), ...historyKeymap]),
];

function languageOf(kind: CodeFieldProps['kind'], state: () => SessionState): Extension {
  switch (kind) {
    case 'headers':
      return completing(completeHeaders(state));
    case 'json':
      return [
        json(),
        bracketMatching(),
        closeBrackets(),
        indentOnInput(),
        keymap.of(closeBracketsKeymap),
        linter(mistakesOf),
        completing(completeJson(state)),
      ];
    case 'text':
      return [];
  }
}

function completing(source: CompletionSource): Extension {
  return autocompletion({ override: [source], icons: false, maxRenderedOptions: 40 });
}

/** An empty body is none. */
const parse = jsonParseLinter();
const mistakesOf = (view: EditorView) => (view.state.doc.toString().trim() === '' ? [] : parse(view));
