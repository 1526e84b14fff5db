/** Whether TypeScript reads a file of a program. */
export function isTyped(path: string): boolean {
  return /\.[jt]s$/.test(path);
}
