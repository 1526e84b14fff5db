import type { TSESTree } from '@typescript-eslint/utils';
import type { FunctionNode, Node, SourceCode } from '../ast/node.ts';
import { unwrapAwaited } from '../ast/unwrap.ts';
import { composedClause } from './composed-clause.ts';
import { foldedPieces } from './folded-text.ts';
import { formatOf } from './formatted-text.ts';
import { type JoinedPieces, joinedPieces } from './joined-text.ts';
import { sqlTagKind } from './tags.ts';
import type { HoleEntry } from './text.ts';
import { historiesOf, type TextTrail } from './text-histories.ts';
import { isMadeForValue, outcomesOf, trailOf } from './text-recipes.ts';
import { constantMember, constantResult, operands, rawArgument, textMethodReceiver } from './text-sources.ts';

/** Deeper than this nobody reads on. */
export const MAX_DEPTH = 12;

/** Judges which expressions have a text that the file shows. */
export class ShownText {
  /** The variables that are being read, which must not be read within themselves. */
  readonly visiting = new Set<TextTrail>();
  /** The functions whose clauses are being read. */
  readonly composing = new Set<FunctionNode>();
  readonly #sourceCode: SourceCode;

  constructor(sourceCode: SourceCode) {
    this.#sourceCode = sourceCode;
  }

  /** Whether a reader would add characters for this node, and not just a hole. */
  isText(node: Node, entry: HoleEntry, depth = 0): boolean {
    if (depth > MAX_DEPTH) return false;
    const expression = unwrapAwaited(node);
    const isTextToo = (other: Node): boolean => this.isText(other, entry, depth + 1);
    switch (expression.type) {
      case 'Literal':
        // `AND ${status ? `status = ${status}` : true}`: the other words of JavaScript are no conditions.
        return (
          entry === 'raw' &&
          (/^(?:string|number)$/.test(typeof expression.value) || expression.value === true)
        );
      case 'TemplateLiteral':
        return entry === 'raw';
      case 'TaggedTemplateExpression':
        return sqlTagKind(this.#sourceCode, expression.tag) !== null;
      case 'BinaryExpression':
        return entry === 'raw' && expression.operator === '+' && operands(expression).some(isTextToo);
      case 'ConditionalExpression':
      case 'LogicalExpression':
        return outcomesOf(expression).every(isTextToo);
      case 'Identifier': {
        const variable = trailOf(this.#sourceCode, expression);
        return variable !== null && this.#isTextOfTrail(variable, expression, isTextToo);
      }
      case 'MemberExpression': {
        const trail = trailOf(this.#sourceCode, expression);
        if (trail) return this.#isTextOfTrail(trail, expression, isTextToo);
        const value = constantMember(this.#sourceCode, expression);
        return value !== null && isTextToo(value);
      }
      case 'CallExpression': {
        const raw = rawArgument(expression);
        if (raw) return this.isText(raw, 'raw', depth + 1);
        if (entry === 'bound') return false;
        const inner =
          formatOf(this.#sourceCode, expression)?.text ??
          textMethodReceiver(expression) ??
          constantResult(this.#sourceCode, expression);
        if (inner) return isTextToo(inner);
        return this.joined(expression) !== null || this.#isComposed(expression);
      }
      default:
        return false;
    }
  }

  #isTextOfTrail(trail: TextTrail, use: Node, isTextToo: (node: Node) => boolean): boolean {
    if (this.visiting.has(trail)) return true;
    const histories = historiesOf(trail, use);
    if (histories === null || isMadeForValue(histories) || isMadeText(histories, isTextToo)) return false;
    this.visiting.add(trail);
    const isText =
      histories.length > 0 && histories.every((steps) => steps.length > 0 && steps.every(isTextToo));
    this.visiting.delete(trail);
    return isText;
  }

  /** Whether a call stands for a clause that a function of this file makes, each text of which is shown. */
  #isComposed(call: TSESTree.CallExpression): boolean {
    const clause = composedClause(this.#sourceCode, call);
    if (!clause || this.composing.has(clause.fn)) return false;
    this.composing.add(clause.fn);
    const isShown = clause.texts.every((text) => this.isText(text, 'raw'));
    this.composing.delete(clause.fn);
    return isShown;
  }

  /** The pieces of a list that a call joins or folds, where the file shows one of them. */
  joined(call: TSESTree.CallExpression): JoinedPieces | null {
    const isText = (node: Node): boolean => this.isText(node, 'raw');
    return joinedPieces(this.#sourceCode, call, isText) ?? foldedPieces(this.#sourceCode, call, isText);
  }
}

/** Whether a variable holds one value that a template only makes text of: `${file.url}`. */
function isMadeText([only, ...others]: readonly Node[][], isText: (node: Node) => boolean): boolean {
  const [template, ...more] = only ?? [];
  if (others.length > 0 || more.length > 0 || template?.type !== 'TemplateLiteral') return false;
  const [value, ...values] = template.expressions;
  return (
    value !== undefined &&
    values.length === 0 &&
    template.quasis.every(({ value: { raw } }) => raw === '') &&
    !isText(value)
  );
}
