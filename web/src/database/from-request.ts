import type { HttpRequest } from '../../../lessons/runtime/playground.ts';

/** A stretch of a statement, in UTF-16 units. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * Where a statement's text holds what the client wrote, word for word. Only values that are more than a
 * name are looked for: `name` may stand in a statement for many reasons, `(select …)` for one.
 */
export function findRequestText(sql: string, request: HttpRequest): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const value of clientValues(request)) {
    for (let from = sql.indexOf(value); from !== -1; from = sql.indexOf(value, from + value.length)) {
      stretches.push({ from, to: from + value.length });
    }
  }
  return merge(stretches);
}

function clientValues(request: HttpRequest): ReadonlySet<string> {
  const question = request.path.indexOf('?');
  const query = question === -1 ? '' : request.path.slice(question + 1);
  const values = [...new URLSearchParams(query).values(), ...bodyStrings(request.body)];
  return new Set(values.filter((value) => value.length > 3 && /[^\w.\-\s@]/.test(value)));
}

function bodyStrings(body: string | undefined): readonly string[] {
  const strings: string[] = [];
  try {
    JSON.parse(body ?? '', (_key, value: unknown) => {
      if (typeof value === 'string') strings.push(value);
      return value;
    });
  } catch {
    // A body that is not JSON offers no values.
  }
  return strings;
}

function merge(stretches: readonly Stretch[]): readonly Stretch[] {
  const merged: Stretch[] = [];
  for (const stretch of stretches.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    const last = merged.at(-1);
    if (last && stretch.from <= last.to) {
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, stretch.to) };
    } else merged.push(stretch);
  }
  return merged;
}
