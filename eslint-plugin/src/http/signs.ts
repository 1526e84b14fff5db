import { matchesAt, someAt, startOfBlank } from '../ast/glance.ts';
import type { SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { endsWithFetch, mayFetch } from '../bracket-signs.ts';
import { memberSignsOf, METHODS } from '../member-signs.ts';

function isQuote(code: number): boolean {
  return code === 39 /* ' */ || code === 34 /* " */ || code === 96; /* ` */
}

const ENDS_PATH = /\/["'`]\s*\+/y;

/**
 * Whether a text begins with a slash, goes on with one behind an expression, or ends with one before more. `/>` ends an
 * element of JSX.
 */
function hasPath(text: string): boolean {
  for (let slash = text.indexOf('/'); slash !== -1; slash = text.indexOf('/', slash + 1)) {
    const before = text.charCodeAt(slash - 1);
    const after = text.charCodeAt(slash + 1);
    if ((isQuote(before) || before === 125) /* } */ && after !== 62 /* > */) return true;
    if (isQuote(after) && matchesAt(ENDS_PATH, text, slash)) return true;
  }
  return false;
}

/** Hosts whose URLs are the program's own. */
const OWN_HOST = /localhost|127\.0\.0\.1|0\.0\.0\.0/;

/** A decorator of a route, or of a class of routes, with a path. */
const DECORATOR = /@(?:Get|Post|Put|Patch|Delete|All|(?:Json)?Controller|Route)\s*\(\s*[^\s)]/y;

function isDecorator(text: string, at: number): boolean {
  const first = text.charCodeAt(at + 1);
  const mayBeMethod =
    first === 71 /* G */ || first === 80 /* P */ || first === 68 /* D */ || first === 65; /* A */
  const mayBeClass = first === 67 /* C */ || first === 74 /* J */ || first === 82; /* R */
  return (mayBeMethod || mayBeClass) && matchesAt(DECORATOR, text, at);
}

function hasRouteDecorator(text: string): boolean {
  return someAt(text, '@', isDecorator);
}

/** A method that is named by a text. */
const NAMED_METHOD = new RegExp(`\\[\\s*["'\`]${METHODS}["'\`]\\s*\\]`, 'y');

function namesMethod(text: string, bracket: number): boolean {
  return matchesAt(NAMED_METHOD, text, bracket);
}

/** The parts of a route that is written as an object, and the function that makes one without them. */
const ROUTE_OBJECT = /\b(?:handlers?|controller|preHandler|onRequest|middleware|createRoute)\b/;

/** Whether a file may have routes that are written as objects. */
export const mayHaveRouteObjects = perFile(
  ({ text }: SourceCode): boolean => text.includes('method') && ROUTE_OBJECT.test(text),
);

/** `fetch<User[]>(…)` */
function opensTypesOfFetch(text: string, bracket: number): boolean {
  return endsWithFetch(text, startOfBlank(text, bracket));
}

function namesUrl(sourceCode: SourceCode): boolean {
  const { text } = sourceCode;
  return (
    memberSignsOf(sourceCode).has('asks') ||
    mayFetch(sourceCode) ||
    someAt(text, '<', opensTypesOfFetch) ||
    someAt(text, '[', namesMethod) ||
    mayHaveRouteObjects(sourceCode)
  );
}

/** Whether a file may have routes, or calls of an API: cheap, and never wrong the other way. */
export const mayHaveEndpoints = perFile((sourceCode: SourceCode): boolean => {
  const { text } = sourceCode;
  const hasUrl = hasPath(text) || (text.includes('://') && OWN_HOST.test(text));
  return (hasUrl && namesUrl(sourceCode)) || hasRouteDecorator(text);
});

/** What responses are called, where one is used. */
const RESPONSE = /\b_?(?:res|response|reply|resp|c|ctx|context)\s*(?:[!?]?\.|\)|as\b)/;

/** Whether a file may send responses: cheap, and never wrong the other way. */
export const mayHaveResponses = perFile(
  (sourceCode: SourceCode): boolean =>
    memberSignsOf(sourceCode).has('sends') && RESPONSE.test(sourceCode.text),
);

/** What makes a response of the web's own class: `new`, or a method of the class. */
const WEB_RESPONSE = /\bnew\s+(?:Next)?Response\b|\b(?:Next)?Response\s*(?:\?\.|\.|\[)/;

/** Whether a file may make responses of the web's own class. */
export const mayHaveWebResponses = perFile(
  ({ text }: SourceCode): boolean => text.includes('Respon') && WEB_RESPONSE.test(text),
);

/** The status of an answer, and the body beside it, as functions of a cloud return them. */
const STATUS = /\bstatusCode\b/;
const BODY = /\bbody\b\s*[:,}]/;

/** Whether a file may return answers as objects with a status and a body. */
export const mayHaveGatewayResponses = perFile(
  ({ text }: SourceCode): boolean => text.includes('Code') && STATUS.test(text) && BODY.test(text),
);

/** Whether a file may have controllers of Nest. */
export const mayHaveControllers = perFile(({ text }: SourceCode): boolean => text.includes('@Controller'));
