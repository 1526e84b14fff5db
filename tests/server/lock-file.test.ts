import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

interface Package {
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
  readonly resolved?: string;
  readonly link?: boolean;
}

const root = new URL('../../', import.meta.url);
const { packages } = JSON.parse(await readFile(new URL('package-lock.json', root), 'utf8')) as {
  packages: Record<string, Package>;
};

test('a fresh clone installs from the lock file, whatever is published later', async () => {
  const { overrides } = JSON.parse(await readFile(new URL('package.json', root), 'utf8')) as {
    overrides: Record<string, Record<string, string>>;
  };
  // npm asks the registry what a tag such as `latest` means, and refuses a lock file that says otherwise.
  const floating = Object.entries(packages).flatMap(([location, { dependencies, optionalDependencies }]) =>
    Object.entries({ ...dependencies, ...optionalDependencies })
      .filter(([, range]) => /^[a-z][a-z0-9-]*$/i.test(range) && !/^[vx]\d*$/i.test(range))
      .map(([name]) => ({ by: location.replace(/^.*node_modules\//, ''), name })),
  );
  expect(floating.filter(({ by, name }) => overrides[by]?.[name] === undefined)).toEqual([]);
});

test('the lock file records no download addresses', () => {
  const addressed = Object.entries(packages).filter(([, { resolved, link }]) => resolved && !link);
  expect(addressed).toEqual([]);
});
