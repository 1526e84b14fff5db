/** Streams ask for the npm package where the platform has none; it has. */
export const { AbortController, AbortSignal } = globalThis;
