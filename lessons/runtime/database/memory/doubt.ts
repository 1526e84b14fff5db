/** pg-mem must not be trusted with a statement, for this reason. */
export class Doubt extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'Doubt';
  }
}
