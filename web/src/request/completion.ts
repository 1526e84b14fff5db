import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { syntaxTree } from '@codemirror/language';
import type { SessionState } from '../session/state.ts';
import { knownHeaders } from './header-names.ts';

/** Exchanges that are looked through for words to offer. */
const LATEST = 40;
/** What is longer is not worth the time of reading it at a key press. */
const LONGEST_BODY = 100_000;

/** Names of headers at the beginning of a line, and their values after the colon. */
export function completeHeaders(state: () => SessionState) {
  return (context: CompletionContext): CompletionResult | null => {
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    const colon = before.indexOf(':');
    if (colon === -1) {
      if (!context.explicit && before.trim() === '') return null;
      const names = new Set([...Object.keys(knownHeaders), ...sentNames(state())]);
      return {
        from: line.from,
        validFor: /^[\w-]*$/,
        options: [...names].map((label) => ({ label, type: 'header', apply: `${label}: ` })),
      };
    }
    const name = before.slice(0, colon).trim().toLowerCase();
    const values = [...valuesOf(name, state())];
    const start = colon + 1 + (/^\s*/.exec(before.slice(colon + 1))?.[0].length ?? 0);
    if (values.length === 0) return null;
    return { from: line.from + start, options: values.map((label) => ({ label, type: 'value' })) };
  };
}

function valuesOf(name: string, state: SessionState): ReadonlySet<string> {
  const offered = (Object.hasOwn(knownHeaders, name) && knownHeaders[name]) || [];
  // What came with the latest responses is what a client would send back.
  if (name === 'if-none-match' || name === 'if-match')
    return new Set([...received('etag', state), ...offered]);
  if (name === 'if-modified-since') return received('last-modified', state);
  if (name === 'idempotency-key' || name === 'x-request-id') return new Set([crypto.randomUUID()]);
  return new Set(offered);
}

function received(name: string, { exchanges }: SessionState): Set<string> {
  const values = exchanges
    .slice(-LATEST)
    .toReversed()
    .flatMap(({ exchange: { outcome } }) => {
      if (outcome.kind !== 'response') return [];
      return outcome.response.headers
        .filter(([given]) => given.toLowerCase() === name)
        .map(([, value]) => value);
    });
  return new Set(values);
}

function sentNames({ exchanges }: SessionState): string[] {
  return exchanges
    .slice(-LATEST)
    .flatMap(({ exchange: { request } }) => Object.keys(request.headers ?? {}))
    .map((name) => name.toLowerCase());
}

/** Names of properties, of those that bodies had so far. */
export function completeJson(state: () => SessionState) {
  return (context: CompletionContext): CompletionResult | null => {
    const node = syntaxTree(context.state).resolveInner(context.pos, -1);
    const isName = node.name === 'PropertyName';
    const isOpen = ['Object', '{', '⚠'].includes(node.name) && context.matchBefore(/[{,]\s*"?\w*$/) !== null;
    const word = context.matchBefore(/"?\w*$/);
    if ((!isName && !isOpen) || !word || (word.text === '' && !context.explicit)) return null;
    const hasEnd = context.state.sliceDoc(context.pos, context.pos + 1) === '"';
    return {
      from: word.from,
      to: hasEnd ? context.pos + 1 : context.pos,
      options: [...propertyNames(state())].map((name) => ({
        label: JSON.stringify(name),
        displayLabel: name,
        type: 'property',
        apply: `${JSON.stringify(name)}: `,
      })),
    };
  };
}

function propertyNames({ project, files, exchanges }: SessionState): ReadonlySet<string> {
  const sent = exchanges
    .slice(-LATEST)
    .flatMap(({ exchange: { request, outcome } }) => [
      request.body,
      outcome.kind === 'response' ? outcome.response.body : undefined,
    ]);
  const names = new Set<string>();
  for (const body of [...project.requestsOf(files).requests.map(({ request }) => request.body), ...sent]) {
    if (body === undefined || body.length > LONGEST_BODY) continue;
    try {
      JSON.parse(body, (key, value: unknown) => {
        if (key !== '' && !/^\d+$/.test(key)) names.add(key);
        return value;
      });
    } catch {
      // A body that is not JSON has no names.
    }
  }
  return names;
}
