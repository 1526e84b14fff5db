import type { HttpRequest } from '../runtime/playground.ts';
import { CourseError } from './course-error.ts';
import type { SavedRequest } from './lesson.ts';

/**
 * Reads the `.http` format that VS Code and JetBrains share: requests between lines of `### name`, a request
 * line, headers, an empty line, a body. The target is the path alone.
 */
export function parseSavedRequests(file: string, text: string): readonly SavedRequest[] {
  return text
    .split(/^###[ \t]*/m)
    .slice(1)
    .map((block) => {
      const [name = '', ...lines] = block.trimEnd().split('\n');
      return { name: name.trim(), request: parseRequest(file, name, lines) };
    });
}

/** The text of the file with another request at its end. */
export function writeSavedRequest(text: string, { name, request }: SavedRequest): string {
  const { method, path, headers = {}, body } = request;
  const lines = [
    `### ${name}`,
    `${method} ${path}`,
    ...Object.entries(headers).map(([header, value]) => `${header}: ${value}`),
    ...(body === undefined ? [] : ['', body.trimEnd()]),
  ];
  const before = text.trimEnd();
  return `${before === '' ? '' : `${before}\n\n`}${lines.join('\n')}\n`;
}

function parseRequest(file: string, name: string, lines: readonly string[]): HttpRequest {
  const first = lines.findIndex((line) => line.trim() !== '');
  const match = /^([A-Z]+) (\/.*)$/.exec(lines[first] ?? '');
  if (!match?.[1] || !match[2]) {
    throw new CourseError(file, `"${name}" needs a request line such as GET /api/users.`);
  }
  const rest = lines.slice(first + 1);
  const empty = rest.indexOf('');
  const headerLines = empty === -1 ? rest : rest.slice(0, empty);
  const body = empty === -1 ? '' : rest.slice(empty + 1).join('\n');
  const headers = Object.fromEntries(
    headerLines.map((line) => {
      const colon = line.indexOf(':');
      if (colon < 1) throw new CourseError(file, `"${name}" has a header without a colon: ${line}`);
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
    }),
  );
  return {
    method: match[1],
    path: match[2],
    ...(headerLines.length > 0 && { headers }),
    ...(body && { body }),
  };
}
