import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { minVersion, satisfies, validRange } from 'semver';
import { expect, it } from 'vitest';

// `npm ci` runs with whatever Node the machine has (engine-strict refuses the rest), also where developers install with a newer one.

const root = join(import.meta.dirname, '../../..');
const json = <T>(file: string): T => JSON.parse(readFileSync(join(root, file), 'utf8')) as T;

it('no locked package wants a newer Node than the lab is installed with', () => {
  const wanted = json<{ engines: { node: string } }>('package.json').engines.node;
  const oldest = minVersion(wanted)?.version ?? '';
  const { packages } = json<{
    packages: Record<string, { version?: string; engines?: { node?: string } | string[] }>;
  }>('package-lock.json');
  const asked = Object.entries(packages).flatMap(([path, { version, engines }]) =>
    engines && !Array.isArray(engines) && engines.node && validRange(engines.node)
      ? [{ name: `${path} ${version}`, node: engines.node }]
      : [],
  );
  expect(asked.length).toBeGreaterThan(100);
  expect(asked.filter(({ node }) => !satisfies(oldest, node))).toEqual([]);
});
