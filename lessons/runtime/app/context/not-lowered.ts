/** What lowering cannot write otherwise: code that uses it keeps its meaning in no other way. */
export class NotLowered extends Error {
  readonly offset: number;

  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}
