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
  set: /^(?:tops?|pieces?|lists?|ups?|backs?|offs?)$/,
};

/** Verbs that no noun begins with in camel case: `getHistory`, `fetchEvents` against `updateHistory`. */
const ALWAYS_VERB = /^(?:get|set|fetch|retrieve)[A-Z]/;

/** What makes a noun of a verb: `update-history`, `add-ons`, `get-started`. */
const NOUN_TAIL =
  /^(?:history|histories|logs?|requests?|channels?|cent(?:er|re)s?|polic(?:y|ies)|notes?|feeds?|stats|queues?|counts?|types?|modes?|ons?|started|permissions?|rights?|events?|sets?|links?|buttons?|forms?|pages?|points?|server|servers|token|tokens|rules?)$/;

/** Verb and noun written as one word: `getusers`, `updatepassword`. */
const RUN_TOGETHER = /^(get|set|fetch|create|add|insert|save|update|edit|delete|remove)([a-z]+)$/;

/** What follows a verb in such a word besides the names of resources. */
const OBJECT = /^(?:all\w*|by\w+|my\w+|data|details?|todos?|passwords?|configs?|settings)$/;

function isObject(word: string): boolean {
  const singulars = [word, word.replace(/s$/, ''), word.replace(/es$/, ''), word.replace(/ies$/, 'y')];
  return OBJECT.test(word) || singulars.some(isResourceNoun);
}

/** `POST /postTopic`, `PUT /putOrder`: the method said again. `/postOffices` are offices. */
const METHOD_AGAIN = /^(post|put|patch)[A-Z].*[^s]$/;

/** How a verb is done to many, or for good: `batch-delete`, `bulkUpdate`, `soft-delete`. */
export const MANNERS = ['batch', 'bulk', 'mass', 'multi', 'soft', 'hard', 'force'];

/**
 * The verb that a segment begins with, or consists of; null for nouns. Handlers of the same name show its words, and
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
  const sameName = handlerNames.find(
    (name) => name.toLowerCase() === segment.replaceAll('-', '').toLowerCase(),
  );
  const split = RUN_TOGETHER.exec(segment);
  const together = split && isObject(split[2] ?? '') ? split : null;
  const words = sameName ? wordsOf(sameName) : together ? together.slice(1) : wordsOf(segment);
  const isManner = MANNERS.includes(words[0] ?? '') && ALONE.test(words[1] ?? '');
  const [first = '', ...rest] = isManner ? words.slice(1) : words;
  const method = Object.hasOwn(VERBS, first) ? VERBS[first] : undefined;
  if (method === undefined) return null;
  if (rest.length === 0) return ALONE.test(first) ? { verb: first, method, object: [] } : null;
  const isVerb = ALWAYS_VERB.test(sameName ?? segment);
  if (NOUN_TAIL.test(rest[0] ?? '') && rest.length === 1 && !isVerb) return null;
  if (
    !sameName &&
    !together &&
    segment[first.length] === '-' &&
    NOT_BEFORE_HYPHEN[first]?.test(rest[0] ?? '')
  )
    return null;
  return { verb: first, method, object: rest };
}
