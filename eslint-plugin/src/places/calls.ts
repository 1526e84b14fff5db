import { FirstLetters, isLetter, isQuote, LastLetters, startOfBlank } from '../ast/glance.ts';
import type { SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';

/** What a file calls that may concern a rule, and with what. */
interface TellingCalls {
  /** Dots before members that may send a response, select columns, sort, take a URL or a condition. */
  readonly sends: readonly number[];
  readonly selects: readonly number[];
  readonly sorts: readonly number[];
  readonly asks: readonly number[];
  readonly conditions: readonly number[];
  /** The ends of names that may fetch, load a module or make a piece of SQL. */
  readonly fetches: readonly number[];
  readonly loads: readonly number[];
  readonly pieces: readonly number[];
  /** Brackets behind which a response may be the first of several arguments. */
  readonly responses: readonly number[];
  /** Whether a name ends with `Raw` or `Unsafe`. */
  readonly callsRaw: boolean;
  /** Whether a name ends with `Response`. */
  readonly callsResponse: boolean;
  /** Whether a name is a text: `app['get']('/users')`. */
  readonly callsByText: boolean;
}

const SENDS = 1;
const SELECTS = 2;
const SORTS = 4;
const ASKS = 8;
const FETCHES = 16;
const LOADS = 32;
const PIECES = 64;
const CONDITIONS = 128;
/** How the names begin that are called, and how they end, in the order of the kinds. */
const NAME_BEGINNINGS = new FirstLetters(
  'jso sen tex',
  'sel ret',
  'ord add the',
  'get pos put pat del all inj req rou use on reg fet',
  'fet axi ky got req',
  'req imp',
  'raw lit',
  'whe and or hav',
);
const NAME_ENDS = new LastLetters(
  'son onp end ext',
  'ect ing all',
  'rby',
  'get ost put tch ete del all ect est ute use on ter',
  'tch son her ios got est ky',
  'ire ort',
  'raw ral',
  'ere ing',
);

const NOWHERE: readonly number[] = [];

/** The calls that are worth a closer look, told by the letters before and behind each bracket. */
export const tellingCallsOf = perFile(({ text }: SourceCode): TellingCalls => {
  const end = text.length - 3;
  let sends: number[] | undefined;
  let selects: number[] | undefined;
  let sorts: number[] | undefined;
  let asks: number[] | undefined;
  let fetches: number[] | undefined;
  let loads: number[] | undefined;
  let pieces: number[] | undefined;
  let conditions: number[] | undefined;
  let responses: number[] | undefined;
  let callsRaw = false;
  let callsByText = false;
  let callsResponse = false;
  for (let at = text.indexOf('(', 3); at !== -1; at = text.indexOf('(', at + 1)) {
    let next = at + 1;
    let code = at < end ? text.charCodeAt(next) : 0;
    // `( _res`
    while (next < end && (code <= 32 || code === 95)) code = text.charCodeAt(++next);
    if (code === 114 /* r */ && text.charCodeAt(next + 1) === 101 && mayBeFirstOfSeveral(text, next + 2, end))
      (responses ??= []).push(at);
    let last = at - 1;
    code = text.charCodeAt(last);
    if (code === 32) code = text.charCodeAt(--last);
    if (code <= 32 || code === 62 /* > */ || code === 46 /* . */) {
      last = endOfName(text, at) - 1;
      if (last < 2) continue;
      code = text.charCodeAt(last);
    }
    // `orderByRaw`, `queryRawUnsafe`
    if (code === 119 /* w */ || (code === 101 /* e */ && text.charCodeAt(last - 1) === 102) /* f */)
      callsRaw ||= text.charCodeAt(last - 2) === 82 /* R */ || text.charCodeAt(last - 2) === 97; /* a */
    else if (code === 93 /* ] */) callsByText ||= isQuote(text.charCodeAt(startOfBlank(text, last) - 1));
    else if (code === 101 && text.startsWith('Respons', last - 7)) callsResponse = true;
    let kinds = code < 65 ? 0 : NAME_ENDS.listsBefore(text, last + 1);
    if (kinds === 0) continue;
    const name = last + 1;
    const isFetch =
      (kinds & FETCHES) !== 0 && code === 104 /* h */ && text.charCodeAt(last - 3) === 101; /* e */
    while (last > 0 && isLetter(text.charCodeAt(last - 1))) last--;
    kinds &= NAME_BEGINNINGS.listsAt(text, last);
    // `refetch`, `apiFetch`
    if (isFetch || (kinds & FETCHES) !== 0) (fetches ??= []).push(name);
    if (kinds === 0) continue;
    if ((kinds & LOADS) !== 0) (loads ??= []).push(name);
    if ((kinds & PIECES) !== 0) (pieces ??= []).push(name);
    const dot = last - 1;
    if (dot < 0 || text.charCodeAt(dot) !== 46) continue;
    if ((kinds & SENDS) !== 0) (sends ??= []).push(dot);
    if ((kinds & SELECTS) !== 0) (selects ??= []).push(dot);
    if ((kinds & SORTS) !== 0) (sorts ??= []).push(dot);
    if ((kinds & ASKS) !== 0) (asks ??= []).push(dot);
    if ((kinds & CONDITIONS) !== 0) (conditions ??= []).push(dot);
  }
  return {
    sends: sends ?? NOWHERE,
    selects: selects ?? NOWHERE,
    sorts: sorts ?? NOWHERE,
    asks: asks ?? NOWHERE,
    conditions: conditions ?? NOWHERE,
    fetches: fetches ?? NOWHERE,
    loads: loads ?? NOWHERE,
    pieces: pieces ?? NOWHERE,
    responses: responses ?? NOWHERE,
    callsRaw,
    callsResponse,
    callsByText,
  };
});

/** Whether a comma comes behind the letters that go on here. */
function mayBeFirstOfSeveral(text: string, at: number, end: number): boolean {
  let next = at;
  let code = text.charCodeAt(next);
  while (isLetter(code) && next < end) code = text.charCodeAt(++next);
  return code === 44 /* , */ || code <= 32;
}

/** Where the name ends that a bracket calls: before blanks, `?.` and the types that the call is given; 0 where none can. */
function endOfName(text: string, bracket: number): number {
  let end = startOfBlank(text, bracket);
  if (text.startsWith('?.', end - 2)) end = startOfBlank(text, end - 2);
  if (end < 3 || text.charCodeAt(end - 1) !== 62 /* > */) return end;
  // Not an arrow.
  if (text.charCodeAt(end - 2) === 61 /* = */) return 0;
  let depth = 0;
  for (let at = end - 1; at > 2; at--) {
    const code = text.charCodeAt(at);
    if (code === 62) depth++;
    else if (code === 60 /* < */) {
      if (--depth === 0) return startOfBlank(text, at);
    } else if (code === 40 /* ( */ || code === 41 /* ) */) return 0;
  }
  return 0;
}
