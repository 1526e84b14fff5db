export interface HttpRequest {
  readonly method: string;
  /** Path and query: '/api/users?limit=2'. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly statusText: string;
  /** In the order and the case in which they were sent; a name may appear twice (set-cookie). */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Decoded as UTF-8. */
  readonly body: string;
  /** The bytes themselves, when they are not the UTF-8 of any text. */
  readonly content?: Uint8Array;
  /** Length of the body on the wire, in bytes. */
  readonly bytes: number;
  /** The client hung up before the end: this is what had come by then. */
  readonly isCut?: boolean;
}

/** What has come of a response that takes its time. */
export interface ResponsePart {
  /** With the first part only. */
  readonly head?: Pick<HttpResponse, 'status' | 'statusText' | 'headers'>;
  readonly chunks: readonly ResponseChunk[];
}

/** A piece of a body, as the program wrote it. */
export interface ResponseChunk {
  /** Milliseconds after the request. */
  readonly at: number;
  readonly content: Uint8Array;
}

export interface SendOptions {
  /**
   * Somebody looks on and can hang up: the response is told of as it comes, and once it has begun it may take
   * as long as the program still turns.
   */
  readonly isWatched?: boolean;
}
