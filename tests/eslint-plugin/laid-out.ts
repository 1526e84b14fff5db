import { parse } from '@typescript-eslint/parser';

const TIGHT = new Set(['.', '?.', '@', '!', '<', '>']);

/**
 * The same program with a blank between its tokens where there was none, but for those around a dot or in types,
 * which nobody writes. Line breaks stay, since they may end a statement. Undefined where the code cannot be parsed.
 */
export function laidOutApart(code: string): string | undefined {
  let tokens;
  try {
    ({ tokens = [] } = parse(code, { range: true, tokens: true, ecmaFeatures: { jsx: false } }));
  } catch {
    return undefined;
  }
  let end = 0;
  let isTight = false;
  let result = '';
  for (const { range } of tokens) {
    const between = code.slice(end, range[0]);
    const token = code.slice(...range);
    const wasTight = isTight;
    isTight = TIGHT.has(token);
    result += (between === '' && !isTight && !wasTight ? ' ' : between) + token;
    end = range[1];
  }
  return result + code.slice(end);
}
