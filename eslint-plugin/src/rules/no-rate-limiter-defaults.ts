import { stringValue } from '../ast/names.ts';
import { isTestFile } from '../ast/test-file.ts';
import { unwrap } from '../ast/unwrap.ts';
import { defineRule } from '../define-rule.ts';
import { keepsDataInFile } from '../project-dependencies.ts';
import { type RequestLimiter, requestLimitersOf } from '../http/request-limiters.ts';

interface Options {
  readonly allowMemory?: boolean;
}

export default defineRule<[Options]>({
  name: 'no-rate-limiter-defaults',
  description: 'Disallow the defaults of express-rate-limit that an API with several processes outgrows.',
  preset: 'strict',
  topic: 'rest',
  type: 'suggestion',
  mayConcern: ({ text }) => text.includes('express-rate-limit'),
  messages: {
    memory:
      'Without `store` this limiter counts in the memory of one process, so that each process and each restart begins at 0: share a store, such as rate-limit-redis.',
    text: 'A client that is refused gets this as text/html where it expects JSON: make `message` an object of your envelope.',
    noMessage:
      'Without `message` a client that is refused gets text/html where it expects JSON: make it an object of your envelope.',
    legacy:
      'This limiter sends X-RateLimit-* headers, which no standard knows: set `legacyHeaders` to false and `standardHeaders` to true.',
  },
  schema: [
    {
      type: 'object',
      properties: {
        allowMemory: {
          type: 'boolean',
          description: 'Whether limiters may count in memory, because there is one process. Off by default.',
        },
      },
      additionalProperties: false,
    },
  ],
  defaultOptions: [{}],
  check(context, report) {
    const [{ allowMemory = false } = {}] = context.options;
    const { sourceCode } = context;
    if (isTestFile(context.filename)) return;
    let isAlone: boolean | undefined;
    for (const limiter of requestLimitersOf(sourceCode)) {
      const { call, options } = limiter;
      isAlone ??= allowMemory || keepsDataInFile(context);
      if (!isAlone && !options.has('store')) report({ messageId: 'memory', range: call.callee.range });
      const message = options.get('message');
      if (!options.has('handler')) {
        if (!message) report({ messageId: 'noMessage', range: call.callee.range });
        else if (stringValue(unwrap(message.value)) !== null)
          report({ messageId: 'text', range: message.range });
      }
      if (sendsLegacyHeaders(limiter)) {
        const option = options.get('legacyHeaders') ?? options.get('headers');
        report({ messageId: 'legacy', range: option?.range ?? call.callee.range });
      }
    }
  },
});

/** They are on unless somebody turns them off; before version 6 the option was called `headers`. */
function sendsLegacyHeaders({ options }: RequestLimiter): boolean {
  const option = options.get('legacyHeaders') ?? options.get('headers');
  if (!option) return true;
  const value = unwrap(option.value);
  return value.type === 'Literal' && value.value === true;
}
