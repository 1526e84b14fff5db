import type { TSESTree } from '@typescript-eslint/utils';
import { functionName } from '../ast/function-name.ts';
import { keyName } from '../ast/names.ts';
import { type FunctionNode, isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { wrapped } from '../ast/unwrap.ts';

/** Exports that a framework calls with requests of one method: SvelteKit, Next.js, Astro, SolidStart; functions of Cloudflare Pages. */
const METHODS =
  /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ALL|fallback|onRequest(?:Get|Post|Put|Patch|Delete|Head|Options)?)$/;

/** Exports that load a page's data or take its form: SvelteKit, Remix. Others are called so too, but are given no parts of a request. */
const PAGES = /^(?:load|loader|action|clientLoader|clientAction)$/;

/** What the frameworks call the types of their handlers. */
const TYPES =
  /^(?:RequestHandler|APIRoute|APIHandler|Page(?:Server)?Load|Layout(?:Server)?Load|Actions?|(?:Loader|Action)Function|PagesFunction)$/;

/** What such a handler is given beside the parameters of a route. */
const BESIDE = /^(?:request|url|cookies|locals|context|platform|env|fetch)$/;

/** Whether a function is an export of a module that a framework serves by its place among the files. */
export function isExportedHandler(fn: FunctionNode): boolean {
  const action = actionsAround(fn);
  if (action) return true;
  const name = functionName(fn) ?? '';
  if (!isExported(fn)) return false;
  return METHODS.test(name) || hasType(fn) || (PAGES.test(name) && fn.params.some(isGivenParts));
}

function isExported(fn: FunctionNode): boolean {
  const declared = fn.type === 'FunctionDeclaration' ? fn : declarationAround(fn);
  return declared?.parent?.type === 'ExportNamedDeclaration';
}

function declarationAround(node: Node): TSESTree.VariableDeclaration | null {
  const { parent } = wrapped(node);
  return parent?.type === 'VariableDeclarator' ? parent.parent : null;
}

function hasType(fn: FunctionNode): boolean {
  const { parent } = wrapped(fn);
  const annotation = parent?.type === 'VariableDeclarator' ? parent.id.typeAnnotation?.typeAnnotation : null;
  return (
    annotation?.type === 'TSTypeReference' &&
    annotation.typeName.type === 'Identifier' &&
    TYPES.test(annotation.typeName.name)
  );
}

/** `({ request, params }) => …` */
function isGivenParts(parameter: TSESTree.Parameter): boolean {
  return (
    parameter.type === 'ObjectPattern' &&
    parameter.properties.some(
      (property) => property.type === 'Property' && BESIDE.test(keyName(property) ?? ''),
    )
  );
}

/** `export const actions = { default: async ({ request, params }) => … }` of SvelteKit. */
function actionsAround(fn: FunctionNode): Node | null {
  if (fn.parent.type !== 'Property' || !isFunction(fn.parent.value)) return null;
  const declared = declarationAround(fn.parent.parent);
  const [first] = declared?.declarations ?? [];
  const isActions = first?.id.type === 'Identifier' && first.id.name === 'actions';
  return isActions && declared?.parent.type === 'ExportNamedDeclaration' ? declared : null;
}

/** Whether a client calls a function as it likes: a server action of React, by `'use server'` in it or in the file. */
export function isServerAction({ ast }: SourceCode, fn: FunctionNode): boolean {
  if (!fn.async) return false;
  if (fn.body.type === 'BlockStatement' && isForServer(fn.body.body)) return true;
  return isForServer(ast.body) && isExported(fn);
}

function isForServer([first]: readonly TSESTree.ProgramStatement[]): boolean {
  return first?.type === 'ExpressionStatement' && first.directive === 'use server';
}
