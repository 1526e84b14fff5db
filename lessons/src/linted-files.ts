/** Whether the linter reads a file of this name. Apart from its config, which brings TypeScript into whatever imports it. */
export function isLinted(file: string): boolean {
  return /\.(?:ts|sql)$/.test(file);
}
