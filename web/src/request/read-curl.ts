import type { HttpRequest } from '../../../lessons/runtime/playground.ts';
import { shellWords } from './shell-words.ts';

export type CurlResult =
  | { readonly kind: 'request'; readonly request: HttpRequest }
  | { readonly kind: 'wrong'; readonly message: string };

/** Options about how curl itself goes about it: they change nothing about what is asked. */
const IGNORED_FLAGS = new Set(
  ['-i', '--include', '-s', '--silent', '-S', '--show-error', '-v', '--verbose', '-k', '--insecure'].concat(
    ['-L', '--location', '-f', '--fail', '-g', '--globoff', '-N', '--no-buffer', '--compressed'],
    ['--http1.1', '--http2', '--path-as-is', '-#', '--progress-bar', '--fail-with-body'],
  ),
);
const IGNORED_WITH_VALUE = new Set(
  ['-o', '--output', '-w', '--write-out', '-m', '--max-time', '--connect-timeout', '--retry'].concat([
    '-x',
    '--proxy',
    '--cacert',
    '--resolve',
  ]),
);
/** Options that are a header by another name. */
const HEADERS: Readonly<Record<string, string>> = {
  '-A': 'user-agent',
  '--user-agent': 'user-agent',
  '-e': 'referer',
  '--referer': 'referer',
  '-b': 'cookie',
  '--cookie': 'cookie',
};
const DATA = new Set(['-d', '--data', '--data-raw', '--data-ascii', '--data-binary', '--json']);

/** Reads a command line of curl, as browsers and documents give it; undefined when it is none. */
export function readCurl(text: string): CurlResult | undefined {
  const [command, ...words] = shellWords(text.trim().replace(/^\$ /, ''));
  if (command !== 'curl') return undefined;
  const headers: Record<string, string> = {};
  const data: string[] = [];
  let method: string | undefined;
  let address: string | undefined;
  let isQuery = false;

  const setHeader = (name: string, value: string) => {
    const known = Object.keys(headers).find((key) => key.toLowerCase() === name.toLowerCase());
    headers[known ?? name] = value;
  };

  while (words.length > 0) {
    const [option = '', attached] = splitOption(words.shift() ?? '');
    const value = () => attached ?? words.shift() ?? '';
    if (!option.startsWith('-') || option === '-') address ??= option;
    else if (IGNORED_FLAGS.has(option)) continue;
    else if (IGNORED_WITH_VALUE.has(option)) value();
    else if (option === '-X' || option === '--request') method = value().toUpperCase();
    else if (option === '-I' || option === '--head') method ??= 'HEAD';
    else if (option === '-G' || option === '--get') isQuery = true;
    else if (option === '--url') address ??= value();
    else if (option === '-u' || option === '--user') setHeader('authorization', `Basic ${base64(value())}`);
    else if (option === '-H' || option === '--header') {
      const [, name = '', rest = ''] = /^([^:;]*)[:;]\s*(.*)$/s.exec(value()) ?? [];
      if (name !== '') setHeader(name, rest);
    } else if (HEADERS[option] !== undefined) setHeader(HEADERS[option], value());
    else if (DATA.has(option)) {
      const given = value();
      if (given.startsWith('@') && option !== '--data-raw') {
        return { kind: 'wrong', message: `The body is in the file ${given.slice(1)}. Paste its text here.` };
      }
      data.push(given);
      if (option === '--json') {
        headers['content-type'] ??= 'application/json';
        headers.accept ??= 'application/json';
      }
    } else {
      return { kind: 'wrong', message: `curl's ${option} is not understood here. Leave it out.` };
    }
  }

  const path = pathOf(address ?? '');
  if (path === undefined) return { kind: 'wrong', message: 'This curl command has no address.' };
  const body = data.length > 0 && !isQuery ? data.join('&') : undefined;
  if (body !== undefined && !Object.keys(headers).some((name) => name.toLowerCase() === 'content-type')) {
    headers['content-type'] = 'application/x-www-form-urlencoded';
  }
  return {
    kind: 'request',
    request: {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      path: isQuery && data.length > 0 ? `${path}${path.includes('?') ? '&' : '?'}${data.join('&')}` : path,
      ...(Object.keys(headers).length > 0 && { headers }),
      ...(body !== undefined && { body }),
    },
  };
}

/** `-XPOST` and `--request=POST` have their value with them. */
function splitOption(word: string): readonly [option: string, attached?: string] {
  const long = /^(--[\w.-]+)=(.*)$/s.exec(word);
  if (long) return [long[1] ?? '', long[2] ?? ''];
  if (/^-[XHdAebuomwx]./s.test(word)) return [word.slice(0, 2), word.slice(2)];
  return [word];
}

/** The request goes to the learner's program, whatever host the command names. */
function pathOf(address: string): string | undefined {
  const match = /^(?:[a-z][a-z\d+.-]*:\/\/)?[^/?#]+([/?][^#]*)?/i.exec(address);
  if (!match) return address.startsWith('/') ? address : undefined;
  const path = match[1] ?? '/';
  return path.startsWith('?') ? `/${path}` : path;
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
