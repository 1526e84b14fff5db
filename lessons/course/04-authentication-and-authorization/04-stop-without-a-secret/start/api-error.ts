/** A refusal that the program has foreseen: its message is meant for the client. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
  }
}

export function unauthenticated(message = 'Log in first.'): ApiError {
  return new ApiError(401, 'UNAUTHENTICATED', message);
}
