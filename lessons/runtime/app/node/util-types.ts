const tag = (value: unknown) => Object.prototype.toString.call(value).slice(8, -1);
const isTag = (name: string) => (value: unknown) =>
  typeof value === 'object' && value !== null && tag(value) === name;

export const isDate = (value: unknown): value is Date => value instanceof Date;
export const isRegExp = (value: unknown): value is RegExp => value instanceof RegExp;
export const isNativeError = (value: unknown): value is Error => value instanceof Error;
export const isPromise = (value: unknown): value is Promise<unknown> => value instanceof Promise;
export const isMap = (value: unknown): value is Map<unknown, unknown> => value instanceof Map;
export const isSet = (value: unknown): value is Set<unknown> => value instanceof Set;
export const isArrayBufferView = (value: unknown): value is ArrayBufferView => ArrayBuffer.isView(value);
export const isUint8Array = (value: unknown): value is Uint8Array => value instanceof Uint8Array;
export const isTypedArray = (value: unknown) => ArrayBuffer.isView(value) && !(value instanceof DataView);
export const isArrayBuffer = isTag('ArrayBuffer');
export const isAnyArrayBuffer = (value: unknown) => isArrayBuffer(value) || isTag('SharedArrayBuffer')(value);
export const isAsyncFunction = (value: unknown) => tag(value) === 'AsyncFunction';
export const isGeneratorFunction = (value: unknown) => /GeneratorFunction$/.test(tag(value));
export const isBoxedPrimitive = (value: unknown) =>
  value instanceof String || value instanceof Number || value instanceof Boolean;
