/** Equality by structure, as node:assert's deepStrictEqual has it, for the values a back end compares. */
export function isDeepStrictEqual(left: unknown, right: unknown, open = new Map<object, object>()): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Object.getPrototypeOf(left) !== Object.getPrototypeOf(right)) return false;
  if (open.get(left) === right) return true;
  open.set(left, right);
  if (left instanceof Date && right instanceof Date) return left.getTime() === right.getTime();
  if (left instanceof RegExp && right instanceof RegExp) return String(left) === String(right);
  if (
    left instanceof Error &&
    right instanceof Error &&
    (left.message !== right.message || left.name !== right.name)
  ) {
    return false;
  }
  if (left instanceof Map && right instanceof Map) {
    return (
      left.size === right.size &&
      [...left].every(([key, value]) => right.has(key) && isDeepStrictEqual(value, right.get(key), open))
    );
  }
  if (left instanceof Set && right instanceof Set) {
    return (
      left.size === right.size &&
      [...left].every(
        (value) => right.has(value) || [...right].some((other) => isDeepStrictEqual(value, other, open)),
      )
    );
  }
  const keys = Reflect.ownKeys(left);
  return (
    keys.length === Reflect.ownKeys(right).length &&
    keys.every(
      (key) =>
        Object.hasOwn(right, key) && isDeepStrictEqual(Reflect.get(left, key), Reflect.get(right, key), open),
    )
  );
}
