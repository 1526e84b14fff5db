/** A refusal that the program has foreseen: its message is meant for the client. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  /** Sent with it. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}
