/** Answered as 404 by the error handler of the app. */
export class NotFound extends Error {
  readonly statusCode = 404;
  readonly code = 'NOT_FOUND';
}

/** Answered as 422 by the error handler of the app. */
export class CreditLimitExceeded extends Error {
  readonly statusCode = 422;
  readonly code = 'CREDIT_LIMIT';

  constructor() {
    super('Open orders would exceed the credit limit.');
  }
}
