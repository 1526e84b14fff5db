import { CheckFailure, type Check } from './check.ts';

/** The linter has nothing to say of the learner's files. `rules` are the lesson's, for the title. */
export function hasNoFindings(...rules: readonly string[]): Check {
  const names = rules.map((rule) => `\`${rule}\``);
  return {
    id: 'has-no-findings',
    needs: 'files',
    title: `No findings of ${names.join(' and ')}`,
    async run({ findings }) {
      const [first, ...rest] = await findings();
      if (!first) return;
      throw new CheckFailure({
        sent: `${first.file} to the linter`,
        expected: 'no findings',
        received: `${first.rule} at ${first.file}:${first.line}:${first.column}${rest.length ? ` and ${rest.length} more` : ''}`,
      });
    },
  };
}
