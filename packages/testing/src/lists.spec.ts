import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { artifactKinds } from '@scenario-lab/contracts/exam';
import { metricNames, taskKinds } from '@scenario-lab/contracts/metrics';
import { noticeKinds } from '@scenario-lab/contracts/notices';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const document = read('docs/architecture.md');

/** Addresses under a heading of the document, in the order they stand. */
function listed(heading: string): string[] {
  const from = document.indexOf(`### ${heading}\n`);
  if (from < 0) throw new Error(`docs/architecture.md has no “${heading}”`);
  const text = document.slice(from + 4).split(/^#/m)[0] ?? '';
  return [...text.matchAll(/^- `([^`]+)`/gm)].map(([, address]) => address!);
}

/** Code that is neither a test nor made for tests and demonstrations: those fail by themselves where something is missing. */
const aside =
  /\.spec\.tsx?$|\/testing\/|^packages\/testing\/|golden|\/attack\/|\/faults|\/migrations\/|^apps\/standalone\//;
const code = execFileSync('git', ['ls-files', 'apps', 'packages'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.tsx?$/.test(file) && !aside.test(file) && existsSync(join(root, file)));

/** As a text, as a key, or as a member read by its name. */
const names = (text: string, id: string) =>
  new RegExp(
    `(['"\`])${id}\\1|\\b${id}: ?['"\`{([]|^\\s+${id}:|^\\s+${id},$|(?:words|status|taxonomy)\\.\\w*\\.?${id}\\b`,
    'm',
  ).test(text);

describe('the lists of docs/architecture.md', () => {
  it.each([
    ['To add a metric', metricNames.map(({ id }) => id)],
    ['To add a task kind', taskKinds],
    ['To add an artifact kind', artifactKinds],
    ['To add a notice kind', noticeKinds],
  ] as const)('%s: names every place that names most of the kind', (heading, ids) => {
    const places = code.filter((file) => {
      const text = read(file);
      return ids.filter((id) => names(text, id)).length >= ids.length * 0.6;
    });
    expect(listed(heading).sort()).toEqual(places.sort());
  });

  it('To add a feature: names every place outside of its own that names the sample', () => {
    const own = /monthly-reports|\/cockpit|month-(figures|page)|\.snap\.json/;
    const files = execFileSync('git', ['ls-files', 'apps', 'packages', 'e2e'], {
      cwd: root,
      encoding: 'utf8',
    });
    const places = files
      .split('\n')
      .filter((file) => /\.tsx?$/.test(file) && !/\.spec\.tsx?$|\/testing\//.test(file) && !own.test(file))
      .filter((file) => existsSync(join(root, file)) && /monthly.?report/i.test(read(file)));
    const told = listed('To add a feature');
    expect(places.filter((file) => !told.includes(file))).toEqual([]);
    expect(told.filter((file) => !existsSync(join(root, file)))).toEqual([]);
    // Lifecycles are entered where this sample has none.
    expect(told.filter((file) => !places.includes(file))).toEqual(['packages/contracts/src/machines.ts']);
  });
});
