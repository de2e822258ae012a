import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const run = promisify(execFile);
const here = dirname(fileURLToPath(import.meta.url));
const tarball = join(here, '..', 'dist', 'scenario-lab.tgz');

let room: string;
let place: string;
beforeAll(async () => {
  room = await mkdtemp(join(tmpdir(), 'cli-tarball-'));
  // As npm lays it out: what is not bundled comes from the registry, here from this repository.
  await run(process.execPath, [join(here, '..', '..', '..', 'scripts', 'pack-cli.mjs')]);
  await run('tar', ['xzf', tarball, '-C', room]);
  place = join(room, 'package');
});
afterAll(() => rm(room, { recursive: true, force: true }));

it('is small, complete, and asks the registry only for exact versions', async () => {
  expect((await stat(tarball)).size).toBeLessThan(5 * 2 ** 20);
  const { dependencies, bundleDependencies, bin } = JSON.parse(
    await readFile(join(place, 'package.json'), 'utf8'),
  );
  const foreign = Object.keys(dependencies).filter((name) => !bundleDependencies.includes(name));
  expect(foreign).not.toContain('onnxruntime-node');
  for (const name of foreign) {
    expect(dependencies[name]).toMatch(/^\d+\.\d+\.\d+$/);
    const found = join(here, '..', 'node_modules', name);
    const from = await stat(found).then(
      () => found,
      () => join(here, '..', '..', '..', 'node_modules', name),
    );
    const to = join(place, 'node_modules', name);
    await mkdir(dirname(to), { recursive: true });
    await symlink(from, to);
  }
  const cli = join(place, bin['scenario-lab']);
  const { version } = createRequire(import.meta.url)('../package.json');
  expect((await run(process.execPath, [cli, '--version'])).stdout.trim()).toBe(version);
  const kit = join(room, 'kit');
  await run(process.execPath, [cli, 'init', 'python', kit]);
  const { stdout } = await run(process.execPath, [cli, 'check', kit, '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, kind: 'bundle' });
});
