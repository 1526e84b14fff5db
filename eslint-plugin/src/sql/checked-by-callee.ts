import type { TSESTree } from '@typescript-eslint/utils';
import { constantValue } from '../ast/constant.ts';
import { importedValue } from '../ast/imported-value.ts';
import { keyName, memberName } from '../ast/names.ts';
import { type FunctionNode, isFunction, type Node, type SourceCode } from '../ast/node.ts';
import type { Arrival } from './number-flow.ts';

const CHECKS = '\\w*[vV]alid\\w*|check\\w*|assert\\w*|ensure\\w*|clamp\\w*';
const IS_NUMBER = 'isNaN|isInteger|isFinite|isSafeInteger|isNumeric|isInt';

/** What a number is bounded by: another number, or a constant. `limit < total` bounds nothing. */
const BOUND = '(?:[1-9][\\d_]*|[A-Z][A-Z_]\\w*|[\\w.]*[mM]ax\\w*)';

/**
 * Whether the function of another file that a number is handed to checks it (compares it, bounds it, or asks a
 * validator), or reads no table with it. Where a largest value counts, to ask whether it is a number is not enough.
 * The text of the function decides, which is all that there is of files that were not parsed for scopes.
 */
export function isCheckedByCallee(sourceCode: SourceCode, arrival: Arrival, countsMaximum: boolean): boolean {
  const { call, argument, key } = arrival;
  if (call.type === 'TaggedTemplateExpression') return false;
  const called = importedFunction(sourceCode, call.callee);
  if (!called) return false;
  const parameter = called.fn.params[call.arguments.findIndex((candidate) => candidate === argument)];
  const name = parameter ? nameWithin(parameter, key) : null;
  if (name === null || !/^\w+$/.test(name)) return false;
  const body = called.sourceCode.text.slice(...(called.fn.body?.range ?? [0, 0]));
  if (readsNoTable(body, name, countsMaximum)) return true;
  const spelled = `(?:\\w+\\.)?${name}\\b(?!\\s*[:.(])`;
  return new RegExp(
    `(?:${CHECKS}|${countsMaximum ? 'min' : IS_NUMBER})\\s*\\(\\s*(?:[\\w.]*\\(\\s*|\\d+\\s*,\\s*)*${spelled}|\\b${BOUND}\\s*[<>]=?\\s+${spelled}|\\b${spelled}\\s+[<>]=?\\s*${BOUND}`,
  ).test(body);
}

/** What a function that asks a database cannot do without. */
const ASKS_DATABASE =
  /quer|prepare|exec|select|\b(?:db|pool|prisma|knex|repo\w*|model\w*)\b|findMany|findAll/i;

/**
 * Whether a function only handles what the process has in memory, `teams.find((team) => team.id === id)` and
 * `log.slice(0, limit)`, or asks the API of another service, which has a largest size of its own.
 */
function readsNoTable(body: string, name: string, countsMaximum: boolean): boolean {
  if (ASKS_DATABASE.test(body)) return false;
  if (countsMaximum && /\b(?:fetch|axios|got|ky)\s*[.(]/.test(body)) return true;
  const isInMemory = new RegExp(
    `\\.slice\\([^()]*\\b${name}\\b${countsMaximum ? '' : `|\\.(?:find|findIndex|filter|some)\\([^;]*?===\\s*${name}\\b`}`,
  );
  return isInMemory.test(body) && !/\bawait\b|\.then\(/.test(body);
}

/** What a parameter, or one key of it, is called in the body of its function. */
function nameWithin(parameter: Node, key: string | null): string | null {
  const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
  if (key !== null) return key;
  return target.type === 'Identifier' ? target.name : null;
}

interface ImportedFunction {
  readonly sourceCode: SourceCode;
  readonly fn: FunctionNode;
}

/** The function of another file that a call names: exported, or a method of an object made of an imported class. */
function importedFunction(sourceCode: SourceCode, callee: Node): ImportedFunction | null {
  const value = importedValue(sourceCode, callee);
  if (value) return isFunction(value.node) ? { sourceCode: value.sourceCode, fn: value.node } : null;
  if (callee.type !== 'MemberExpression') return null;
  const imported = importedClass(sourceCode, callee.object);
  const body =
    imported?.node.type === 'ClassDeclaration' || imported?.node.type === 'ClassExpression'
      ? imported.node.body.body
      : [];
  const name = memberName(callee);
  const method = body.find((member) => member.type === 'MethodDefinition' && keyName(member) === name);
  return imported && method?.type === 'MethodDefinition' && isFunction(method.value)
    ? { sourceCode: imported.sourceCode, fn: method.value }
    : null;
}

/** The class of another file that an object is of: `new Users()` in a constant, `this.users` of a constructor's parameter. */
function importedClass(sourceCode: SourceCode, object: Node): ReturnType<typeof importedValue> {
  if (object.type === 'Identifier') {
    const made = constantValue(sourceCode, object);
    return made?.type === 'NewExpression' ? importedValue(sourceCode, made.callee) : null;
  }
  if (object.type !== 'MemberExpression' || object.object.type !== 'ThisExpression') return null;
  const name = memberName(object);
  const constructor = classAround(object)?.body.find(
    (member) => member.type === 'MethodDefinition' && member.kind === 'constructor',
  );
  const parameters = constructor?.type === 'MethodDefinition' ? constructor.value.params : [];
  for (const parameter of parameters) {
    const target = parameter.type === 'TSParameterProperty' ? parameter.parameter : null;
    if (target?.type !== 'Identifier' || target.name !== name) continue;
    const type = target.typeAnnotation?.typeAnnotation;
    if (type?.type === 'TSTypeReference' && type.typeName.type === 'Identifier')
      return importedValue(sourceCode, type.typeName);
  }
  return null;
}

function classAround(node: Node): TSESTree.ClassBody | null {
  let outer = node.parent;
  while (outer && outer.type !== 'ClassBody') outer = outer.parent;
  return outer ?? null;
}
