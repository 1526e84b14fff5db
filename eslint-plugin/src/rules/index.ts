import type { Rule } from '../define-rule.ts';
import noDynamicOrderBy from './no-dynamic-order-by.ts';
import noSelectStar from './no-select-star.ts';

/** Every rule, in the order in which the documentation lists them. */
export const rules: readonly Rule[] = [noDynamicOrderBy, noSelectStar];
