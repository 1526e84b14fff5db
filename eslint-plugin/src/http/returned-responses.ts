import type { TSESTree } from '@typescript-eslint/utils';
import { returnedExpressions } from '../ast/control-flow.ts';
import { inventoryOf } from '../ast/inventory.ts';
import { calleeName } from '../ast/names.ts';
import { isFunction, type SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap, wrapped } from '../ast/unwrap.ts';
import { propertyOf } from '../sql/validation.ts';
import { mayHaveControllers, mayHaveGatewayResponses } from './signs.ts';
import { statusCode } from './status-code.ts';
import { contentOf, type WebResponse } from './web-responses.ts';

/** Every response that a function of a cloud, or a method of a controller of Nest, returns as an object. */
export const returnedResponsesOf = perFile((sourceCode: SourceCode): readonly WebResponse[] => {
  const { classes, objects } = inventoryOf(sourceCode);
  return [
    ...(mayHaveGatewayResponses(sourceCode)
      ? objects.flatMap((object) => gatewayResponse(object) ?? [])
      : []),
    ...(mayHaveControllers(sourceCode) ? classes.flatMap(controllerResponses) : []),
  ];
});

/** `return { statusCode: 500, body: JSON.stringify({ … }) }`, `callback(null, { statusCode, body })`. */
function gatewayResponse(object: TSESTree.ObjectExpression): WebResponse | null {
  const status = propertyOf(object, 'statusCode');
  const body = propertyOf(object, 'body');
  if (!status || !body || !isReturned(object)) return null;
  const value = unwrap(status);
  return { call: object, body: contentOf(body), status: statusCode(value) ?? 'unknown', statusNode: value };
}

function isReturned(object: TSESTree.ObjectExpression): boolean {
  const { parent } = wrapped(object);
  return (
    parent?.type === 'ReturnStatement' ||
    parent?.type === 'ArrowFunctionExpression' ||
    (parent?.type === 'CallExpression' && /^(?:callback|cb)$/.test(calleeName(parent)))
  );
}

/** What the methods of a controller return that have a route, and set no status of their own. */
function controllerResponses(node: TSESTree.ClassDeclaration | TSESTree.ClassExpression): WebResponse[] {
  if (!decoratorsOf(node.decorators).includes('Controller')) return [];
  return node.body.body.flatMap((member) => {
    if (member.type !== 'MethodDefinition' || !isFunction(member.value)) return [];
    const names = decoratorsOf(member.decorators);
    const isServed = names.some((name) => /^(?:Get|Post|Put|Patch|Delete|All)$/.test(name));
    if (!isServed || names.some((name) => SETS_ANSWER.test(name)) || member.value.params.some(isResponse))
      return [];
    const status = names.includes('Post') ? 201 : 200;
    return returnedExpressions(member.value).flatMap((returned): WebResponse[] => {
      const body = unwrap(returned);
      return body.type === 'ObjectExpression' ? [{ call: body, body, status, statusNode: null }] : [];
    });
  });
}

/** Decorators that set a status, or say what becomes of what the method returns. */
const SETS_ANSWER = /^(?:HttpCode|Redirect|Render|UseInterceptors|UseFilters)$/;

/** `@Res() response`, with which a method sets the status itself. */
function isResponse(parameter: TSESTree.Parameter): boolean {
  return (
    'decorators' in parameter &&
    decoratorsOf(parameter.decorators).some((name) => /^Res(?:ponse)?$/.test(name))
  );
}

function decoratorsOf(decorators: readonly TSESTree.Decorator[] | undefined): string[] {
  return (decorators ?? []).flatMap(({ expression }) =>
    expression.type === 'CallExpression' ? [calleeName(expression)] : [],
  );
}
