import type { TSESTree } from '@typescript-eslint/utils';
import { calledFunction } from '../ast/called-function.ts';
import { enclosingBlock, isInside, returnedExpressions } from '../ast/control-flow.ts';
import { calleeName, keyName, memberName, receiver, stringValue } from '../ast/names.ts';
import { isFunction, type Node, type Range, type SourceCode, type Variable } from '../ast/node.ts';
import { unwrap, unwrapAwaited } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { sqlTagKind } from './tags.ts';
import { type HoleEntry, type SqlText, TextBuilder } from './text.ts';

/** A text and the nodes it was read from. */
export interface Reading {
  readonly sql: SqlText;
  readonly nodes: readonly Node[];
}

/** Branches multiply; past this many the text counts as unknown. */
const MAX_VARIANTS = 8;
const MAX_DEPTH = 12;

/**
 * Reads an expression as text with holes: templates, concatenation, constants, members of constant objects,
 * text appended to step by step, arrays that are joined. Each branch of a choice gives a text of its own.
 */
export function readText(sourceCode: SourceCode, node: Node): Reading[] {
  return new Reader(sourceCode).variants(node);
}

/** Reads a tagged template, whose expressions the tag binds or joins. */
export function readTemplate(
  sourceCode: SourceCode,
  template: TSESTree.TemplateLiteral,
  entry: HoleEntry,
): Reading {
  const reader = new Reader(sourceCode);
  const builder = new TextBuilder();
  reader.template(builder, template, entry);
  return { sql: builder.build(template), nodes: [template, ...builder.nodes] };
}

/** Whether a file shows an expression's text, at least in part. */
export function isText(sourceCode: SourceCode, node: Node): boolean {
  return new Reader(sourceCode).isText(node, 'raw');
}

class Reader {
  readonly #sourceCode: SourceCode;
  readonly #visiting = new Set<Variable>();
  #depth = 0;

  constructor(sourceCode: SourceCode) {
    this.#sourceCode = sourceCode;
  }

  variants(node: Node): Reading[] {
    const readings: Reading[] = [];
    for (const steps of this.#recipes(unwrap(node), 0).slice(0, MAX_VARIANTS)) {
      if (!steps.some((step) => this.isText(step, 'raw'))) continue;
      const builder = new TextBuilder();
      const variable = this.#variableOf(unwrap(node));
      if (variable) this.#visiting.add(variable);
      for (const step of steps) this.#append(builder, step, step.range, 'raw');
      if (variable) this.#visiting.delete(variable);
      if (builder.length > 0)
        readings.push({ sql: builder.build(steps[0] ?? node), nodes: [...steps, ...builder.nodes] });
    }
    return readings;
  }

  /** The ways in which a text comes about, each a list of expressions put one after the other. */
  #recipes(node: Node, depth: number): Node[][] {
    if (depth > 3) return [[node]];
    if (node.type === 'ConditionalExpression') {
      return [
        ...this.#recipes(unwrap(node.consequent), depth + 1),
        ...this.#recipes(unwrap(node.alternate), depth + 1),
      ];
    }
    const variable = this.#variableOf(node);
    if (!variable) return [[node]];
    const histories = historiesOf(variable, node);
    return histories === null ? [[node]] : histories.flatMap((steps) => this.#expandFirst(steps, depth));
  }

  #expandFirst(steps: Node[], depth: number): Node[][] {
    const [first, ...rest] = steps;
    if (!first) return [steps];
    return this.#recipes(unwrap(first), depth + 1).map((recipe) => [...recipe, ...rest]);
  }

  #variableOf(node: Node): Variable | null {
    return node.type === 'Identifier' ? findVariable(this.#sourceCode, node) : null;
  }

  /** Whether {@link Reader.#append} would add characters for this node, and not just a hole. */
  isText(node: Node, entry: HoleEntry, depth = 0): boolean {
    if (depth > MAX_DEPTH) return false;
    const expression = unwrapAwaited(node);
    const isTextToo = (other: Node): boolean => this.isText(other, entry, depth + 1);
    switch (expression.type) {
      case 'Literal':
        return (
          entry === 'raw' && (typeof expression.value === 'string' || typeof expression.value === 'number')
        );
      case 'TemplateLiteral':
        return entry === 'raw';
      case 'TaggedTemplateExpression':
        return sqlTagKind(this.#sourceCode, expression.tag) !== null;
      case 'BinaryExpression':
        return entry === 'raw' && expression.operator === '+' && operands(expression).some(isTextToo);
      case 'ConditionalExpression':
        return isTextToo(expression.consequent) && isTextToo(expression.alternate);
      case 'Identifier': {
        const variable = this.#variableOf(expression);
        if (!variable || this.#visiting.has(variable))
          return variable !== null && this.#visiting.has(variable);
        const histories = historiesOf(variable, expression);
        if (histories === null) return false;
        this.#visiting.add(variable);
        const text =
          histories.length > 0 && histories.every((steps) => steps.length > 0 && steps.every(isTextToo));
        this.#visiting.delete(variable);
        return text;
      }
      case 'MemberExpression': {
        const value = this.#constantMember(expression);
        return value !== null && isTextToo(value);
      }
      case 'CallExpression': {
        const raw = this.#rawArgument(expression);
        if (raw) return this.isText(raw, 'raw', depth + 1);
        if (entry === 'bound') return false;
        const inner = textMethodReceiver(expression) ?? this.#constantResult(expression);
        if (inner) return isTextToo(inner);
        return this.#joined(expression) !== null;
      }
      default:
        return false;
    }
  }

  #append(builder: TextBuilder, node: Node, range: Range, entry: HoleEntry): void {
    const expression = unwrapAwaited(node);
    if (this.#depth > MAX_DEPTH || !this.isText(expression, entry)) {
      const raw = expression.type === 'CallExpression' ? this.#rawArgument(expression) : null;
      builder.addHole(raw ?? node, range, raw ? 'raw' : entry);
      return;
    }
    this.#depth++;
    this.#appendText(builder, expression, range, entry);
    this.#depth--;
  }

  #appendText(builder: TextBuilder, node: Node, range: Range, entry: HoleEntry): void {
    const { text: file } = this.#sourceCode;
    switch (node.type) {
      case 'Literal':
        if (typeof node.value === 'string')
          builder.addSource(node, node.value, file, node.range[0] + 1, node.range[1] - 1);
        else builder.addSource(node, String(node.value), file, node.range[0], node.range[1]);
        break;
      case 'TemplateLiteral':
        this.template(builder, node, 'raw');
        break;
      case 'TaggedTemplateExpression':
        this.template(
          builder,
          node.quasi,
          sqlTagKind(this.#sourceCode, node.tag) === 'binds' ? 'bound' : 'raw',
        );
        break;
      case 'BinaryExpression':
        for (const operand of operands(node)) this.#append(builder, operand, operand.range, entry);
        break;
      case 'ConditionalExpression':
        this.#appendChoice(builder, node, range, entry, [[node.consequent], [node.alternate]]);
        break;
      case 'Identifier': {
        const variable = this.#variableOf(node);
        if (!variable || this.#visiting.has(variable)) break;
        const histories = historiesOf(variable, node) ?? [];
        this.#visiting.add(variable);
        this.#appendChoice(builder, node, range, entry, histories);
        this.#visiting.delete(variable);
        break;
      }
      case 'MemberExpression': {
        const value = this.#constantMember(node);
        if (value) this.#append(builder, value, range, entry);
        break;
      }
      case 'CallExpression':
        this.#appendCall(builder, node, range, entry);
        break;
      default:
    }
  }

  #appendCall(builder: TextBuilder, node: TSESTree.CallExpression, range: Range, entry: HoleEntry): void {
    const raw = this.#rawArgument(node);
    const inner = raw ?? textMethodReceiver(node) ?? this.#constantResult(node);
    if (inner) {
      this.#append(builder, inner, range, raw ? 'raw' : entry);
      return;
    }
    const joined = this.#joined(node);
    if (!joined) return;
    joined.items.forEach((item, index) => {
      if (index > 0) builder.addGlue(joined.separator);
      this.#append(
        builder,
        item,
        joined.isMapped ? item.range : item.type === 'SpreadElement' ? item.argument.range : item.range,
        entry,
      );
    });
    if (joined.isOpen) {
      builder.addGlue(joined.separator);
      builder.addHole(node, range, entry);
    }
  }

  /**
   * Texts that exclude each other. Fixed ones become one hole that knows what it can be. Where one has holes of
   * its own, that one is written out, because what it lets in matters more than what the others say.
   */
  #appendChoice(
    builder: TextBuilder,
    node: Node,
    range: Range,
    entry: HoleEntry,
    histories: readonly Node[][],
  ): void {
    const [only] = histories;
    if (histories.length === 1 && only) {
      for (const step of only)
        this.#append(builder, step, step.type === 'Identifier' ? range : step.range, entry);
      return;
    }
    const texts = histories.map((steps) => {
      const branch = new TextBuilder();
      for (const step of steps) this.#append(branch, step, step.range, entry);
      return { steps, sql: branch.build(node) };
    });
    const open = texts.find(({ sql }) => sql.holes.length > 0);
    const longest = open ?? texts.find(({ sql }) => sql.text.length > 60);
    if (longest) {
      for (const step of longest.steps) this.#append(builder, step, step.range, entry);
    } else {
      builder.addHole(
        node,
        range,
        entry,
        texts.map(({ sql }) => sql.text),
      );
    }
  }

  template(builder: TextBuilder, template: TSESTree.TemplateLiteral, entry: HoleEntry): void {
    const { text: file } = this.#sourceCode;
    const quotesIncluded = template.quasis[0]?.range[0] === template.range[0];
    let start = template.range[0] + 1;
    template.quasis.forEach((quasi, index) => {
      const margin = quasi.tail ? 1 : 2;
      const end = quotesIncluded ? quasi.range[1] - margin : quasi.range[1];
      const cooked = quasi.value.cooked as string | null;
      builder.addSource(quasi, cooked ?? quasi.value.raw, file, start, end);
      const expression = template.expressions[index];
      const next = template.quasis[index + 1];
      if (!expression || !next) return;
      start = quotesIncluded ? next.range[0] + 1 : next.range[0];
      this.#append(builder, expression, [end, start], entry);
    });
  }

  /** The value of `QUERIES.users` when QUERIES is a constant object of this file. */
  #constantMember(node: TSESTree.MemberExpression): Node | null {
    const name = memberName(node);
    const object = unwrap(node.object);
    if (name === null) return null;
    if (object.type === 'ThisExpression') return constantField(node, name);
    const variable = this.#variableOf(object);
    const init = variable ? constantInit(variable) : null;
    const literal = init ? unwrap(init) : null;
    if (literal?.type !== 'ObjectExpression') return null;
    for (const property of literal.properties) {
      if (property.type === 'Property' && keyName(property) === name && !isFunction(property.value))
        return property.value;
    }
    return null;
  }

  /** What `sql.raw(text)`, `Prisma.raw(text)` put into a statement as it is. */
  #rawArgument(call: TSESTree.CallExpression): Node | null {
    const name = calleeName(call);
    const object = receiver(call);
    if (
      !object ||
      (name !== 'raw' && name !== 'unsafe' && name !== 'literal' && name !== '__dangerous__rawValue')
    )
      return null;
    const [argument] = call.arguments;
    return argument && argument.type !== 'SpreadElement' ? argument : null;
  }

  /** What a function of this file without parameters always returns. */
  #constantResult(call: TSESTree.CallExpression): Node | null {
    const called = call.arguments.length > 0 ? null : calledFunction(this.#sourceCode, call);
    if (!called || called.async || called.generator) return null;
    const returned = returnedExpressions(called);
    return returned.length === 1 ? (returned[0] ?? null) : null;
  }

  /** The pieces of `[…].join(separator)`, of an array filled by `push`, of `items.map(toText).join()`. */
  #joined(call: TSESTree.CallExpression): JoinedPieces | null {
    if (calleeName(call) !== 'join') return null;
    const [argument] = call.arguments;
    const separator = argument ? stringValue(argument) : ',';
    let source = receiver(call);
    while (source?.type === 'CallExpression' && calleeName(source) === 'filter') source = receiver(source);
    if (separator === null || !source) return null;
    if (source.type === 'ArrayExpression') return joinedItems(source.elements, separator);
    if (source.type === 'CallExpression' && calleeName(source) === 'map') {
      const [mapper] = source.arguments;
      if (!mapper || !isFunction(mapper)) return null;
      const returned = returnedExpressions(mapper);
      const [first] = returned;
      return returned.length === 1 && first && this.isText(first, 'raw')
        ? { items: [first], separator, isMapped: true, isOpen: false }
        : null;
    }
    const variable = this.#variableOf(source);
    const init = variable ? variableInit(variable) : null;
    const array = init ? unwrap(init) : null;
    if (!variable || array?.type !== 'ArrayExpression') return null;
    return pushedItems(variable, array, call, separator);
  }
}

interface JoinedPieces {
  readonly items: readonly Node[];
  readonly separator: string;
  readonly isMapped: boolean;
  /** Whether other code, which the file does not show, can add pieces. */
  readonly isOpen: boolean;
}

function joinedItems(elements: readonly (Node | null)[], separator: string): JoinedPieces | null {
  const items = elements.filter((element): element is Node => element !== null);
  return items.length === 0 ? null : { items, separator, isMapped: false, isOpen: false };
}

function pushedItems(
  variable: Variable,
  array: TSESTree.ArrayExpression,
  use: Node,
  separator: string,
): JoinedPieces | null {
  const items: Node[] = array.elements.filter((element) => element !== null);
  let isOpen = false;
  for (const reference of variable.references) {
    const { identifier } = reference;
    const { parent } = identifier;
    if (identifier.range[0] > use.range[0] || reference.init) continue;
    if (reference.isWrite()) return null;
    if (
      parent.type === 'MemberExpression' &&
      parent.object === identifier &&
      parent.parent.type === 'CallExpression'
    ) {
      const method = memberName(parent);
      if (method === 'push' || method === 'unshift') items.push(...parent.parent.arguments);
    } else if (parent.type === 'CallExpression' || parent.type === 'NewExpression') {
      isOpen = true;
    }
  }
  return items.length === 0 ? null : { items, separator, isMapped: false, isOpen };
}

/** The operands of a chain of `+`, from left to right, without recursion: such chains get long. */
function operands(node: TSESTree.BinaryExpression): Node[] {
  const found: Node[] = [];
  let current: Node = node;
  while (current.type === 'BinaryExpression' && current.operator === '+') {
    found.push(unwrap(current.right));
    current = unwrap(current.left);
  }
  found.push(current);
  return found.reverse();
}

/** The text that `.trim()` and its like leave the same but for spaces. */
function textMethodReceiver(call: TSESTree.CallExpression): Node | null {
  const name = calleeName(call);
  if (name === 'trim' || name === 'trimEnd' || name === 'trimStart' || name === 'toString')
    return receiver(call);
  if (name !== 'replace' && name !== 'replaceAll') return null;
  const [pattern, replacement] = call.arguments;
  const isSpaces =
    pattern?.type === 'Literal' &&
    'regex' in pattern &&
    /^(?:\\[snrt]|[\s[\]+*|^$()?:])+$/.test(pattern.regex.pattern);
  return isSpaces && replacement && stringValue(replacement)?.trim() === '' ? receiver(call) : null;
}

function variableInit(variable: Variable): Node | null {
  const definition = variable.defs[0];
  if (variable.defs.length !== 1 || definition?.type !== 'Variable') return null;
  return definition.node.id.type === 'Identifier' ? definition.node.init : null;
}

/** What a variable is set to and never changed from. */
export function constantInit(variable: Variable): Node | null {
  const init = variableInit(variable);
  return init && variable.references.every((reference) => reference.init || !reference.isWrite())
    ? init
    : null;
}

/** The value of a readonly or private field that only its declaration sets. */
function constantField(node: TSESTree.MemberExpression, name: string): Node | null {
  let current: Node | undefined = node.parent;
  while (current && current.type !== 'ClassBody') current = current.parent;
  if (current?.type !== 'ClassBody') return null;
  for (const member of current.body) {
    if (member.type !== 'PropertyDefinition' || keyName(member) !== name) continue;
    const isFixed = member.readonly || member.accessibility === 'private' || name.startsWith('#');
    return isFixed ? member.value : null;
  }
  return null;
}

/**
 * What a variable has been through before it is used: for each way the steps that are put one after the other.
 * Null when it is not built in this file, or in a way that cannot be followed.
 */
function historiesOf(variable: Variable, use: Node): Node[][] | null {
  const definition = variable.defs[0];
  if (
    variable.defs.length !== 1 ||
    definition?.type !== 'Variable' ||
    definition.node.id.type !== 'Identifier'
  )
    return null;
  const declarator = definition.node;
  const { parent } = declarator.parent;
  if (parent.type === 'ForOfStatement' || parent.type === 'ForInStatement') return null;
  let starts: Node[] = declarator.init ? [declarator.init] : [];
  const additions: { node: Node; after: number }[] = [];
  for (const reference of variable.references) {
    if (!reference.isWrite() || reference.init) continue;
    const assignment = reference.identifier.parent;
    if (assignment.type !== 'AssignmentExpression' || assignment.left !== reference.identifier) return null;
    if (assignment.range[0] > use.range[0]) continue;
    if (assignment.operator === '+=') {
      additions.push({ node: assignment.right, after: assignment.range[0] });
    } else if (assignment.operator !== '=') {
      return null;
    } else if (mentions(assignment.right, variable)) {
      additions.push({ node: assignment.right, after: assignment.range[0] });
    } else if (isAlwaysRun(assignment, use)) {
      starts = [assignment.right];
      additions.length = 0;
    } else {
      starts.push(assignment.right);
    }
  }
  return starts.map((start) => [
    start,
    ...additions.filter(({ after }) => after > start.range[0]).map(({ node }) => node),
  ]);
}

function mentions(node: Node, variable: Variable): boolean {
  return variable.references.some(({ identifier }) => isInside(identifier, node));
}

function isAlwaysRun(assignment: Node, use: Node): boolean {
  const block = enclosingBlock(assignment);
  return block !== null && block.type !== 'IfStatement' && isInside(use, block);
}
