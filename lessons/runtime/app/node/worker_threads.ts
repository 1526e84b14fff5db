/** pino asks only this. */
export const isMainThread = true;
