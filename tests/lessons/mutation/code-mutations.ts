import ts from 'typescript';
import type { Edit } from './edit.ts';
import { isSql, sqlEdits } from './sql-mutations.ts';

/** What a client may take one status for. */
const NEIGHBOURS: Readonly<Record<string, readonly string[]>> = {
  200: ['201'],
  201: ['200'],
  204: ['200'],
  400: ['422', '500'],
  401: ['403'],
  403: ['404', '401'],
  404: ['403'],
  409: ['400'],
  410: ['404'],
  422: ['400'],
  429: ['503'],
  500: ['400'],
  503: ['500'],
};

/** Options whose absence makes a call or a schema more lenient. */
const OPTIONS = new Set([
  ...[
    'algorithms',
    'algorithm',
    'expiresIn',
    'audience',
    'issuer',
    'subject',
    'maxTokenAge',
    'clockTolerance',
  ],
  ...['maxLength', 'minLength', 'maximum', 'minimum', 'enum', 'format', 'pattern', 'required', 'default'],
  ...['additionalProperties', 'multipleOf', 'maxItems', 'minItems', 'uniqueItems', 'minProperties', 'schema'],
  ...['keyGenerator', 'redis', 'timeWindow', 'enableDraftSpec', 'trustProxy', 'errorResponseBuilder'],
  ...['httpOnly', 'secure', 'sameSite', 'signed'],
]);

const BOUNDARIES: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.LessThanToken, '<='],
  [ts.SyntaxKind.LessThanEqualsToken, '<'],
  [ts.SyntaxKind.GreaterThanToken, '>='],
  [ts.SyntaxKind.GreaterThanEqualsToken, '>'],
]);

/** All edits of a TypeScript text, those of the SQL in it included. */
export function codeEdits(source: string): Edit[] {
  const file = ts.createSourceFile('program.ts', source, ts.ScriptTarget.Latest, true);
  const edits: Edit[] = [];

  const replace = (mutation: string, node: ts.Node, text: string) => {
    edits.push({ mutation, start: node.getStart(file), end: node.getEnd(), text });
  };

  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node)) return;
    if (isText(node)) {
      const raw = node.getText(file).slice(1, -1);
      const start = node.getStart(file) + 1;
      if (isSql(raw)) {
        for (const edit of sqlEdits(raw)) {
          edits.push({ ...edit, start: start + edit.start, end: start + edit.end });
        }
      }
    }
    if (ts.isNumericLiteral(node)) {
      const neighbours = isStatus(node) ? NEIGHBOURS[node.text] : undefined;
      if (neighbours) for (const status of neighbours) replace('swap-status', node, status);
      else replace('change-number', node, String(Number(node.text) + 1));
    }
    if (ts.isBinaryExpression(node)) {
      const { operatorToken } = node;
      const boundary = BOUNDARIES.get(operatorToken.kind);
      if (boundary !== undefined) replace('shift-boundary', operatorToken, boundary);
      if (operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken)
        replace('swap-logic', operatorToken, '||');
      if (operatorToken.kind === ts.SyntaxKind.BarBarToken) replace('swap-logic', operatorToken, '&&');
    }
    if (ts.isIfStatement(node)) {
      replace('negate-condition', node.expression, `!(${node.expression.getText(file)})`);
      if (!node.elseStatement) replace('drop-statement', node, '');
    }
    if (ts.isConditionalExpression(node)) {
      replace('negate-condition', node.condition, `!(${node.condition.getText(file)})`);
    }
    if (ts.isExpressionStatement(node) && ts.isBlock(node.parent)) {
      const isTransaction = /\.query\(\s*['"`](?:BEGIN|COMMIT|ROLLBACK)\b/.test(node.getText(file));
      replace(isTransaction ? 'drop-transaction' : 'drop-statement', node, '');
    }
    if (isListOfWords(node)) {
      replace('empty-list', node, '[]');
      const last = node.elements.at(-1);
      const before = node.elements.at(-2);
      if (last && before) {
        edits.push({ mutation: 'drop-element', start: before.getEnd(), end: last.getEnd(), text: '' });
      }
    }
    if (isProperty(node) && OPTIONS.has(node.name.getText(file))) {
      const end = node.getEnd();
      const comma = /^\s*,/.exec(source.slice(end))?.[0].length ?? 0;
      edits.push({ mutation: 'drop-option', start: node.getStart(file), end: end + comma, text: '' });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return edits;
}

function isText(node: ts.Node): boolean {
  return (
    ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node)
  );
}

function isProperty(node: ts.Node): node is ts.PropertyAssignment | ts.ShorthandPropertyAssignment {
  return ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node);
}

/** ['name', 'email'], or ['A', 'B'] as a constant. */
function isListOfWords(node: ts.Node): node is ts.ArrayLiteralExpression {
  return (
    ts.isArrayLiteralExpression(node) &&
    node.elements.length > 0 &&
    node.elements.every((element) => ts.isStringLiteral(element))
  );
}

/** reply.code(404), { statusCode: 429 }, new ApiError(404, …) */
function isStatus(node: ts.NumericLiteral): boolean {
  let { parent } = node as ts.Node;
  if (ts.isConditionalExpression(parent)) ({ parent } = parent);
  if (ts.isPropertyAssignment(parent)) return /^status(?:Code)?$/.test(parent.name.getText());
  if (ts.isNewExpression(parent)) return parent.arguments?.[0] === node;
  if (!ts.isCallExpression(parent)) return false;
  const { expression } = parent;
  return ts.isPropertyAccessExpression(expression) && /^(?:code|status|redirect)$/.test(expression.name.text);
}
