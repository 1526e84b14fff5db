import type { SourceCode } from './node.ts';

/** Makes something once for each file, however many rules ask. Nothing outlives the file. */
export function perFile<Value>(make: (sourceCode: SourceCode) => Value): (sourceCode: SourceCode) => Value {
  const made = new WeakMap<SourceCode, Value>();
  return (sourceCode) => {
    let value = made.get(sourceCode);
    if (value === undefined) {
      value = make(sourceCode);
      made.set(sourceCode, value);
    }
    return value;
  };
}
