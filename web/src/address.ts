/** Where in the workbench an address points. */
export type Place =
  | { readonly kind: 'course' }
  | { readonly kind: 'lesson'; readonly lesson: string; readonly file?: string }
  | { readonly kind: 'playground'; readonly file?: string }
  | { readonly kind: 'unknown' };

export const playgroundAddress = '/playground';

/** '/lessons/sort-without-injection/users.ts' */
export function lessonAddress(lesson: string, file?: string): string {
  const parts = ['lessons', lesson, ...(file === undefined ? [] : file.split('/'))];
  return '/' + parts.map(encodeURIComponent).join('/');
}

/** '/playground/services/orders/server.ts' */
export function playgroundFileAddress(file: string): string {
  return [playgroundAddress, ...file.split('/').map(encodeURIComponent)].join('/');
}

/** Reads an address; one that does not decode is unknown, like one that names nothing. */
export function readAddress(path: string): Place {
  let parts: string[];
  try {
    parts = path.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    return { kind: 'unknown' };
  }
  const [room, lesson, ...file] = parts;
  if (room === undefined) return { kind: 'course' };
  if (room === 'playground') {
    const path = parts.slice(1).join('/');
    return path === '' ? { kind: 'playground' } : { kind: 'playground', file: path };
  }
  if (room !== 'lessons') return { kind: 'unknown' };
  if (lesson === undefined) return { kind: 'course' };
  return file.length === 0 ? { kind: 'lesson', lesson } : { kind: 'lesson', lesson, file: file.join('/') };
}
