import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { outcomes } from '@scenario-lab/contracts/exam';
import { runStatuses, Verdict } from '@scenario-lab/contracts/runs';
import { status, taxonomy } from '@scenario-lab/contracts/words/codes-zh';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const read = (file: string) => readFileSync(join(root, file), 'utf8');

// A finding is called one thing wherever it is read: pages, papers and the command line take its word from one list.
it.each([
  [
    'pages',
    'apps/web/src/i18n/LL/first-words.ts',
    /import \{[^}]*\bstatus\b[^}]*\btaxonomy\b[^}]*\} from '[^']*codes-LL'/,
  ],
  ['the command line', 'apps/cli/src/i18n/codes.ts', /import \* as LL from '[^']*codes-LL'/],
  ['papers', 'apps/worker/src/certificates/report-words.ts', /import \* as LL from '[^']*codes-LL'/],
] as const)('%s say statuses, verdicts and outcomes with the words of the contract', (_, file, taken) => {
  for (const language of ['zh', 'en']) {
    const text = read(file.replace('LL', language));
    expect(text).toMatch(new RegExp(taken.source.replaceAll('LL', language)));
  }
});

it('nobody has another list of them', () => {
  const files = execFileSync('git', ['ls-files', 'apps', 'packages'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter(
      (file) => /\.tsx?$/.test(file) && !/\.spec\.|\/testing\/|\/attack\/|codes-(zh|en)\.ts$/.test(file),
    );
  const others = files.filter((file) => {
    const text = read(file);
    // A word, not a sentence about a finding.
    const says = (code: string) => new RegExp(`\\b${code}: ?\\[?['"]([^'"，。:]{1,24})['"]`).exec(text)?.[1];
    const told = (codes: readonly string[]) =>
      codes.filter((code) => says(code) && !codes.includes(says(code) as string)).length === codes.length;
    return told(Verdict.options) || told(outcomes) || told(runStatuses);
  });
  expect(others).toEqual([]);
  expect(Object.keys(status.verdict).sort()).toEqual([...Verdict.options].sort());
  expect(Object.keys(taxonomy.outcome).sort()).toEqual([...outcomes].sort());
});

it('a verdict is not called anything else in Chinese', () => {
  const dictionaries = execFileSync(
    'git',
    ['ls-files', 'apps/web/src/i18n/zh', 'apps/cli/src/i18n', 'apps/worker/src'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  )
    .split('\n')
    .filter((file) => file.endsWith('.ts') && !file.includes('.spec.'));
  const otherwise = dictionaries.filter((file) =>
    /判(?:定)?为(?:不|未)?达标|判定为不通过|'(?:不|未)?达标'/.test(read(file)),
  );
  expect(otherwise).toEqual([]);
});
