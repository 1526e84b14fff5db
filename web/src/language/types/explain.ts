import ts from 'typescript';
import { placed, type TypedProgram } from './program.ts';
import type { CodeText, Explanation, HoverText, ParameterHint, Place } from './protocol.ts';

/** What the name at a place is, and what its author says about it. */
export function hover({ service }: TypedProgram, { path, offset }: Place): HoverText | undefined {
  const info = service.getQuickInfoAtPosition(placed(path), offset);
  if (info === undefined) return undefined;
  const { start, length } = info.textSpan;
  return { from: start, to: start + length, ...explanation(info) };
}

/** The parameters of the call around a place. */
export function parameters({ service }: TypedProgram, { path, offset }: Place): ParameterHint | undefined {
  const help = service.getSignatureHelpItems(placed(path), offset, undefined);
  const item = help?.items[help.selectedItemIndex];
  if (help === undefined || item === undefined) return undefined;
  const named = item.parameters[help.argumentIndex] ?? item.parameters.at(-1);
  return {
    from: help.applicableSpan.start,
    before: codeText(item.prefixDisplayParts),
    parameters: item.parameters.map(({ displayParts }) => codeText(displayParts)),
    after: codeText(item.suffixDisplayParts),
    current: item.isVariadic ? Math.min(help.argumentIndex, item.parameters.length - 1) : help.argumentIndex,
    documentation: ts.displayPartsToString(named?.documentation),
    overloads: help.items.length,
  };
}

interface Explained {
  readonly displayParts?: readonly ts.SymbolDisplayPart[] | undefined;
  readonly documentation?: readonly ts.SymbolDisplayPart[] | undefined;
  readonly tags?: readonly ts.JSDocTagInfo[] | undefined;
}

export function explanation({ displayParts, documentation, tags }: Explained): Explanation {
  return {
    code: codeText(displayParts ?? []),
    documentation: ts.displayPartsToString([...(documentation ?? [])]),
    tags: (tags ?? []).map(({ name, text }) => ({ name, text: ts.displayPartsToString(text) })),
  };
}

/** Types of a schema can be as long as a book: the beginning says enough. */
const longest = 1500;

function codeText(parts: readonly ts.SymbolDisplayPart[]): CodeText {
  const kept: { text: string; kind: string }[] = [];
  let length = 0;
  for (const { text, kind } of parts) {
    length += text.length;
    if (length > longest) return [...kept, { text: ' …', kind: 'text' }];
    kept.push({ text, kind });
  }
  return kept;
}
