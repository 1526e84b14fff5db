import { parse, type AnyNode, type Function as FunctionNode, type Node, type Token } from 'acorn';
import { EditedText } from './edited-text.ts';
import { NotLowered } from './not-lowered.ts';
import { TokenList } from './token-list.ts';

type ForAwait = Extract<AnyNode, { type: 'ForOfStatement' }>;

/** Where a node stands: in which kind of function, and in which statement. */
interface Place {
  readonly kind: 'async' | 'async generator' | 'other';
  /** Those of a function that has become a generator are not its own any more. */
  readonly arguments: 'own' | 'lost';
  readonly super: 'own' | 'lost' | '_super';
  /** Where the expression statement begins of which it may be the first. */
  readonly statement?: number;
}

const PLAIN: Place = { kind: 'other', arguments: 'own', super: 'own' };

/**
 * Writes async functions as generators that `_async` (awaiting.ts) runs, so that what follows an `await` is a
 * callback of then(), which can keep a context. Nothing in a browser tells when a native `await` goes on. Lines
 * stay; `code` is a script, or the body of an async function.
 */
export function lowerAsync(code: string): EditedText {
  return new Lowering(code).text;
}

class Lowering {
  readonly text: EditedText;
  readonly #tokens: TokenList;
  #loops = 0;

  constructor(code: string) {
    this.text = new EditedText(code);
    const tokens: Token[] = [];
    this.#tokens = new TokenList(code, tokens);
    const program = parse(code, {
      ecmaVersion: 'latest',
      sourceType: 'script',
      allowAwaitOutsideFunction: true,
      allowReturnOutsideFunction: true,
      allowHashBang: true,
      onToken: tokens,
    });
    this.#walk(program, { ...PLAIN, kind: 'async' });
  }

  #walk(node: unknown, place: Place): void {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) return node.forEach((each) => this.#walk(each, place));
    if ('type' in node) this.#lower(node as AnyNode, place);
  }

  #children(node: AnyNode, place: Place): void {
    for (const member of Object.values(node)) this.#walk(member, place);
  }

  #lower(node: AnyNode, place: Place): void {
    switch (node.type) {
      case 'MethodDefinition':
      case 'Property':
        if (node.value?.type === 'FunctionExpression' && node.value.async && isMethod(node))
          return this.#method(node, node.value, place);
        return this.#children(node, place);
      case 'FunctionDeclaration':
      case 'FunctionExpression':
        if (!node.async) return this.#children(node, PLAIN);
        this.#remove('async', node.start);
        return this.#function(node, this.#tokens.find('(', node.id?.end ?? node.start).start);
      case 'PropertyDefinition':
        if (node.computed) this.#walk(node.key, place);
        return this.#walk(node.value, PLAIN);
      case 'StaticBlock':
        return this.#children(node, PLAIN);
      case 'ArrowFunctionExpression':
        return node.async ? this.#arrow(node, place) : this.#children(node, { ...place, kind: 'other' });
      case 'AwaitExpression': {
        const isFirst = place.statement === node.start;
        this.text.replace(
          node.start,
          node.start + 'await'.length,
          `${isFirst ? 'void 0,' : ''}${open(place)}`,
        );
        this.#children(node, place);
        return this.text.insert(node.end, close);
      }
      case 'ExpressionStatement':
        return this.#children(node, { ...place, statement: node.start });
      case 'LabeledStatement': {
        let inner: AnyNode = node;
        while (inner.type === 'LabeledStatement') inner = inner.body;
        if (inner.type === 'ForOfStatement' && inner.await) return this.#forAwait(inner, node.start, place);
        return this.#children(node, place);
      }
      case 'ForOfStatement':
        return node.await ? this.#forAwait(node, node.start, place) : this.#children(node, place);
      case 'YieldExpression':
        return place.kind === 'async generator' ? this.#yield(node, place) : this.#children(node, place);
      case 'ReturnStatement':
        if (place.kind !== 'async generator' || !node.argument) return this.#children(node, place);
        this.text.insert(node.start + 'return'.length, ` ${open(place)}`);
        this.#children(node, place);
        // The end of the statement may be behind its semicolon, or the argument within parentheses.
        return this.text.insert(
          this.#tokens.lastBetween(')', node.argument.end, node.end)?.end ?? node.argument.end,
          close,
        );
      case 'Identifier':
        if (node.name === 'arguments' && place.arguments === 'lost')
          throw new NotLowered(node.start, 'An async arrow function uses arguments.');
        return;
      case 'Super':
        if (place.super === 'own') return;
        throw new NotLowered(node.start, 'An async function uses super.');
      case 'CallExpression':
        if (isOfSuper(node.callee) && place.super === '_super') {
          const paren = this.#tokens.find('(', node.callee.end);
          this.#walk(node.callee, place);
          this.text.insert(paren.end, node.arguments.length === 0 ? 'this' : 'this, ');
          this.text.insert(paren.start, '.call');
          return this.#walk(node.arguments, place);
        }
        return this.#children(node, place);
      case 'MemberExpression':
        return isOfSuper(node) && place.super === '_super'
          ? this.#ofSuper(node, place)
          : this.#children(node, place);
      default:
        return this.#children(node, place);
    }
  }

  #method(
    node: Extract<AnyNode, { type: 'MethodDefinition' | 'Property' }>,
    value: FunctionNode,
    place: Place,
  ): void {
    this.#remove('async', node.start);
    if (node.computed) this.#walk(node.key, place);
    this.#function(value, value.start, node.key.start);
  }

  /** `function f(a, b) { … }`: outside it takes as many parameters, inside a generator takes them as written. */
  #function(node: FunctionNode, parameters: number, star = parameters): void {
    if (node.generator) {
      const { start, end } = this.#tokens.lastBetween('*', 0, star) ?? this.#tokens.find('*', node.start);
      // All that may stand between 'function' and the name.
      this.text.replace(start, end, ' ');
    }
    const names = parameterNames(node);
    // Only a method has one; where it is used nowhere, nothing need stand for it.
    const isMethod = star !== parameters && /\bsuper\b/.test(this.text.original.slice(node.start, node.end));
    const ofSuper = isMethod ? 'const _super = (name) => super[name]; ' : '';
    const run = node.generator ? 'generator' : 'call';
    this.text.insert(
      parameters,
      `(${names.join(', ')}) { ${ofSuper}return _async.${run}(this, arguments, function* `,
    );
    const place: Place = {
      kind: node.generator ? 'async generator' : 'async',
      arguments: 'own',
      super: isMethod ? '_super' : 'lost',
    };
    this.#walk(node.params, place);
    this.#walk(node.body, place);
    this.text.insert(node.end, '); }');
  }

  #arrow(node: FunctionNode, around: Place): void {
    const names = parameterNames(node);
    const given = [...names, '..._rest'].join(', ');
    this.#remove('async', node.start);
    this.text.insert(node.start, `(${given}) => _async.call(this, [${given}], function* `);
    const arrow =
      this.#tokens.lastBetween('=>', node.start, node.body.start) ?? this.#tokens.find('=>', node.start);
    const [first] = node.params;
    const isBare = first !== undefined && this.#tokens.find('(', node.start).start > first.start;
    if (isBare) this.text.insert(first.start, '(');
    const place: Place = {
      kind: 'async',
      arguments: 'lost',
      super: around.super === 'own' ? 'lost' : around.super,
    };
    this.#walk(node.params, place);
    if (isBare) this.text.insert(first.end, ')');
    const isExpression = node.body.type !== 'BlockStatement';
    this.text.replace(arrow.start, arrow.end, isExpression ? '{ return (' : '');
    this.#walk(node.body, place);
    this.text.insert(node.end, isExpression ? '); })' : ')');
  }

  #ofSuper(node: Extract<AnyNode, { type: 'MemberExpression' }>, place: Place): void {
    const { start } = node.object;
    if (node.computed) {
      this.text.replace(start, this.#tokens.find('[', start).end, '_super(');
      this.#walk(node.property, place);
      this.text.replace(node.end - 1, node.end, ')');
    } else {
      const name = this.text.original.slice(node.property.start, node.property.end);
      this.text.replace(start, node.end, `_super('${name}')`);
    }
  }

  #yield(node: Extract<AnyNode, { type: 'YieldExpression' }>, place: Place): void {
    const { argument } = node;
    if (!argument) return;
    if (node.delegate) {
      const star = this.#tokens.find('*', node.start);
      this.text.insert(star.end, ' _async.delegate(');
      this.#walk(argument, place);
      return this.text.insert(node.end, ')');
    }
    this.text.insert(node.start + 'yield'.length, ` ${open(place)}`);
    this.#walk(argument, place);
    this.text.insert(node.end, close);
  }

  /** `for await (LEFT of VALUES) BODY`, with its labels, as a plain loop. */
  #forAwait(node: ForAwait, start: number, place: Place): void {
    const loop = `_loop${++this.#loops}`;
    const wait = (text: string) => `${open(place)}${text}${close}`;
    this.text.insert(start, `{ const ${loop} = _async.loop(); try { `);
    const left = this.text.original.slice(node.left.start, node.left.end);
    const of =
      this.#tokens.lastBetween('of', node.left.end, node.right.start) ??
      this.#tokens.find('of', node.left.end);
    const forToken = this.#tokens.find('for', node.start);
    this.text.replace(forToken.end, of.end, ` (${loop}.over(`);
    this.#walk(node.right, place);
    const end =
      this.#tokens.lastBetween(')', node.right.end, node.body.start) ??
      this.#tokens.find(')', node.right.end);
    const binding =
      node.left.type === 'VariableDeclaration' ? `${left} = ${loop}.value` : `(${left} = ${loop}.value)`;
    this.text.replace(
      end.start,
      end.end,
      `); ${loop}.take(${wait(`${loop}.step()`)}); ) { ${binding.replaceAll('\n', ' ')};`,
    );
    this.#walk(node.body, place);
    this.text.insert(
      node.end,
      ` } } catch (_error) { ${loop}.fail(_error); } finally { if (${loop}.isOpen) ${wait(`${loop}.close()`)}; } }`,
    );
  }

  #remove(label: string, from: number): void {
    const token = this.#tokens.find(label, from);
    this.text.replace(token.start, token.end, '');
  }
}

const open = ({ kind }: Place) => (kind === 'async generator' ? '(yield _async.wait(' : '(yield (');
const close = '))';

const isOfSuper = (node: AnyNode) => node.type === 'MemberExpression' && node.object.type === 'Super';

function isMethod(node: Extract<AnyNode, { type: 'MethodDefinition' | 'Property' }>): boolean {
  return node.type === 'MethodDefinition' || node.method;
}

/** As many as a function's `length` counts. */
function parameterNames({ params }: FunctionNode): string[] {
  const end = params.findIndex(({ type }) => type === 'AssignmentPattern' || type === 'RestElement');
  return params.slice(0, end < 0 ? undefined : end).map((_parameter: Node, index) => `_given${index}`);
}
