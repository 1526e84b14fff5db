import {
  acceptCompletion,
  autocompletion,
  completionKeymap,
  pickedCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  type CompletionSource,
} from '@codemirror/autocomplete';
import { syntaxTree } from '@codemirror/language';
import type { ChangeSpec, Extension } from '@codemirror/state';
import { keymap, type EditorView } from '@codemirror/view';
import type { Place, Suggestion } from '../language/types/protocol.ts';
import type { Types } from '../language/types/types.ts';
import { explanationElement } from './explanation.ts';

/** On a touch screen a list beside each word would be in the way of what it is about. */
const hasPointer = matchMedia('(hover: hover) and (pointer: fine)').matches;

/** Completion as one types, with signature and documentation. */
export function completion(types: Types, path: string): Extension {
  return [
    autocompletion({
      override: [typedNames(types, path)],
      activateOnTyping: hasPointer,
      maxRenderedOptions: 80,
      defaultKeymap: false,
    }),
    keymap.of([...completionKeymap, { key: 'Tab', run: acceptCompletion }]),
  ];
}

const inImport = /\b(?:from|import)\s*\(?\s*['"]([^'"\n]*)$/;

function typedNames(types: Types, path: string): CompletionSource {
  return async (context) => {
    const line = context.state.doc.lineAt(context.pos);
    const module = inImport.exec(line.text.slice(0, context.pos - line.from))?.[1];
    if (module !== undefined) return namesAt(types, path, context, module.length, /^[^'"\n]*$/);
    const word = context.matchBefore(/[\w$]+$/);
    if (!context.explicit && (isProse(context) || (!word && !context.matchBefore(/\.$/)))) return null;
    if (word && /^\d/.test(word.text)) return null;
    return namesAt(types, path, context, word?.text.length ?? 0, /^[\w$]*$/);
  };
}

/** Within comments, strings and templates nobody writes names, apart from the templates' holes. */
function isProse({ state, pos }: CompletionContext): boolean {
  for (let node = syntaxTree(state).resolveInner(pos, -1); node.parent; node = node.parent) {
    if (node.name === 'Interpolation') return false;
    if (/^(?:String|TemplateString|LineComment|BlockComment|RegExp)$/.test(node.name)) return true;
  }
  return false;
}

async function namesAt(
  types: Types,
  path: string,
  context: CompletionContext,
  written: number,
  validFor: RegExp,
): Promise<CompletionResult | null> {
  const found = await types.ask('suggest', { path, offset: context.pos });
  if (context.aborted || found === undefined || found.length === 0) return null;
  const from = context.pos - written;
  const options = found.map((suggestion) => toCompletion(types, { path, offset: from }, suggestion));
  return { from, validFor, options };
}

/** CodeMirror's names of kinds, where they are not TypeScript's. */
const kinds: Readonly<Record<string, string>> = {
  const: 'constant',
  let: 'variable',
  var: 'variable',
  parameter: 'variable',
  'local var': 'variable',
  alias: 'variable',
  getter: 'property',
  setter: 'property',
  'local function': 'function',
  'type parameter': 'type',
  module: 'namespace',
  'enum member': 'constant',
  string: 'text',
};

function toCompletion(types: Types, place: Place, suggestion: Suggestion): Completion {
  const { name, kind, order, source, isDeprecated } = suggestion;
  const rank = Number.parseInt(order.replace(/^\D+/, ''), 10);
  return {
    label: name,
    type: kinds[kind] ?? kind,
    boost: (isDeprecated ? -50 : 0) - (Number.isNaN(rank) ? 0 : rank),
    ...(source !== undefined && { detail: source, apply: withImport(types, place, suggestion) }),
    info: async () => {
      const details = await types.ask('describe', place, name, source);
      return details && details.code.length > 0 ? explanationElement(details) : null;
    },
  };
}

/** Writes the name, and the import that it needs. */
function withImport(types: Types, { path, offset }: Place, { name, source }: Suggestion) {
  return async (view: EditorView, picked: Completion, from: number, to: number) => {
    const { doc } = view.state;
    const details = await types.ask('describe', { path, offset }, name, source);
    const isSame = view.state.doc.eq(doc);
    if (!isSame) return;
    const changes: ChangeSpec[] = [...(details?.changes ?? []), { from, to, insert: name }];
    const set = view.state.changes(changes);
    view.dispatch({
      changes: set,
      selection: { anchor: set.mapPos(to, 1) },
      scrollIntoView: true,
      userEvent: 'input.complete',
      annotations: pickedCompletion.of(picked),
    });
  };
}
