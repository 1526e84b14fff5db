import type { SourceCode } from './node.ts';

/** What was made for each file, by the number of its maker: one weak entry a file is cheaper than one a fact. */
const facts = new WeakMap<SourceCode, unknown[]>();
let makers = 0;

/** Makes something once for each file, however many rules ask. Nothing outlives the file. */
export function perFile<Value>(make: (sourceCode: SourceCode) => Value): (sourceCode: SourceCode) => Value {
  const maker = makers++;
  return (sourceCode) => {
    let made = facts.get(sourceCode);
    if (made === undefined) {
      made = [];
      facts.set(sourceCode, made);
    }
    // Only this maker writes at this place.
    let value = made[maker] as Value | undefined;
    if (value === undefined) {
      value = make(sourceCode);
      made[maker] = value;
    }
    return value;
  };
}
