import type { TSESTree } from '@typescript-eslint/utils';
import type { Node, Range, SourceCode } from '../ast/node.ts';
import { unwrap, unwrapAwaited } from '../ast/unwrap.ts';
import { composedClause } from './composed-clause.ts';
import { type Format, formatOf, marksIn } from './formatted-text.ts';
import { MAX_DEPTH, ShownText } from './shown-text.ts';
import type { Reading } from './reading.ts';
import { sqlTagKind } from './tags.ts';
import { type HoleEntry, TextBuilder } from './text.ts';
import { historiesOf, type TextTrail } from './text-histories.ts';
import { outcomesOf, recipesOf, recipesOfTrail, trailOf } from './text-recipes.ts';
import { constantMember, constantResult, operands, rawArgument, textMethodReceiver } from './text-sources.ts';

/** Branches multiply; past this many the text counts as unknown. */
const MAX_VARIANTS = 8;
/** In how many ways a choice within a text is written out. */
const MAX_BRANCHES = 3;

/**
 * Reads an expression as text with holes: templates, concatenation, constants, members of constant objects,
 * text appended to step by step, arrays that are joined. Each branch of a choice gives a text of its own.
 */
export function readText(sourceCode: SourceCode, node: Node): Reading[] {
  return new Reader(sourceCode).variants(node);
}

/** Reads what a member of an object holds where the object is used: `query.text` for `query`. */
export function readTrail(sourceCode: SourceCode, trail: TextTrail, use: Node): Reading[] {
  return new Reader(sourceCode).ways(recipesOfTrail(sourceCode, trail, use) ?? [], trail, use);
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

class Reader {
  readonly #sourceCode: SourceCode;
  readonly #shown: ShownText;
  #depth = 0;
  /** Which of the texts with holes each choice writes out, and how many the choice with most of them has. */
  #branch = 0;
  #branches = 1;

  constructor(sourceCode: SourceCode) {
    this.#sourceCode = sourceCode;
    this.#shown = new ShownText(sourceCode);
  }

  variants(node: Node): Reading[] {
    const text = unwrap(node);
    return this.ways(recipesOf(this.#sourceCode, text), trailOf(this.#sourceCode, text), node);
  }

  /** A reading of each way in which a text comes about, most of them by way of a variable. */
  ways(recipes: readonly Node[][], variable: TextTrail | null, node: Node): Reading[] {
    const readings: Reading[] = [];
    for (const steps of recipes.slice(0, MAX_VARIANTS)) {
      if (!steps.some((step) => this.#shown.isText(step, 'raw'))) continue;
      if (variable) this.#shown.visiting.add(variable);
      this.#branches = 1;
      for (this.#branch = 0; this.#branch < Math.min(this.#branches, MAX_BRANCHES); this.#branch++) {
        const builder = new TextBuilder();
        for (const step of steps) this.#append(builder, step, step.range, 'raw');
        if (builder.length > 0)
          readings.push({ sql: builder.build(steps[0] ?? node), nodes: [...steps, ...builder.nodes] });
      }
      this.#branch = 0;
      if (variable) this.#shown.visiting.delete(variable);
    }
    return readings;
  }

  #append(builder: TextBuilder, node: Node, range: Range, entry: HoleEntry): void {
    const expression = unwrapAwaited(node);
    if (this.#depth > MAX_DEPTH || !this.#shown.isText(expression, entry)) {
      const raw = expression.type === 'CallExpression' ? rawArgument(expression) : null;
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
      case 'LogicalExpression':
        this.#appendChoice(
          builder,
          node,
          range,
          entry,
          outcomesOf(node).map((outcome) => [outcome]),
        );
        break;
      case 'Identifier':
      case 'MemberExpression': {
        const trail = trailOf(this.#sourceCode, node);
        const value = trail || node.type === 'Identifier' ? null : constantMember(this.#sourceCode, node);
        if (value) this.#append(builder, value, range, entry);
        if (!trail || this.#shown.visiting.has(trail)) break;
        this.#shown.visiting.add(trail);
        this.#appendChoice(builder, node, range, entry, historiesOf(trail, node) ?? []);
        this.#shown.visiting.delete(trail);
        break;
      }
      case 'CallExpression':
        this.#appendCall(builder, node, range, entry);
        break;
      default:
    }
  }

  #appendCall(builder: TextBuilder, node: TSESTree.CallExpression, range: Range, entry: HoleEntry): void {
    const raw = rawArgument(node);
    const format = raw ? null : formatOf(this.#sourceCode, node);
    if (format) {
      this.#appendFormat(builder, node, format, entry);
      return;
    }
    const inner = raw ?? textMethodReceiver(node) ?? constantResult(this.#sourceCode, node);
    if (inner) {
      this.#append(builder, inner, range, raw ? 'raw' : entry);
      return;
    }
    const joined = this.#shown.joined(node);
    if (!joined) return this.#appendClause(builder, node, range, entry);
    joined.items.forEach((item, index) => {
      if (index > 0) builder.addGlue(joined.separator);
      this.#append(builder, item, item.type === 'SpreadElement' ? item.argument.range : item.range, entry);
    });
    if (joined.isOpen) {
      builder.addGlue(joined.separator);
      builder.addHole(node, range, entry);
    }
  }

  /** A clause that a function of this file makes. */
  #appendClause(builder: TextBuilder, call: TSESTree.CallExpression, range: Range, entry: HoleEntry): void {
    const clause = composedClause(this.#sourceCode, call);
    if (!clause) return;
    this.#shown.composing.add(clause.fn);
    this.#appendChoice(
      builder,
      call,
      range,
      entry,
      clause.texts.map((text) => [text]),
    );
    this.#shown.composing.delete(clause.fn);
  }

  /** A text in which values stand in the place of marks. */
  #appendFormat(builder: TextBuilder, call: Node, format: Format, entry: HoleEntry): void {
    const branch = new TextBuilder();
    this.#append(branch, format.text, format.text.range, entry);
    const sql = branch.build(format.text);
    builder.addNodes(branch.nodes);
    let at = 0;
    for (const { start, end, value, entry: marked } of marksIn(sql, format)) {
      builder.addText(sql, at, start);
      builder.addHole(value ?? call, (value ?? call).range, marked);
      at = end;
    }
    builder.addText(sql, at, sql.text.length);
  }

  /**
   * Texts that exclude each other. Fixed ones become one hole that knows what it can be. Where some have holes of
   * their own, one of those is written out, because what it lets in matters more than what the others say.
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
    const open = texts.filter(({ sql }) => sql.holes.length > 0);
    this.#branches = Math.max(this.#branches, open.length);
    const longest =
      open[Math.min(this.#branch, open.length - 1)] ?? texts.find(({ sql }) => sql.text.length > 60);
    if (longest) {
      for (const step of longest.steps) this.#append(builder, step, step.range, entry);
    } else {
      const choices = texts.map(({ sql }) => sql.text);
      // `'FROM users' + where` is no longer name, but a clause or nothing.
      if (choices.every((text) => text === '' || /^\s/.test(text))) builder.addGlue(' ');
      builder.addHole(node, range, entry, choices);
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
}
