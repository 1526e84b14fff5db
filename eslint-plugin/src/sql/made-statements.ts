import type { TSESTree } from '@typescript-eslint/utils';
import { calledFunction } from '../ast/called-function.ts';
import { returnedExpressions } from '../ast/control-flow.ts';
import { calleeName, keyName, lastName, receiver } from '../ast/names.ts';
import type { FunctionNode, Node, SourceCode, Variable } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap, wrapped } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { handleOf, isQueryFunctionName } from './handles.ts';
import { HANDLE_METHODS, SURE_METHODS } from './query-methods.ts';

/** A call that makes a statement of a text, and runs nothing itself. */
export interface MadeStatement {
  /** The call that runs it; null where the file only shows that it is kept as a text. */
  readonly run: TSESTree.CallExpression | null;
  /** Whether it is the same text in another form, so that nothing can follow it. */
  readonly isSame: boolean;
}

/** What makes a piece for a builder or a driver, which runs what it is given. */
const MAKES_PIECE = /^(?:raw|unsafe|literal|sql|prepare\w*)$/;

const TEXT_KEY = /^(?:sql|text|queryText|sqlText|statement)$/;

/**
 * Whether a call makes a statement for another one, whatever its own name says: `db.exec(filters.applyQuery(text))`,
 * `const query = inRows(text); db.query(query)`, `return { sql: filters.applyQuery(text), values }`.
 */
export function madeStatement(sourceCode: SourceCode, call: TSESTree.CallExpression): MadeStatement | null {
  if (MAKES_PIECE.test(calleeName(call))) return null;
  const isKept = isKeptAsText(call);
  const run = isKept ? null : (runOf(sourceCode, call) ?? runOfVariable(sourceCode, call));
  if (!isKept && !run) return null;
  const object = receiver(call);
  if (object && handleOf(sourceCode, object).kind === 'database') return null;
  const fn = calledFunction(sourceCode, call);
  return { run, isSame: fn !== null && handsTextOn(fn) };
}

/** `(text) => ({ text, rowMode: 'array' })`, `(text) => text`. */
function handsTextOn(fn: FunctionNode): boolean {
  const [text] = fn.params;
  if (text?.type !== 'Identifier') return false;
  const isText = (node: Node): boolean => node.type === 'Identifier' && node.name === text.name;
  const returned = returnedExpressions(fn).map(unwrap);
  return (
    returned.length > 0 &&
    returned.every((made) =>
      made.type === 'ObjectExpression'
        ? made.properties.some(
            (property) =>
              property.type === 'Property' &&
              TEXT_KEY.test(keyName(property) ?? '') &&
              isText(unwrap(property.value)),
          )
        : isText(made),
    )
  );
}

/** The call that runs an expression as its statement. */
function runOf(sourceCode: SourceCode, text: Node): TSESTree.CallExpression | null {
  const node = wrapped(text);
  const { parent } = node;
  return parent.type === 'CallExpression' && parent.arguments[0] === node && runsText(sourceCode, parent)
    ? parent
    : null;
}

function runsText(sourceCode: SourceCode, call: TSESTree.CallExpression): boolean {
  const method = calleeName(call);
  const object = receiver(call);
  if (!object) return isQueryFunctionName(method);
  if (SURE_METHODS.has(method)) return true;
  const { kind } = handleOf(sourceCode, object);
  return kind === 'database'
    ? HANDLE_METHODS.has(method)
    : kind === 'open' && /^(?:query|execute|exec)$/.test(method);
}

/** The calls that run what a variable holds, gathered once for all that is written to it. */
const runsOf = perFile(() => new Map<Variable, readonly TSESTree.CallExpression[]>());

/** The first call behind another one that runs what this writes to a variable. No text has to be waited for. */
function runOfVariable(
  sourceCode: SourceCode,
  maker: TSESTree.CallExpression,
): TSESTree.CallExpression | null {
  const variable = maker.parent.type === 'AwaitExpression' ? null : findVariable(sourceCode, holderOf(maker));
  if (!variable) return null;
  let runs = runsOf(sourceCode).get(variable);
  if (!runs) {
    runs = variable.references.flatMap(({ identifier }) => runOf(sourceCode, identifier) ?? []);
    runsOf(sourceCode).set(variable, runs);
  }
  return runs.find(({ range }) => range[0] > maker.range[0]) ?? null;
}

/** What a value is written to, perhaps as one of several: `const [query, values] = [applyQuery(text), …]`. */
function holderOf(value: Node): Node | null {
  const node = wrapped(value);
  const { parent } = node;
  if (parent.type === 'VariableDeclarator') return parent.id;
  if (parent.type === 'AssignmentExpression') return parent.left;
  if (parent.type !== 'ArrayExpression' || parent.parent.type !== 'VariableDeclarator') return null;
  const { id } = parent.parent;
  const place = parent.elements.findIndex((element) => element === node);
  return id.type === 'ArrayPattern' ? (id.elements[place] ?? null) : null;
}

/** `{ sql: applyQuery(text) }`, `query.text = applyQuery(text)`. */
function isKeptAsText(call: Node): boolean {
  const { parent } = call;
  if (parent?.type === 'Property') return parent.value === call && TEXT_KEY.test(keyName(parent) ?? '');
  return (
    parent?.type === 'AssignmentExpression' &&
    parent.left.type === 'MemberExpression' &&
    TEXT_KEY.test(lastName(parent.left) ?? '')
  );
}
