/** An error with the code that Node gives it. */
export function nodeError(
  code: string,
  message: string,
  Kind: new (message: string) => Error = Error,
): Error {
  return Object.assign(new Kind(message), { code });
}
