import type { CallToolResult } from '@modelcontextprotocol/server';

/** A tool's result: structured, and the same as text for clients that read only that. */
export function answer(value: Record<string, unknown>, text = JSON.stringify(value)): CallToolResult {
  return { structuredContent: value, content: [{ type: 'text', text }] };
}

/** A tool's refusal, which the model reads and can act on. */
export function refuse(message: string): CallToolResult {
  return { isError: true, content: [{ type: 'text', text: message }] };
}
