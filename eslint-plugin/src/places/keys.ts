import { isQuote } from '../ast/glance.ts';
import type { SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';

/** Keys of objects that may concern a rule. */
interface TellingKeys {
  /** Colons behind what may be `order` or `orderBy`. */
  readonly orders: readonly number[];
  /** Whether one stands behind what may be `method`. */
  readonly hasMethod: boolean;
}

const NOWHERE: readonly number[] = [];

/** The keys that are worth a closer look, told by the letters before each colon. */
export const tellingKeysOf = perFile(({ text }: SourceCode): TellingKeys => {
  let hasMethod = false;
  let orders: number[] | undefined;
  for (let at = text.indexOf(':', 7); at !== -1; at = text.indexOf(':', at + 1)) {
    let last = at - 1;
    let code = text.charCodeAt(last);
    while ((code <= 32 || isQuote(code)) && last > 6) code = text.charCodeAt(--last);
    if (code === 114 /* order */) {
      if (text.charCodeAt(last - 2) === 100) (orders ??= []).push(at);
    } else if (code === 121 /* orderBy */) {
      if (text.charCodeAt(last - 1) === 66) (orders ??= []).push(at);
    } else if (code === 100 /* method */) hasMethod ||= text.charCodeAt(last - 1) === 111;
  }
  return { orders: orders ?? NOWHERE, hasMethod };
});
