import type { ReactNode } from 'react';

/** A line of Markdown with nothing but `code` in it, as text and code elements. */
export function InlineCode({ text }: { readonly text: string }): ReactNode {
  return text.split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part));
}
