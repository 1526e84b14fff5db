import { defineRule } from '../define-rule.ts';
import { wordsOf } from '../ast/names.ts';
import { isTestFile } from '../ast/test-file.ts';
import { isFunction, type SourceCode } from '../ast/node.ts';
import { type Endpoint, endpointsOf } from '../http/endpoints.ts';
import { fixedSegments } from '../http/path-segments.ts';
import { isSingular, pluralOf } from '../http/plural.ts';
import { isResourceNoun } from '../http/resource-nouns.ts';
import { sourceRange } from '../sql/text.ts';
import { HOLE } from '../sql/tokens.ts';
import { mayHaveEndpoints } from '../http/signs.ts';

interface Options {
  readonly allow?: readonly string[];
  readonly checkCalls?: boolean;
}

export default defineRule<[Options]>({
  name: 'plural-resource-url',
  description: 'Require the plural where a URL names one of many things by its id.',
  preset: 'strict',
  topic: 'rest',
  mayConcern: mayHaveEndpoints,
  type: 'suggestion',
  messages: {
    singular:
      '`{{segment}}` holds many things, each with an id, so that one path should serve the list and its members: `/{{plural}}`.',
    rename: 'Rename the segment to `{{plural}}`.',
  },
  hasSuggestions: true,
  schema: [
    {
      type: 'object',
      properties: {
        allow: {
          type: 'array',
          items: { type: 'string' },
          uniqueItems: true,
          description: 'Segments that may stay, such as those of a published API that clients depend on.',
        },
        checkCalls: {
          type: 'boolean',
          description:
            'Whether to check the URLs of calls (`fetch`, axios, `inject`) besides those of routes. Off by default.',
        },
      },
      additionalProperties: false,
    },
  ],
  defaultOptions: [{}],
  check(context, report) {
    const [{ allow = [], checkCalls = false } = {}] = context.options;
    if (isTestFile(context.filename)) return;
    const endpoints = endpointsOf(context.sourceCode);
    for (const endpoint of endpoints) {
      const { kind, method, url } = endpoint;
      if (kind === 'call' && !checkCalls) continue;
      for (const { text, start, end } of fixedSegments(url.text)) {
        const parameter = /^\/([^/?#]+)/.exec(url.text.slice(end))?.[1];
        if (allow.includes(text) || parameter === undefined || !namesOneOfMany(text, parameter)) continue;
        // `POST /post/:id` says the method again, and `POST /review/:id` reviews what the id names.
        if (text.toUpperCase() === method) continue;
        if (method === 'POST' && ACTED.test(text) && /^\/:id\/?$/.test(url.text.slice(end))) continue;
        // `/reports/finance/patient/:id` is the report of that name.
        if (/(?:^|\/)reports?\//.test(url.text.slice(0, start))) continue;
        if (isNarrowed(context.sourceCode, endpoints, endpoint, end)) continue;
        const plural = pluralSegment(text);
        const range = sourceRange(url, start, end);
        const isWritten = context.sourceCode.text.slice(...range) === text;
        report({
          messageId: 'singular',
          range,
          data: { segment: text, plural },
          suggest: isWritten
            ? [
                {
                  messageId: 'rename',
                  data: { plural },
                  fix: (fixer) => fixer.replaceTextRange([...range], plural),
                },
              ]
            : [],
        });
      }
    }
  },
});

/** Whether what serves `/family` serves `/family/:id` too: then the id narrows what is asked for, and names no family. */
function isNarrowed(
  sourceCode: SourceCode,
  endpoints: readonly Endpoint[],
  { method, url, handlers }: Endpoint,
  end: number,
): boolean {
  const handler = handlers.at(-1);
  if (!handler || method === null || isFunction(handler) || !/^\/[^/]+\/?$/.test(url.text.slice(end)))
    return false;
  const served = sourceCode.getText(handler);
  return endpoints.some((other) => {
    const last = other.handlers.at(-1);
    return (
      other.method === method &&
      other.url.text === url.text.slice(0, end) &&
      last !== undefined &&
      sourceCode.getText(last) === served
    );
  });
}

/** Whether a segment is a noun in the singular, and what follows it is an id: `user/:id`, `user/:userId`. */
function namesOneOfMany(segment: string, parameter: string): boolean {
  if (/^(?:v\d|\d|_)|\./.test(segment)) return false;
  const words = wordsOf(segment);
  const last = words.at(-1);
  if (last === undefined || !isSingular(last)) return false;
  const name = /^[:{[]?(?:\.\.\.)?(\w+)/.exec(parameter)?.[1];
  if (parameter.startsWith(HOLE)) return parameter === HOLE && isNoun(words);
  if (!/^[:{[]/.test(parameter) || name === undefined || isWildcard(parameter)) return false;
  // `/email/:email` looks up by a value, and names no collection.
  const named = wordsOf(name).join('');
  if (named === words.join('') || CHOOSING.test(wordsOf(name).at(-1) ?? '')) return false;
  if (isOfAnother(words, name)) return false;
  const isNamed = named.replace(/(?:uu)?id$/, '') === words.join('');
  if ((PLACE.test(last) || isOfPerson(words)) && !isNamed) return false;
  return isNoun(words) || isNamed;
}

/** Places that hold what the parameter names: `/blog/:slug` with the slug of a post. */
const PLACE = /^(?:blog|forum|gallery|history|inventory|library)$/;

/** What each person has one of: `/user-profile/:id` with the id of a user. */
function isOfPerson(words: readonly string[]): boolean {
  return words.length > 1 && words.at(-1) === 'profile';
}

/** `/location-listing/:accountId`, `/csv-team/:locids`: what follows names another thing, or several. */
function isOfAnother(segment: readonly string[], name: string): boolean {
  if (/ids$/i.test(name)) return true;
  const words = wordsOf(name.replace(/^id_(\w+)$/, '$1_id').replace(/id$/i, '_id'));
  if (words.at(-1) !== 'id') return false;
  const owner = words.slice(0, -1).join('');
  return owner.length > 2 && !segment.join('').endsWith(owner) && !owner.endsWith(segment.at(-1) ?? '');
}

/** `/library/:type`, `/page/:number`: what follows chooses among views of one thing. */
const CHOOSING =
  /^(?:approve|approval|decision|answer|type|kind|format|lang|language|locale|status|state|action|mode|view|tab|year|month|week|day|date|period|provider|page|limit|size|version|width|height)$/i;

/** `:rest*`, `[...slug]`, `:path(.*)`, `:which(day|week)`. */
function isWildcard(parameter: string): boolean {
  return /\*|\.\.\.|\([a-z]/i.test(parameter);
}

/** A resource, alone or with words before it that describe it and do nothing. */
function isNoun(words: readonly string[]): boolean {
  const last = words.at(-1) ?? '';
  if (words.length === 1 && ACTION.test(last)) return false;
  return isResourceNoun(last) && !words.slice(0, -1).some((word) => PREVENTING.test(word));
}

/** Nouns of what a POST does to the thing whose id follows. */
const ACTED =
  /^(?:review|report|comment|vote|request|invite|bookmark|favorite|message|book|purchase|tag|rating)$/;

/** Actions that are nouns too, and stand alone before the id of what they are done to: `/products/show/:id`. */
const ACTION =
  /^(?:show|view|copy|share|like|block|search|return|export|import|download|upload|reset|change|move)$/;

/** Words that make an action, or a question, of the noun after them: `add-to-cart`, `is-driver`, `by-user`. */
const PREVENTING =
  /^(?:get|fetch|find|list|create|add|insert|save|update|edit|modify|delete|remove|destroy|set|(?:re)?send|resume|retry|renew|refresh|restore|archive|check|is|has|can|by|for|from|of|to|in|on|with|my|current|search|verify|validate|confirm|approve|reject|cancel|assign|join|leave|accept|decline|invite|upload|download|export|import|generate|toggle|mark|move|copy|clone|share|like|follow|block|view|show|reset|change|return|enroll|start|stop|close|open|and|csv|pdf|xlsx?)$/;

function pluralSegment(segment: string): string {
  const last = wordsOf(segment).at(-1) ?? '';
  const begin = segment.length - last.length;
  const word = segment.slice(begin);
  const plural = pluralOf(last);
  const isCapital = /^\p{Lu}/u.test(word);
  return segment.slice(0, begin) + (isCapital ? plural.charAt(0).toUpperCase() + plural.slice(1) : plural);
}
