import type { TSESTree } from '@typescript-eslint/utils';
import { keyName } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { trailOfMember } from './member-trails.ts';
import { readText, readTrail } from './read-text.ts';
import type { Reading } from './reading.ts';
import { historiesOf, type TextTrail } from './text-histories.ts';

/** What a call is given to run. */
export interface GivenText {
  /** The expression with the text. */
  readonly text: Node;
  /** The values beside the text, where one object holds both. */
  readonly values: Node | null;
  readonly readings: readonly Reading[];
}

const TEXT_KEYS = [
  'text',
  'sql',
  'query',
  'queryText',
  'queryString',
  'sqlText',
  'sqlQuery',
  'statement',
] as const;
const VALUES_KEY = /^(?:values|args|bindings|params|parameters|replacements)$/;

/**
 * The texts of `query(text, values)`, `query({ text, values })`, `execute({ sql, args })`, and of
 * `const query = { text, values }; query.text += …; pool.query(query)`.
 */
export function givenTexts(sourceCode: SourceCode, argument: Node): GivenText[] {
  const expression = unwrap(argument);
  const objects = expression.type === 'ObjectExpression' ? [expression] : heldObjects(sourceCode, expression);
  if (!objects) return [{ text: argument, values: null, readings: readText(sourceCode, argument) }];
  return objects.flatMap((object) => {
    const text = textIn(object);
    const values = valueOf(object, (name) => VALUES_KEY.test(name));
    const trail = writtenText(sourceCode, expression);
    if (trail) return [{ text: text ?? argument, values, readings: readTrail(sourceCode, trail, argument) }];
    return text ? [{ text, values, readings: readText(sourceCode, text) }] : [];
  });
}

/** The objects that a variable can hold where it is used; null where it may hold something else. */
function heldObjects(sourceCode: SourceCode, node: Node): TSESTree.ObjectExpression[] | null {
  const variable = findVariable(sourceCode, node);
  const histories = variable && historiesOf(variable, node);
  const objects = histories?.map(([first]) => first && unwrap(first));
  return objects && objects.length > 0 && objects.every((object) => object?.type === 'ObjectExpression')
    ? objects
    : null;
}

/** What is written to the text of an object after the object itself: `query.text = …`. */
function writtenText(sourceCode: SourceCode, object: Node): TextTrail | null {
  for (const key of TEXT_KEYS) {
    const trail = trailOfMember(sourceCode, object, key);
    if (trail) return trail;
  }
  return null;
}

function textIn(object: TSESTree.ObjectExpression): Node | null {
  return valueOf(object, (name) => TEXT_KEYS.some((key) => key === name));
}

function valueOf(object: TSESTree.ObjectExpression, isWanted: (name: string) => boolean): Node | null {
  const found = object.properties.findLast(
    (property) => property.type === 'Property' && isWanted(keyName(property) ?? ''),
  );
  return found?.type === 'Property' ? found.value : null;
}
