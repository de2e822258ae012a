import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

// Each promise of docs/threat-model.md names what holds it; what is named must be there.

const root = join(import.meta.dirname, '../../..');
const text = readFileSync(join(root, 'docs/threat-model.md'), 'utf8');
const specs = ['packages', 'apps'].flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.spec\.tsx?$/.test(file) && !/(^|\/)(node_modules|dist|dist-types)\//.test(file))
    .map((file) => `/${room}/${file}`),
);
const attacks = join(root, 'apps/standalone/src/attack/cases');
const namesIn = (file: string) => [
  ...readFileSync(join(attacks, file), 'utf8').matchAll(/\bname: ['`]([^'`]+)/g),
];
/** Areas and names of cases: what `--only` looks for. */
const areas = readdirSync(attacks).flatMap((file) => [
  file.replace(/\.ts$/, ''),
  ...namesIn(file).map(([, name]) => name!),
]);

/** `benchmarks/x.int.spec.ts`, `apps/api/x.int.spec.ts` and `x.int.spec.ts` all name `apps/api/src/benchmarks/x.int.spec.ts`. */
function isSpec(name: string): boolean {
  const parts = name.replace(/^(packages|apps)\//, '').split('/');
  return specs.some((spec) => {
    let from = 0;
    return (
      spec.endsWith(`/${parts.at(-1)}`) &&
      parts.every((part) => {
        from = spec.indexOf(`/${part}`, from);
        return from++ >= 0;
      })
    );
  });
}
const namedSpecs = (part: string) => [...part.matchAll(/`([\w./-]+\.spec\.tsx?)`/g)].map(([, name]) => name!);
const namedAttacks = (part: string) => [...part.matchAll(/--only ([\w-]+)/g)].map(([, name]) => name!);

const rows = text
  .split('\n| adversary |')[1]!
  .split('\n\n')[0]!
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| adversary'));

describe('the threat model', () => {
  it('has rows', () => {
    expect(rows.length).toBeGreaterThan(30);
  });
  it.each(
    rows.map((row) => row.split('|').slice(1, 3).join('|').trim()).map((name, at) => [name, rows[at]!]),
  )('names a test that holds: %s', (_, row) => {
    expect([...namedSpecs(row), ...namedAttacks(row)]).not.toEqual([]);
  });
  it('names tests that are there', () => {
    expect(namedSpecs(text).filter((name) => !isSpec(name))).toEqual([]);
    expect(isSpec('worker/src/runs/no-such.int.spec.ts')).toBe(false);
  });
  it('names attacks that are there', () => {
    expect(namedAttacks(text).filter((name) => !areas.some((area) => area.includes(name)))).toEqual([]);
  });
  it('names decisions that are there', () => {
    const links = [...text.matchAll(/\]\((adr\/[^)]+)\)/g)].map(([, link]) => link!);
    expect(links.length).toBeGreaterThan(10);
    expect(links.filter((link) => !existsSync(join(root, 'docs', link)))).toEqual([]);
  });
});
