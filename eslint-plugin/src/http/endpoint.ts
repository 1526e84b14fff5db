import type { Node } from '../ast/node.ts';
import type { SqlText } from '../sql/text.ts';

/** A place where a program names a URL of an API: a route that it serves, or a call that it makes. */
export interface Endpoint {
  /** A mount is a prefix under which the routes of another file are served; a description stands apart from what serves it. */
  readonly kind: 'route' | 'call' | 'mount' | 'description';
  /** The HTTP method in upper case; null when any, or when the file does not show it. */
  readonly method: string | null;
  /** With the prefixes under which the file mounts the router that the route belongs to. */
  readonly url: SqlText;
  /** Where in the URL the text begins that the route itself names. */
  readonly own: number;
  /** What serves the route, as far as it is written at the route. */
  readonly handlers: readonly Node[];
}

/** The HTTP methods by the names of the functions and decorators that stand for them; null for any. */
export const METHODS: Readonly<Record<string, string | null>> = {
  get: 'GET',
  post: 'POST',
  put: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
  del: 'DELETE',
  all: null,
};

/** Takes down an endpoint that a reader of calls, classes or objects found. */
export type Add = (
  kind: Endpoint['kind'],
  method: string | null,
  url: Node | SqlText,
  handlers?: readonly Node[],
  prefixes?: readonly (SqlText | null)[],
) => void;
