import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { tags, tagHighlighter } from '@lezer/highlight';

/** Which colour, by class, which token has: the same classes in the editor, in statements and in prose. */
const rules = [
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], class: 'token-keyword' },
  { tag: [tags.bool, tags.null, tags.self, tags.atom], class: 'token-keyword' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp, tags.character], class: 'token-string' },
  { tag: [tags.number, tags.integer, tags.float], class: 'token-constant' },
  { tag: [tags.comment, tags.lineComment, tags.blockComment], class: 'token-comment' },
  { tag: [tags.typeName, tags.className, tags.namespace], class: 'token-type' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], class: 'token-function' },
  { tag: [tags.function(tags.definition(tags.variableName))], class: 'token-function' },
  { tag: [tags.special(tags.name), tags.escape], class: 'token-constant' },
  { tag: tags.invalid, class: 'token-invalid' },
];

/** For the editor. */
export const highlighting = syntaxHighlighting(HighlightStyle.define(rules));

/** For text outside of the editor. */
export const textHighlighter = tagHighlighter(rules);
