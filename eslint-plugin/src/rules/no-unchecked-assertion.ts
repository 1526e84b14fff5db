import { isTestFile } from '../ast/test-file.ts';
import { defineRule } from '../define-rule.ts';
import { isCheckedElsewhere } from '../http/checked-elsewhere.ts';
import { inputAssertionsOf } from '../http/input-assertions.ts';

export default defineRule({
  name: 'no-unchecked-assertion',
  description: 'Disallow type assertions in the place of a check on what comes from outside.',
  preset: 'strict',
  topic: 'rest',
  messages: {
    repeated:
      'A client that sends `{{name}}` twice makes this a list, and `{{assertion}}` hides it until something throws: let a schema check it.',
    nested:
      'Express 5 reads `{{name}}[x]=1` as a parameter of that name, so that this is undefined or text, and `{{assertion}}` hides it: name each filter, and let a schema check it.',
    shape:
      'The client decides what `{{name}}` holds, and `{{assertion}}` only says that nobody looks: let a schema check it.',
    claims:
      'A signature tells who made the token and nothing of what it holds, and `{{assertion}}` hides it: let a schema check the claims.',
    secret:
      'Where `{{name}}` is missing or short, `{{assertion}}` lets the program start with it: check it there, at least 32 bytes.',
  },
  check(context, report) {
    const { sourceCode, filename } = context;
    if (isTestFile(filename)) return;
    for (const { kind, node, name } of inputAssertionsOf(sourceCode)) {
      if (OF_REQUESTS.has(kind) && isCheckedElsewhere(context)) continue;
      const assertion =
        node.type === 'TSNonNullExpression' ? '!' : `as ${sourceCode.getText(node.typeAnnotation)}`;
      report({ messageId: kind, range: node.range, data: { name, assertion: shortened(assertion) } });
    }
  },
});

const OF_REQUESTS: ReadonlySet<string> = new Set(['repeated', 'nested', 'shape']);

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
