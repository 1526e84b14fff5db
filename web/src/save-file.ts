/** Saves bytes as a file of the reader's. Its type opens nothing: what a program sends must not run as a page. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(new Blob([content], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken it over by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
