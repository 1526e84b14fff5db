/** One invalid field. Never its value: that may be a password. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** An answer other than success that the client is meant to see, with what it should do. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: readonly FieldProblem[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    more: { details?: readonly FieldProblem[]; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.details = more.details;
    this.headers = more.headers ?? {};
  }
}

/** 401: who are you? RFC 9110 requires the challenge. */
export function unauthenticated(message: string): ApiError {
  return new ApiError(401, 'UNAUTHENTICATED', message, { headers: { 'www-authenticate': 'Bearer' } });
}

/** 403: I know you, and you may not. */
export function forbidden(message: string): ApiError {
  return new ApiError(403, 'FORBIDDEN', message);
}

/** 404: nothing here, or nothing that you may know of. */
export function notFound(what: string): ApiError {
  return new ApiError(404, 'NOT_FOUND', `There is no such ${what}.`);
}

/** 404: no route has this path; 405: one has, with these methods only. */
export function noSuchRoute(allowed: readonly string[]): ApiError {
  if (allowed.length === 0) return new ApiError(404, 'NO_SUCH_ROUTE', 'No route has this path.');
  const methods = allowed.join(', ');
  return new ApiError(405, 'METHOD_NOT_ALLOWED', `This path has ${methods}.`, {
    headers: { allow: methods },
  });
}

/** 409: right in form, at odds with what is stored. */
export function conflict(code: string, message: string): ApiError {
  return new ApiError(409, code, message);
}

/** 422: the schema accepts it, a rule of the business does not. */
export function unprocessable(code: string, message: string): ApiError {
  return new ApiError(422, code, message);
}

/** 429: too many; `seconds` until the next try makes sense. */
export function tooManyRequests(message: string, seconds: number): ApiError {
  return new ApiError(429, 'TOO_MANY_REQUESTS', message, { headers: { 'retry-after': String(seconds) } });
}
