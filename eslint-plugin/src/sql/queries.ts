import type { TSESTree } from '@typescript-eslint/utils';
import { argumentAt } from '../ast/argument.ts';
import { calledFunctionOrMethod } from '../ast/called-function.ts';
import { isInside } from '../ast/control-flow.ts';
import { inventoryOf } from '../ast/inventory.ts';
import { calleeName, receiver } from '../ast/names.ts';
import { type FunctionNode, isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap } from '../ast/unwrap.ts';
import { isSqlFile } from '../language/sql-source-code.ts';
import { findVariable } from '../ast/variable.ts';
import { concatenation, isFreeText } from './free-text.ts';
import { isSortedBy, mayHaveRawSorts } from './builder-sorts.ts';
import { givenTexts } from './given-texts.ts';
import { fileDialect, handleOf, isQueryFunctionName } from './handles.ts';
import { madeStatement } from './made-statements.ts';
import {
  CONDITION,
  couldBeText,
  isBehindHandle,
  isCutInBracket,
  isContinued,
  isPropertyLike,
  isClauseAlone,
  isWholeStatement,
  MAKES_TEXT,
  SORT_CLAUSE,
  SETS,
  SPEAKS,
} from './query-arguments.ts';
import { mayHaveConditionTexts, takesConditionText } from './query-builders.ts';
import { functionHandle, isQueryFunction } from './query-functions.ts';
import {
  FRAGMENT_METHODS,
  HANDLE_METHODS,
  mayHavePieces,
  placeOfPiece,
  QUERY_METHODS,
  SURE_METHODS,
} from './query-methods.ts';
import { isAppendedLater, isAppendedToStatement, returnedText } from './text-histories.ts';
import { readTemplate, readText } from './read-text.ts';
import { readHole, type Reading, withOpenEnd } from './reading.ts';
import { type Query, type Reach, wholeFile } from './query.ts';
import { isStatement, isUnmistakable, mayBeSql } from './recognize.ts';
import { scan } from './scanner.ts';
import type { ClauseName, Script } from './statement.ts';
import { mayHaveSql } from './signs.ts';
import { sqlTagKind } from './tags.ts';
import type { Dialect } from './tokens.ts';

export type { Query, Reach } from './query.ts';

/** What makes a piece of SQL of text: `sql.raw(text)`, `literal(text)`. */
const MAKES_PIECE = /^(?:raw|literal)$/;

/** Every piece of SQL in a file, in source order. */
export const queriesOf = perFile((sourceCode: SourceCode): readonly Query[] => {
  if (isSqlFile(sourceCode)) return [wholeFile(sourceCode)];
  return mayHaveQueries(sourceCode) ? new Finder(sourceCode).find() : [];
});

/** Whether a file may have SQL, as statements or as pieces that it hands to builders. */
export const mayHaveQueries = perFile(
  (sourceCode: SourceCode): boolean =>
    mayHaveSql(sourceCode) ||
    mayHavePieces(sourceCode) ||
    mayHaveRawSorts(sourceCode) ||
    mayHaveConditionTexts(sourceCode),
);

class Finder {
  readonly #sourceCode: SourceCode;
  readonly #dialect: Dialect;
  readonly #scripts = new Map<string, Script>();
  readonly #queries: Query[] = [];
  readonly #consumed = new Set<Node>();
  /** Functions of this file that hand one of their parameters to a database. */
  readonly #wrappers = new Map<FunctionNode, number>();

  constructor(sourceCode: SourceCode) {
    this.#sourceCode = sourceCode;
    this.#dialect = fileDialect(sourceCode);
  }

  find(): readonly Query[] {
    const { calls, tags, texts } = inventoryOf(this.#sourceCode);
    for (const tag of tags) this.#visitTag(tag);
    for (const call of calls) this.#visitCall(call);
    for (const call of calls) if (call.type === 'CallExpression') this.#visitWrapperCall(call);
    for (const text of texts) if (!this.#consumed.has(text)) this.#visitText(text);
    return this.#queries.sort((one, other) => one.sql.node.range[0] - other.sql.node.range[0]);
  }

  #scan(text: string, dialect: Dialect, within: ClauseName | null): Script {
    const key = `${dialect} ${within ?? ''} ${text}`;
    let script = this.#scripts.get(key);
    if (!script) {
      script = scan(text, dialect, within);
      this.#scripts.set(key, script);
    }
    return script;
  }

  #visitTag(tag: TSESTree.TaggedTemplateExpression): void {
    const kind = sqlTagKind(this.#sourceCode, tag.tag);
    if (kind === null) return;
    const shown = readTemplate(this.#sourceCode, tag.quasi, kind === 'binds' ? 'bound' : 'raw');
    if (kind === 'joins') return;
    const reading = isAppendedLater(this.#sourceCode, tag) ? withOpenEnd(shown, tag) : shown;
    for (const node of reading.nodes) this.#consumed.add(node);
    if (!mayBeSql(reading.sql.text) || (reading !== shown && isCutInBracket(reading.sql.text))) return;
    this.#add(
      reading,
      { reach: 'handle', runner: tag, method: 'sql', values: null, dialect: this.#dialect },
      null,
    );
  }

  #visitCall(call: TSESTree.CallExpression | TSESTree.NewExpression): void {
    const method = calleeName(call);
    const first = argumentAt(call, 0);
    if (method === '' || !first || SETS.test(method)) return;
    if (call.type === 'NewExpression') {
      if (method === 'ParameterizedQuery' || method === 'PreparedStatement')
        this.#read(call, first, null, 'handle', method, this.#dialect, null);
      return;
    }
    const [, second, third] = call.arguments;
    if (second && isBehindHandle(this.#sourceCode, method, first, second)) {
      this.#read(call, second, third ?? null, 'call', method, this.#dialect, null);
      return;
    }
    if (!couldBeText(first)) return;
    if (this.#visitMaker(call, method, first)) return;
    const object = receiver(call);
    const within = FRAGMENT_METHODS.get(method) ?? this.#placeInBuilder(call, method, first);
    if (within) {
      this.#read(call, first, second ?? null, 'handle', method, this.#dialect, within);
      return;
    }
    if (!object) {
      if (isQueryFunction(this.#sourceCode, call.callee, method))
        this.#read(call, first, second ?? null, this.#functionReach(call), method, this.#dialect, null);
      return;
    }
    const isHandleMethod = HANDLE_METHODS.has(method) || method === 'literal';
    const isQueryMethod = isHandleMethod || SURE_METHODS.has(method) || QUERY_METHODS.test(method);
    if (!isQueryMethod && (!isWholeStatement(first) || SPEAKS.test(method))) return;
    const handle = handleOf(this.#sourceCode, object);
    if (handle.kind === 'other' && !SURE_METHODS.has(method)) return;
    if (!isQueryMethod && handle.kind !== 'database') return;
    const isSure = SURE_METHODS.has(method) || (handle.kind === 'database' && isHandleMethod);
    const dialect = handle.dialect === 'unknown' ? this.#dialect : handle.dialect;
    const reach = isSure ? 'handle' : MAKES_TEXT.test(method) ? 'none' : 'call';
    this.#read(call, first, second ?? null, reach, method, dialect, null);
  }

  /** A call that makes a statement for another one to run: the text is what that one runs, and may go on there. */
  #visitMaker(call: TSESTree.CallExpression, method: string, text: Node): boolean {
    const isNamedForQueries = QUERY_METHODS.test(method) || isQueryFunctionName(method);
    if (!isNamedForQueries && !isWholeStatement(text)) return false;
    const made = MAKES_TEXT.test(method) ? null : madeStatement(this.#sourceCode, call);
    if (!made || !(isNamedForQueries || made.isSame)) return false;
    const runner = made.run ?? call;
    const object = receiver(runner);
    const { dialect } = functionHandle(this.#sourceCode, object ?? runner.callee);
    const facts = {
      reach: 'call',
      runner,
      method: calleeName(runner),
      values: made.run?.arguments[1] ?? null,
      dialect: dialect === 'unknown' ? this.#dialect : dialect,
    } as const;
    for (const reading of readText(this.#sourceCode, text))
      this.#add(made.isSame ? reading : withOpenEnd(reading, call), facts, null);
    return true;
  }

  /** The clause that a builder puts a piece of SQL into, which is a text only where it is put together. */
  #placeInBuilder(call: TSESTree.CallExpression, method: string, text: Node): ClauseName | null {
    if (MAKES_PIECE.test(method))
      return isSortedBy(call) &&
        functionHandle(this.#sourceCode, receiver(call) ?? call.callee).kind === 'database'
        ? 'order by'
        : null;
    const isComposed = text.type === 'TemplateLiteral' || text.type === 'BinaryExpression';
    return isComposed && takesConditionText(this.#sourceCode, call) ? 'where' : null;
  }

  #functionReach(call: TSESTree.CallExpression): Reach {
    if (functionHandle(this.#sourceCode, call.callee).kind === 'database') return 'handle';
    return MAKES_TEXT.test(calleeName(call)) ? 'none' : 'call';
  }

  /** Calls of functions that this file defines and that pass their text on to a database. */
  #visitWrapperCall(call: TSESTree.CallExpression): void {
    if (this.#wrappers.size === 0 || this.#queries.some(({ runner }) => runner === call)) return;
    const fn = calledFunctionOrMethod(this.#sourceCode, call);
    const index = fn ? this.#wrappers.get(fn) : undefined;
    const argument = index === undefined ? null : argumentAt(call, index);
    if (index === undefined || !argument) return;
    this.#read(
      call,
      argument,
      call.arguments[index + 1] ?? null,
      'handle',
      calleeName(call),
      this.#dialect,
      null,
    );
  }

  #read(
    call: TSESTree.CallExpression | TSESTree.NewExpression,
    argument: Node,
    values: Node | null,
    reach: Reach,
    method: string,
    dialect: Dialect,
    within: ClauseName | null,
  ): void {
    for (const { text, values: named, readings: shown } of givenTexts(this.#sourceCode, argument)) {
      const readings = shown.length === 0 ? this.#unreadable(unwrap(text), within) : shown;
      if (readings.length === 0 && reach === 'handle') this.#rememberWrapper(text);
      for (const reading of readings) {
        const place = within ?? (reach === 'handle' ? placeOfPiece(method, reading.sql.text) : null);
        this.#add(reading, { reach, runner: call, method, values: named ?? values, dialect }, place);
      }
    }
  }

  /** A clause that the file does not show is one hole; a template behind a tag that it does not show is taken for bound. */
  #unreadable(text: Node, within: ClauseName | null): Reading[] {
    if (within !== null) return [readHole(text)];
    return text.type === 'TaggedTemplateExpression'
      ? [readTemplate(this.#sourceCode, text.quasi, 'bound')]
      : [];
  }

  #rememberWrapper(node: Node): void {
    const expression = unwrap(node);
    if (expression.type !== 'Identifier') return;
    const definition = findVariable(this.#sourceCode, expression)?.defs[0];
    if (definition?.type !== 'Parameter' || !isFunction(definition.node)) return;
    const index = definition.node.params.findIndex((parameter) => parameter === definition.name);
    this.#wrappers.set(definition.node, index);
  }

  #add(reading: Reading, facts: Omit<Query, 'sql' | 'script'>, within: ClauseName | null): void {
    const { sql } = reading;
    if (within === null && !mayBeSql(sql.text)) return;
    const script = this.#scan(sql.text, facts.dialect, within);
    const isTrusted =
      facts.reach === 'handle' &&
      (facts.runner?.type === 'TaggedTemplateExpression' || within !== null || !isPropertyLike(sql.text));
    if (!isTrusted && !isStatement(script) && !isContinued(sql.text)) return;
    for (const node of reading.nodes) this.#consumed.add(node);
    this.#queries.push({ ...facts, sql, script });
  }

  #visitText(node: TSESTree.Literal | TSESTree.TemplateLiteral): void {
    const sample = node.type === 'Literal' ? String(node.value) : (node.quasis[0]?.value.raw ?? '');
    if (node.type === 'Literal' && sample.length < 12 && !SORT_CLAUSE.test(sample)) return;
    if (
      (!mayBeSql(sample) && !SORT_CLAUSE.test(sample) && !CONDITION.test(sample)) ||
      !isFreeText(this.#sourceCode, node)
    )
      return;
    const root = concatenation(node);
    for (const reading of readText(this.#sourceCode, returnedText(this.#sourceCode, root) ?? root)) {
      // A constant that several statements share stands elsewhere.
      if (reading.nodes.some((part) => isInside(part, root) && this.#consumed.has(part))) continue;
      const script = this.#scan(reading.sql.text, this.#dialect, null);
      if (!isUnmistakable(script) && !isClauseAlone(reading.sql.text)) continue;
      for (const part of reading.nodes) this.#consumed.add(part);
      this.#queries.push({
        reach: isAppendedToStatement(this.#sourceCode, root) ? 'handle' : 'none',
        runner: null,
        method: null,
        values: null,
        dialect: this.#dialect,
        sql: reading.sql,
        script,
      });
    }
  }
}
