import { wordsOf } from '../ast/names.ts';
import { isResourceNoun } from './resource-nouns.ts';

/** What a segment says should be done, and the method that says it better. */
export interface Verb {
  readonly verb: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** The words after the verb: what it is done to. */
  readonly object: readonly string[];
}

/** Verbs that only repeat what an HTTP method says. Others, such as search, login or cancel, have no method. */
export const VERBS: Readonly<Record<string, Verb['method']>> = {
  get: 'GET',
  fetch: 'GET',
  retrieve: 'GET',
  find: 'GET',
  list: 'GET',
  set: 'PATCH',
  create: 'POST',
  add: 'POST',
  insert: 'POST',
  save: 'POST',
  update: 'PATCH',
  edit: 'PATCH',
  modify: 'PATCH',
  upsert: 'PATCH',
  delete: 'DELETE',
  remove: 'DELETE',
  destroy: 'DELETE',
};

/** Words that are verbs on their own; `list`, `find` and `fetch` alone can be nouns or actions. */
const ALONE = /^(?:get|create|add|insert|save|update|edit|modify|upsert|delete|remove|destroy)$/;

/** Verbs that begin many a noun or a title when a hyphen follows, and what then follows: `list-items`, `find-a-doctor`. */
const NOT_BEFORE_HYPHEN: Readonly<Record<string, RegExp>> = {
  list: /./,
  find: /^(?:an?|your|my|us|it|out)$/,
  set: /^(?:tops?|ops?|pieces?|lists?|ups?|backs?|offs?)$/,
};

/** What makes a noun of a verb before it, whatever the method: `update-history`, `add-ons`, `get-started`. */
const NOUN_TAILS: Readonly<Record<string, RegExp>> = {
  get: /^started$/,
  add: /^(?:ons?|ins?)$/,
  set: /^points?$/,
  save: /^(?:points?|states?)$/,
  update: /^(?:histor(?:y|ies)|logs?|notes?|cent(?:er|re)s?)$/,
  edit: /^(?:histor(?:y|ies)|logs?|notes?|modes?)$/,
  delete: /^(?:histor(?:y|ies)|logs?)$/,
};

/** What makes a noun of a verb that the method does not repeat: `GET /update-events`, `POST /delete-requests`. */
const NOUN_TAIL =
  /^(?:requests?|channels?|polic(?:y|ies)|feeds?|stats|queues?|counts?|types?|modes?|permissions?|rights?|events?|sets?|links?|buttons?|forms?|pages?|points?|servers?|tokens?|rules?)$/;

/** Whether a verb and one word are a noun: `/update-history`, and `/updateEvents` unless the method or the handler says that something is updated. */
function isNoun(
  verb: string,
  tail: string,
  handlerNames: readonly string[],
  routeMethod: string | null,
): boolean {
  if (NOUN_TAILS[verb]?.test(tail)) return true;
  if (!/^(?:update|edit|delete)$/.test(verb) || !NOUN_TAIL.test(tail)) return false;
  return !repeats(verb, routeMethod) && !isDoneBy(handlerNames, verb);
}

/** Whether the name of a handler begins with a verb. */
function isDoneBy(handlerNames: readonly string[], verb: string): boolean {
  return handlerNames.some((name) => wordsOf(name)[0] === verb);
}

/** Whether a verb says what the method of its route says. */
function repeats(verb: string, routeMethod: string | null): boolean {
  const isChange = VERBS[verb] === 'PATCH' && routeMethod === 'PUT';
  return isChange || (routeMethod !== null && VERBS[verb] === routeMethod);
}

/** Verb and noun written as one word: `getusers`, `updatepassword`. */
const RUN_TOGETHER =
  /^(get|set|find|fetch|retrieve|create|add|insert|save|update|edit|modify|delete|remove|destroy)([a-z]+)$/i;

/** How words go on that are no verbs: `updates`, `editor`, `address`, `getaway`, `addition`, `settlement`, `setup`. */
const OTHER_WORD =
  /^(?:[drs]|rs|e[drs]|t?ings?|t?ers?|ors?|orials?|ions?|able|als?|ress(?:es)?|it(?:ions?|ional|ives?)|ict\w*|end(?:um|a)|[io]ns?|ups?|aways?|backs?|offs?|outs?|tle\w*|points?)$/;

/** What follows a verb in such a word besides the names of resources. */
const OBJECT =
  /^(?:all\w*|one|by\w+|to\w{4,}|from\w{3,}|my\w+|data|details?|info|todos?|passwords?|configs?|settings|bills?|staff|tests?|wards?|salar(?:y|ies)|admissions?|\w+by(?:id|name|user|email|date|slug)|\w{4,}by\w{3,})$/;

/** Whether a word names a resource, or begins with one: `orderstatus`, `restaurantreview`. */
function isObject(word: string): boolean {
  const singulars = [word, word.replace(/s$/, ''), word.replace(/es$/, ''), word.replace(/ies$/, 'y')];
  if (OBJECT.test(word) || singulars.some(isResourceNoun)) return true;
  for (let end = word.length - 1; end > 3; end--) if (isResourceNoun(word.slice(0, end))) return true;
  return false;
}

/**
 * The verb and the rest of a segment in one word, and the words after it. What no other word begins with needs no known
 * resource where the method says the same, or changes something as the verb does: `GET /getinquirys`, `POST /deleteward`.
 */
function takeApart(
  segment: string,
  handlerNames: readonly string[],
  routeMethod: string | null,
): string[] | null {
  const [, word, after = ''] = /^([A-Z]?[a-z]+)([A-Z]\w*)?$/.exec(segment) ?? [];
  const [, first, tail] = word ? (RUN_TOGETHER.exec(word.toLowerCase()) ?? []) : [];
  if (!word || !first || !tail) return null;
  if (OTHER_WORD.test(tail.replace(/by[a-z]+$/, ''))) return [word.toLowerCase(), ...wordsOf(after)];
  const words = [first, tail, ...wordsOf(after)];
  if (isObject(tail) || isDoneBy(handlerNames, first)) return words;
  // `/createdposts` have been created, and `/settees` are not set.
  const isOpen =
    /^(?:set|add|edit|save|find)$/.test(first) || tail.length < 4 || (/e$/.test(first) && tail[0] === 'd');
  return !isOpen && (repeats(first, routeMethod) || bothChange(first, routeMethod)) ? words : null;
}

/** `POST /updateward`, `POST /deleteward`: the method says that something changes, and the verb how. */
function bothChange(verb: string, routeMethod: string | null): boolean {
  return VERBS[verb] !== 'GET' && routeMethod !== null && routeMethod !== 'GET';
}

/** `POST /postTopic`, `PUT /putOrder`: the method said again. `/postOffices` are offices. */
const METHOD_AGAIN = /^(post|put|patch)[A-Z].*[^s]$/;

/** How a verb is done to many, or for good: `batch-delete`, `bulkUpdate`, `soft-delete`. */
export const MANNERS = ['batch', 'bulk', 'mass', 'multi', 'soft', 'hard', 'force'];

/** What ends a segment as a verb, and names nothing: `/user-insert`, `/courseEdit`. `/price-update` may be an update. */
const AT_END = /^(?:create|add|insert|save|edit|modify|upsert|delete|remove)$/;

/** The verb that a segment of several words ends with, where its route changes something; a GET may serve a form. */
function verbAtEnd(words: readonly string[], routeMethod: string | null): Verb | null {
  const last = words.at(-1) ?? '';
  const method = VERBS[last];
  if (method === undefined || words.length < 2 || !AT_END.test(last)) return null;
  return routeMethod === null || routeMethod === 'GET'
    ? null
    : { verb: last, method, object: words.slice(0, -1) };
}

/**
 * The verb that a segment begins with, ends with, or consists of; null for nouns. Handlers of the same name show its words, and
 * the method of the route whether the segment only repeats it.
 */
export function verbOf(
  segment: string,
  handlerNames: readonly string[] = [],
  routeMethod: string | null = null,
): Verb | null {
  const again = METHOD_AGAIN.exec(segment)?.[1];
  if (again && again.toUpperCase() === routeMethod)
    return { verb: again, method: again === 'post' ? 'POST' : 'PATCH', object: wordsOf(segment).slice(1) };
  const spelled = segment.replace(/[-_]/g, '').toLowerCase();
  const sameName = handlerNames.find((name) => name.toLowerCase() === spelled);
  const words = takeApart(segment, handlerNames, routeMethod) ?? wordsOf(sameName ?? segment);
  const isManner = MANNERS.includes(words[0] ?? '') && ALONE.test(words[1] ?? '');
  const [first = '', ...rest] = isManner ? words.slice(1) : words;
  const method = Object.hasOwn(VERBS, first) ? VERBS[first] : undefined;
  if (method === undefined) return verbAtEnd(words, routeMethod);
  if (rest.length === 0) return ALONE.test(first) ? { verb: first, method, object: [] } : null;
  if (rest.length === 1 && isNoun(first, rest[0] ?? '', handlerNames, routeMethod)) return null;
  if (!sameName && segment[first.length] === '-' && NOT_BEFORE_HYPHEN[first]?.test(rest[0] ?? ''))
    return null;
  return { verb: first, method, object: rest };
}
