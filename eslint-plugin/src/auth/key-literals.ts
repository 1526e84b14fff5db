import type { TSESTree } from '@typescript-eslint/utils';
import { calledFunctionOrMethod, objectAround } from '../ast/called-function.ts';
import { constantInit, constantValue } from '../ast/constant.ts';
import { isInside, leftBefore, returnedExpressions } from '../ast/control-flow.ts';
import { fieldValue } from '../ast/field-value.ts';
import { type ImportedValue, importedValue } from '../ast/imported-value.ts';
import { keyName, memberName, stringValue } from '../ast/names.ts';
import { type FunctionNode, isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { onlyAssignment } from '../ast/only-assignment.ts';
import { unwrapAwaited } from '../ast/unwrap.ts';
import { findVariable, importOf } from '../ast/variable.ts';
import { isInDevelopmentBlock } from '../http/development-only.ts';
import { constantMember } from '../sql/text-sources.ts';
import { propertyOf } from '../sql/validation.ts';
import { configuredDefault, environmentDefault } from './environment-schema.ts';
import { configuredText } from './node-config.ts';
import { optionValues } from './option-values.ts';
import {
  argumentsFor,
  defaultsOf,
  parameterNamed,
  parameterOf,
  type PlacedCall,
  type PlacedCalls,
} from './key-parameters.ts';
import { sameText, standInOf } from './key-texts.ts';
import { isRefusedInProduction } from './refused-fallbacks.ts';
import { registeredSetting } from './registered-settings.ts';
import { resultMember, returnedMembers } from './returned-members.ts';

/** A text in the source that a key can be. */
export interface KeyLiteral {
  readonly literal: Node;
  /** Whether it is the key only where another one is missing. */
  readonly isFallback: boolean;
}

/** Names and calls that are followed; code that is being typed may name itself. */
const MAX_DEPTH = 5;

/**
 * The literals that a key can be: itself, a constant, an element of a list, what follows `process.env.KEY ||`, what a
 * function returns. Where another file of the project holds it, the name that stands for it here.
 */
export function keyLiterals(sourceCode: SourceCode, key: Node): KeyLiteral[] {
  return literalsOf(sourceCode, key, { isFallback: false, depth: 0, calls: new Map() });
}

/** The same of an option, where another file of the project holds all of them: `session(config.session)`. */
export function keysOfImportedOptions(sourceCode: SourceCode, options: Node, name: string): KeyLiteral[] {
  const held = importedValue(sourceCode, options);
  if (held?.node.type !== 'ObjectExpression') return [];
  const values = optionValues(held.sourceCode, held.node, name);
  return saidAt(
    options,
    values.flatMap((value) => keyLiterals(held.sourceCode, value)),
  );
}

/** How a key is come by: as a fallback, through how many names, and through which calls, each of a file. */
interface Way {
  readonly isFallback: boolean;
  readonly depth: number;
  readonly calls: PlacedCalls;
}

function literalsOf(sourceCode: SourceCode, node: Node, way: Way): KeyLiteral[] {
  const expression = unwrapAwaited(node);
  const { isFallback, depth, calls } = way;
  if (depth > MAX_DEPTH) return [];
  const follow = (other: Node, isOther = isFallback): KeyLiteral[] =>
    literalsOf(sourceCode, other, { isFallback: isOther, depth: depth + 1, calls });
  /** Of a value that may stand in another file. */
  const placed = (value: ImportedValue | null, isOther = isFallback): KeyLiteral[] | null => {
    if (!value) return null;
    const found = literalsOf(value.sourceCode, value.node, { isFallback: isOther, depth: depth + 1, calls });
    return value.sourceCode === sourceCode ? found : saidAt(expression, found);
  };
  switch (expression.type) {
    case 'Literal':
    case 'TemplateLiteral': {
      const text = stringValue(expression);
      if (text !== null) {
        const isGiven = isKey(text) && !(isFallback && isRefusedInProduction(sourceCode, expression));
        return isGiven ? [{ literal: expression, isFallback }] : [];
      }
      const same = sameText(expression);
      return same ? follow(same) : [];
    }
    case 'AssignmentPattern':
      return follow(expression.right, true);
    case 'LogicalExpression':
      return expression.operator === '&&' ? [] : follow(expression.right, true);
    case 'ConditionalExpression': {
      // `process.env.KEY ? process.env.KEY : 'secret'`; a key for tests alone is chosen by another question.
      const isOrElse = sourceCode.getText(expression.test) === sourceCode.getText(expression.consequent);
      return isOrElse ? follow(expression.alternate, true) : [];
    }
    case 'ArrayExpression':
      return expression.elements.flatMap((element) => (element ? follow(element) : []));
    case 'Identifier': {
      const variable = findVariable(sourceCode, expression);
      const definition = variable?.defs[0];
      const parameter = variable ? parameterOf(definition) : parameterNamed(expression.name, calls);
      if (parameter)
        return [
          ...defaultsOf(parameter.name).flatMap((value) => follow(value, true)),
          ...argumentsFor(sourceCode, parameter, calls).flatMap((argument) =>
            literalsOf(argument.sourceCode, argument.node, { isFallback, depth: depth + 1, calls }),
          ),
        ];
      if (definition?.name.parent.type === 'AssignmentPattern') return follow(definition.name.parent);
      const taken = definition?.type === 'Variable' ? takenOut(definition) : null;
      const takenValue =
        taken &&
        (placed(memberOfObject(sourceCode, taken.from, taken.key)) ??
          placed(environmentDefault(sourceCode, taken.from, taken.key), true));
      if (takenValue) return takenValue;
      const members = taken ? membersOfCall(sourceCode, taken) : [];
      if (members.length > 0) return members.flatMap((each) => placed(each) ?? []);
      const init =
        variable && importOf(variable) ? null : (constantInit(variable) ?? setBefore(sourceCode, expression));
      if (!init) return heldElsewhere(sourceCode, expression, way);
      const found = follow(init);
      return found.some(({ literal }) => stringValue(literal) === null) ? saidAt(expression, found) : found;
    }
    case 'MemberExpression': {
      const name = memberName(expression);
      const value = memberValue(sourceCode, expression);
      if (value) return follow(value);
      const values = valuesOfElements(sourceCode, expression);
      if (values.length > 0) return values.flatMap((each) => follow(each));
      const member = resultMember(expression);
      const members = member ? returnedMembers(sourceCode, member) : [];
      if (members.length > 0) return members.flatMap((each) => placed(each) ?? []);
      return (
        placed(name === null ? null : environmentDefault(sourceCode, expression.object, name), true) ??
        placed(registeredSetting(sourceCode, expression)) ??
        heldElsewhere(sourceCode, expression, way)
      );
    }
    case 'CallExpression': {
      const same = sameText(expression);
      if (same) return follow(same);
      const configured = configuredText(sourceCode, expression);
      if (configured)
        return isKey(configured.text) ? [{ literal: expression, isFallback: configured.isFallback }] : [];
      const fn = calledFunctionOrMethod(sourceCode, expression);
      if (fn) return returnedBy(sourceCode, fn, { sourceCode, call: expression }, way);
      const standIn = standInOf(expression);
      if (standIn) return follow(standIn, true);
      return (
        placed(configuredDefault(sourceCode, expression), true) ?? heldElsewhere(sourceCode, expression, way)
      );
    }
    default:
      return [];
  }
}

/** What a member is: of a constant object, of this class, of the object around. */
function memberValue(sourceCode: SourceCode, node: TSESTree.MemberExpression): Node | null {
  const value = constantMember(sourceCode, node) ?? fieldValue(sourceCode, node);
  const name = memberName(node);
  if (value || node.object.type !== 'ThisExpression') return value;
  const around = objectAround(node);
  return around?.type === 'ObjectExpression' && name !== null ? propertyOf(around, name) : null;
}

/** What `CLIENTS[id].secret` can be, where the file shows all of CLIENTS. */
function valuesOfElements(sourceCode: SourceCode, node: TSESTree.MemberExpression): Node[] {
  const element = unwrapAwaited(node.object);
  const name = memberName(node);
  if (element.type !== 'MemberExpression' || memberName(element) !== null || name === null) return [];
  const table = constantValue(sourceCode, element.object);
  if (table?.type !== 'ObjectExpression') return [];
  return table.properties.flatMap((property) => {
    const value = property.type === 'Property' ? unwrapAwaited(property.value) : null;
    const held = value?.type === 'ObjectExpression' ? propertyOf(value, name) : null;
    return held ? [held] : [];
  });
}

/** A key that one of several returns gives is one that stands in where another is missing. */
function returnedBy(sourceCode: SourceCode, fn: FunctionNode, caller: PlacedCall, way: Way): KeyLiteral[] {
  const returned = returnedExpressions(fn);
  return returned
    .filter((expression) => !isForDevelopment(sourceCode, expression))
    .flatMap((expression) =>
      literalsOf(sourceCode, expression, {
        isFallback: way.isFallback || returned.length > 1,
        depth: way.depth + 1,
        calls: new Map([...way.calls, [fn, caller]]),
      }),
    );
}

/** Whether production never comes here, or the function refuses to go on there first where something is missing. */
function isForDevelopment(sourceCode: SourceCode, expression: Node): boolean {
  if (isInDevelopmentBlock(sourceCode, expression)) return true;
  for (let node = expression; node.parent && !isFunction(node); node = node.parent)
    if (leftBefore(node).some((test) => /\bprod(?:uction)?\b/i.test(sourceCode.getText(test)))) return true;
  return false;
}

/** A key that another file of the project holds is said where it is used: `config.secret`, `getSecret()`. */
function heldElsewhere(sourceCode: SourceCode, node: Node, way: Way): KeyLiteral[] {
  const call = node.type === 'CallExpression' ? node : null;
  const value = importedValue(sourceCode, call ? call.callee : node);
  if (!value) return [];
  if (isFunction(value.node))
    return call ? saidAt(node, returnedBy(value.sourceCode, value.node, { sourceCode, call }, way)) : [];
  return call ? [] : saidAt(node, literalsOf(value.sourceCode, value.node, { ...way, depth: way.depth + 1 }));
}

/** What stands in another file is said where this one uses it. */
function saidAt(node: Node, [found]: readonly KeyLiteral[]): KeyLiteral[] {
  return found ? [{ literal: node, isFallback: found.isFallback }] : [];
}

/** What a name is set to by the only assignment, in the same block or one around. */
function setBefore(sourceCode: SourceCode, name: TSESTree.Identifier): Node | null {
  const assignment = onlyAssignment(sourceCode, name);
  const block = assignment?.parent.type === 'ExpressionStatement' ? assignment.parent.parent : null;
  return assignment && block && isInside(name, block) ? assignment.right : null;
}

/** What `const { secret } = config.jwt` takes out of something, under the name that it has there. */
function takenOut({
  name,
  node: { id, init },
}: {
  readonly name: Node;
  readonly node: TSESTree.VariableDeclarator;
}): { from: Node; key: string } | null {
  const property = id.type === 'ObjectPattern' ? id.properties.find(({ value }) => value === name) : null;
  const key = property?.type === 'Property' ? keyName(property) : null;
  return init && key !== null ? { from: init, key } : null;
}

/** What `const { secret } = getConfig()` takes out of the objects that the function returns. */
function membersOfCall(sourceCode: SourceCode, { from, key }: { from: Node; key: string }): ImportedValue[] {
  const call = unwrapAwaited(from);
  return call.type === 'CallExpression' ? returnedMembers(sourceCode, { call, path: [key] }) : [];
}

/** A member of an object of this file or another one. */
function memberOfObject(sourceCode: SourceCode, object: Node, name: string): ImportedValue | null {
  const own = constantValue(sourceCode, object);
  const held = own ? { sourceCode, node: own } : importedValue(sourceCode, object);
  const value = held?.node.type === 'ObjectExpression' ? propertyOf(held.node, name) : null;
  return held && value ? { sourceCode: held.sourceCode, node: value } : null;
}

/** Public keys and certificates are no secret; `<your key>` is none yet. */
function isKey(text: string): boolean {
  return text !== '' && !/^<.*>$|-----BEGIN (?:PUBLIC|RSA PUBLIC|CERTIFICATE)/.test(text);
}
