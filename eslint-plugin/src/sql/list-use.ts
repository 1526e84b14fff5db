import type { TSESTree } from '@typescript-eslint/utils';
import { gatheredResult } from '../ast/gathered-promises.ts';
import { returnedExpressions } from '../ast/control-flow.ts';
import { calleeName, isFirstElement, keyName, memberName, memberOf } from '../ast/names.ts';
import { isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { unwrap, wrapped } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { executionOf } from './executions.ts';
import type { Query } from './queries.ts';

/** Members under which drivers hand out the rows; `0` is that of mysql2. */
const ROWS = /^(?:rows|recordset|results|data|0)$/;

const EACH = /^(?:map|forEach|filter|reduce|flatMap|some|every|sort|each|mapSeries)$/;

/** Functions that hand on what they are given. */
const HANDS_ON = /^(?:resolve|cast|from|all|isArray)$/;

/** Whether the code that runs a statement goes through its rows one by one: `rows.map(…)`, `for (const row of rows)`. */
export function goesThroughRows(sourceCode: SourceCode, { runner }: Query): boolean {
  if (!runner) return false;
  const follower = new Follower(sourceCode);
  const execution = executionOf(sourceCode, runner);
  if (follower.follow(execution)) return true;
  const callback = execution.type === 'CallExpression' ? execution.arguments.at(-1) : undefined;
  const rows = callback && isFunction(callback) ? callback.params[1] : undefined;
  return rows !== undefined && follower.followPattern(rows);
}

class Follower {
  readonly #sourceCode: SourceCode;
  readonly #seen = new Set<Node>();

  constructor(sourceCode: SourceCode) {
    this.#sourceCode = sourceCode;
  }

  /** Whether something goes through the rows that an expression stands for. */
  follow(expression: Node): boolean {
    const node = wrapped(expression);
    const { parent } = node;
    if (this.#seen.has(node) || this.#seen.size > 60) return false;
    this.#seen.add(node);
    if (this.#followGathered(node)) return true;
    switch (parent.type) {
      case 'MemberExpression':
        return this.#followMember(parent);
      case 'CallExpression':
        return HANDS_ON.test(calleeName(parent)) && this.follow(parent);
      case 'VariableDeclarator':
        return this.followPattern(parent.id);
      case 'AssignmentExpression':
        return parent.left.type === 'MemberExpression'
          ? isNamedForMany(memberName(parent.left))
          : this.followPattern(parent.left);
      case 'Property':
        return parent.value === node && isNamedForMany(keyName(parent)) && isKept(parent.parent);
      case 'ForOfStatement':
        return true;
      case 'ConditionalExpression':
        return parent.test !== node && this.follow(parent);
      case 'LogicalExpression':
        return this.follow(parent);
      case 'SpreadElement':
        return parent.parent.type === 'ArrayExpression';
      default:
        return false;
    }
  }

  /** `const [users, orders] = await Promise.all([…])`: the element that an expression gives. */
  #followGathered(node: Node): boolean {
    const gathered = gatheredResult(this.#sourceCode, node);
    if (!gathered) return false;
    const { target, index } = gathered;
    if (target.type === 'ArrayPattern') {
      const element = target.elements[index];
      return element ? this.followPattern(element) : false;
    }
    return (findVariable(this.#sourceCode, target)?.references ?? []).some(({ identifier }) => {
      const member = memberOf(identifier);
      const isMeant = member?.property.type === 'Literal' && member.property.value === index;
      return isMeant && this.follow(member);
    });
  }

  #followMember(member: TSESTree.MemberExpression): boolean {
    const name = placeOf(member);
    const call = member.parent;
    if (name === null) return false;
    if (call.type !== 'CallExpression' || call.callee !== member)
      return ROWS.test(name) && this.follow(member);
    if (EACH.test(name)) return !readsFirst(call);
    return /^(?:then|bind|catch|finally|timeout|all)$/.test(name) && this.#followThen(call, name);
  }

  /** `.then((result) => result.rows).then((rows) => …)` */
  #followThen(call: TSESTree.CallExpression, name: string): boolean {
    if (name !== 'then') return this.follow(call);
    const [then] = call.arguments;
    if (!then || !isFunction(then)) return false;
    const [rows] = then.params;
    if (rows && this.followPattern(rows)) return true;
    return returnedExpressions(then).some((returned) => isRowsOf(returned, rows)) && this.follow(call);
  }

  followPattern(pattern: Node): boolean {
    switch (pattern.type) {
      case 'Identifier': {
        const references = findVariable(this.#sourceCode, pattern)?.references ?? [];
        return references.some((reference) => reference.isRead() && this.follow(reference.identifier));
      }
      case 'ArrayPattern':
        return pattern.elements[0]?.type === 'Identifier' && this.followPattern(pattern.elements[0]);
      case 'ObjectPattern':
        return pattern.properties.some(
          (property) =>
            property.type === 'Property' &&
            property.key.type === 'Identifier' &&
            ROWS.test(property.key.name) &&
            this.followPattern(property.value),
        );
      default:
        return false;
    }
  }
}

/** Members that hold whatever a query gave, be it one row. */
const ANY_RESULT = /^(?:rows|results|res|status|success|fields|values|params|props|news|address|ms)$/i;

/** `order.items = rows`, `{ items: rows }`: kept as the many that belong to something. */
function isNamedForMany(name: string | null): boolean {
  return name !== null && /(?:[^su]s|[A-Z_]list|^list)$/i.test(name) && !ANY_RESULT.test(name);
}

/** Whether an object holds what belongs together, and is not that of the arguments of a call: `{ ids: rows }`. */
function isKept(object: Node): boolean {
  if (object.type !== 'ObjectExpression') return false;
  return (
    wrapped(object).parent.type !== 'CallExpression' ||
    object.properties.some(({ type }) => type === 'SpreadElement')
  );
}

/** `rows` in `result.rows`, `0` in `result[0]`. */
function placeOf(member: TSESTree.MemberExpression): string | null {
  return isFirstElement(member) ? '0' : memberName(member);
}

/** `rows.map(toUser)[0]`, `const [user] = rows.map(toUser)`. */
function readsFirst(call: Node): boolean {
  const { parent } = wrapped(call);
  if (parent.type === 'MemberExpression') return /^(?:0|at|shift|pop|find)$/.test(placeOf(parent) ?? '');
  return parent.type === 'VariableDeclarator' && parent.id.type === 'ArrayPattern';
}

/** `result`, `result.rows`, `result[0]` of a parameter `result`. */
function isRowsOf(returned: Node, parameter: Node | undefined): boolean {
  let node = unwrap(returned);
  while (node.type === 'MemberExpression' && ROWS.test(placeOf(node) ?? '')) node = unwrap(node.object);
  return node.type === 'Identifier' && parameter?.type === 'Identifier' && node.name === parameter.name;
}
