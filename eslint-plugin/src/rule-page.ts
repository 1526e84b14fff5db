const folder = 'https://github.com/backend-patterns/backend-patterns/blob/main/eslint-plugin/docs/rules';

/** The address of a rule's page, by the rule's name without prefix. */
export function rulePage(rule: string): string {
  return `${folder}/${rule}.md`;
}
