import type { HttpRequest } from '../../../lessons/runtime/playground.ts';

/** The request as a command for a POSIX shell, against the address where the learner's app listens. */
export function toCurl(request: HttpRequest, port: number): string {
  const words = ['curl', '--include'];
  if (request.method === 'HEAD') words.push('--head');
  else if (request.method !== 'GET') words.push('--request', request.method);
  // Brackets in an address mean a range to curl, unless told otherwise.
  if (/[[\]]/.test(request.path)) words.push('--globoff');
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    words.push('--header', quote(value === '' ? `${name};` : `${name}: ${value}`));
  }
  if (request.body !== undefined) words.push('--data-raw', quote(request.body));
  words.push(quote(`http://localhost:${port}${request.path}`));
  return words.join(' ');
}

/** The request as a statement of JavaScript. */
export function toFetch(request: HttpRequest, port: number): string {
  const options = {
    ...(request.method !== 'GET' && { method: request.method }),
    ...(request.headers && { headers: request.headers }),
    ...(request.body !== undefined && { body: request.body }),
  };
  const address = JSON.stringify(`http://localhost:${port}${request.path}`);
  const more = Object.keys(options).length > 0 ? `, ${JSON.stringify(options, null, 2)}` : '';
  return `await fetch(${address}${more});`;
}

/** Single quotes hold everything but themselves. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
