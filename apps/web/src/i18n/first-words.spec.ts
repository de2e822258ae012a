import { dirname, join } from 'node:path/posix';
import { expect, it } from 'vitest';
import { firstWords as english } from './en/first-words.js';
import { firstWords } from './zh/first-words.js';
import { words } from './zh/words.js';

const texts = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.spec.{ts,tsx}', '!./{zh,en}/*.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
});
const codeOf = (file: string) => (texts[file] ?? '').replace(/^\s*(?:\/?\*|\/\/).*$/gm, '');
const keyOf = (path: string) => ['.ts', '.tsx'].map((end) => path + end).find((key) => key in texts);
const resolved = (from: string, to: string) => {
  const path = join('src/i18n', dirname(from), to).replace(/^src\//, '');
  const key = path.startsWith('i18n/') ? `./${path.slice(5)}` : `../${path}`;
  return keyOf(key.replace(/\.js$/, ''));
};

/** The files that are there before the first page stands, with what they fetch later by themselves; pages are not followed. */
function firstFiles(): string[] {
  const seen = new Set<string>();
  const queue = ['../main.tsx', '../features/home/home-page.tsx'];
  for (let file = queue.pop(); file; file = queue.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const text = codeOf(file);
    const at = [...text.matchAll(/^(?:import|export)\s(?!type\b)[^;]*?from '(\.[^']+)'/gm)];
    const later = file.includes('/app/routes/') ? [] : [...text.matchAll(/import\('(\.[^']+)'\)/g)];
    for (const [, path] of [...at, ...later])
      queue.push(...[resolved(file, path ?? '')].filter((one) => one !== undefined));
  }
  return [...seen];
}

/** Keys that are written out, beginnings of such that are put together, and groups that codes are looked up in. */
const said = (text: string): string[] =>
  [
    ...text.matchAll(/['"`]([a-z_]+\.[a-z_.]+)(?:['"]|\$\{)/g),
    ...text.matchAll(/[`]([a-z_]+)\.\$\{/g),
    ...text.matchAll(/(?:wordFor|knowsWord|choicesOf)\(\s*'([a-z_.]+)'/g),
  ].map(([, key]) => key ?? '');

const has = (all: object, key: string): boolean =>
  key
    .split('.')
    .filter(Boolean)
    .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], all) !== undefined;

it('are whatever the shell and the front page say', () => {
  const files = firstFiles();
  // The walk went through shell, page and what they open.
  for (const one of ['/shell.tsx', '/palette.tsx', '/live-proof.tsx', '/problem-alert.tsx'])
    expect(
      files.some((file) => file.endsWith(one)),
      one,
    ).toBe(true);
  const missing = files.flatMap((file) =>
    said(codeOf(file))
      .filter((key) => has(words, key) && !has(firstWords, key))
      .map((key) => `${file}: ${key}`),
  );
  expect(missing).toEqual([]);
});

it('are the same groups in both languages, and part of all words', () => {
  expect(Object.keys(english)).toEqual(Object.keys(firstWords));
  for (const group of Object.keys(firstWords)) expect(words).toHaveProperty(group);
  expect(Object.keys(firstWords).length).toBeLessThan(Object.keys(words).length / 2);
});
