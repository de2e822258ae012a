import { execFileSync } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { pack as tarPack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { sha256OfFile } from './keyed.js';
import { materialise } from './pack.js';
import { ArchiveBroken, eachEntry, filesBelow, tarFolder, unpackTar } from './tar.js';
import { temporary } from './testing/places.js';
import { unpackZip, writeZip } from './zip.js';

const work = await temporary();
const rules = { accepts: (name: string) => !name.includes('..'), maxBytes: 1_000_000, maxFiles: 100 };

async function folderOf(files: Record<string, string>): Promise<string> {
  const dir = await mkdtemp(join(work, 'from-'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), text);
  }
  return dir;
}
const contents = async (dir: string) =>
  Object.fromEntries((await filesBelow(dir)).map((name) => [name, readFileSync(join(dir, name), 'utf8')]));

type Header = Parameters<ReturnType<typeof tarPack>['entry']>[0];
async function tarOf(entries: [Header, string][]): Promise<string> {
  const file = join(await mkdtemp(join(work, 'tar-')), 'x.tar');
  const tar = tarPack();
  const out = createWriteStream(file);
  tar.pipe(out);
  for (const [header, text] of entries) tar.entry(header, text);
  tar.finalize();
  await finished(out);
  return file;
}

const index = JSON.stringify({ schema: 'scenario-lab/pack/1', cases: ['0000'] });
const files = {
  'pack.json': index,
  'cases/0000/task.json': '{}',
  'cases/0000/inputs.csv': 'id,x\nr1,漢字\n',
  'cases/0000/files/r1.png': 'x'.repeat(5_000),
};

describe('tar', () => {
  it('says the same for the same files, whenever and in whatever order they were written', async () => {
    const [one, two] = [
      await folderOf(files),
      await folderOf(Object.fromEntries(Object.entries(files).reverse())),
    ];
    await tarFolder(one, `${one}.tar`);
    await tarFolder(two, `${two}.tar`);
    expect(await sha256OfFile(`${two}.tar`)).toBe(await sha256OfFile(`${one}.tar`));
    const back = await mkdtemp(join(work, 'to-'));
    await unpackTar(`${one}.tar`, back, rules);
    expect(await contents(back)).toEqual(files);
  });

  const hostile: [string, [Header, string][]][] = [
    ['a name that leads out', [[{ name: '../x' }, 'x']]],
    ['a link', [[{ name: 'x', type: 'symlink', linkname: '/etc/passwd' }, '']]],
    ['a hard link', [[{ name: 'x', type: 'link', linkname: '/etc/passwd' }, '']]],
    ['a device', [[{ name: 'x', type: 'character-device' }, '']]],
    [
      'a name twice',
      [
        [{ name: 'x' }, '1'],
        [{ name: 'x' }, '2'],
      ],
    ],
    ['too many bytes', [[{ name: 'x' }, 'x'.repeat(1_000_001)]]],
    ['too many files', Array.from({ length: 101 }, (_, at) => [{ name: `f${at}` }, ''] as [Header, string])],
  ];
  it.each(hostile)('refuses %s', async (_, entries) => {
    const to = await mkdtemp(join(work, 'to-'));
    await expect(unpackTar(await tarOf(entries), to, rules)).rejects.toThrow(ArchiveBroken);
  });

  it('refuses what is no tar, or ends early', async () => {
    const to = await mkdtemp(join(work, 'to-'));
    const file = join(to, 'x.tar');
    await writeFile(file, Buffer.alloc(2_000, 7));
    await expect(unpackTar(file, to, rules)).rejects.toThrow(ArchiveBroken);
    const whole = await readFile(await tarOf([[{ name: 'a' }, 'x'.repeat(3_000)]]));
    await writeFile(file, whole.subarray(0, 1_500));
    await expect(unpackTar(file, to, rules)).rejects.toThrow(ArchiveBroken);
  });

  it('keeps files executable only where that is asked for', async () => {
    const file = await tarOf([[{ name: 'run', mode: 0o755 }, '#!']]);
    const modeIn = async (executables: boolean) => {
      const to = await mkdtemp(join(work, 'to-'));
      await unpackTar(file, to, { ...rules, executables });
      return (await stat(join(to, 'run'))).mode & 0o111;
    };
    expect([await modeIn(false), await modeIn(true)]).toEqual([0, 0o111]);
  });
});

describe('materialise', () => {
  async function packed(more: Record<string, string> = {}) {
    const dir = await folderOf({ ...files, ...more });
    await tarFolder(dir, `${dir}.tar`);
    return { tar: `${dir}.tar`, digest: await sha256OfFile(`${dir}.tar`) };
  }
  it('unpacks once, however many ask at the same time', async () => {
    const { tar, digest } = await packed();
    const cache = await mkdtemp(join(work, 'cache-'));
    const places = await Promise.all(Array.from({ length: 5 }, () => materialise(tar, digest, cache)));
    expect(new Set(places)).toEqual(new Set([join(cache, digest)]));
    expect(await contents(places[0]!)).toEqual(files);
    expect(await readdir(cache)).toEqual([digest, `${digest}.sha256`]);
    expect(await materialise('/nowhere', digest, cache)).toBe(places[0]);
  });
  it('hands out no unpacked pack of which a byte has changed, and unpacks it anew', async () => {
    const { tar, digest } = await packed();
    const cache = await mkdtemp(join(work, 'cache-'));
    const place = await materialise(tar, digest, cache);
    const inputs = join(place, 'cases/0000/inputs.csv');
    await chmod(inputs, 0o644);
    await writeFile(inputs, `${(await readFile(inputs, 'utf8')).slice(0, -2)}9\n`);
    await expect(materialise(tar, digest, cache)).rejects.toThrow(digest);
    expect(await contents(await materialise(tar, digest, cache))).toEqual(files);
    // As an earlier version of the lab left them.
    await rm(`${place}.sha256`);
    expect(await contents(await materialise(tar, digest, cache))).toEqual(files);
  });
  it('refuses other bytes than the digest’s, and what no pack holds', async () => {
    const cache = await mkdtemp(join(work, 'cache-'));
    const good = await packed();
    await expect(materialise(good.tar, 'a'.repeat(64), cache)).rejects.toThrow(ArchiveBroken);
    await expect(materialise(good.tar, '../x', cache)).rejects.toThrow(ArchiveBroken);
    for (const name of [
      'truth.csv',
      'cases/0000/truth.csv',
      'cases/0000/files/.hidden',
      'cases/00/inputs.csv',
    ]) {
      const { tar, digest } = await packed({ [name]: 'x' });
      await expect(materialise(tar, digest, cache)).rejects.toThrow(ArchiveBroken);
    }
    expect(await readdir(cache)).toEqual([]);
  });
});

describe('zip', () => {
  async function zipped(named: Record<string, string>) {
    const dir = await folderOf(named);
    const zip = `${dir}.zip`;
    await writeZip(
      zip,
      (await filesBelow(dir)).map((name) => ({ name, path: join(dir, name) })),
    );
    return zip;
  }
  it('is read back by others and by us', async () => {
    const zip = await zipped(files);
    const listed = execFileSync('python3', [
      '-c',
      `import zipfile;z=zipfile.ZipFile(${JSON.stringify(zip)});print(z.testzip(),*z.namelist())`,
    ]);
    expect(listed.toString().trim()).toBe(`None ${Object.keys(files).toSorted().join(' ')}`);
    const to = await mkdtemp(join(work, 'to-'));
    await unpackZip(zip, to, rules);
    expect(await contents(to)).toEqual(files);
    expect(readFileSync(await zipped(files))).toEqual(readFileSync(zip));
  });
  it('is not written where a part cannot be read', async () => {
    const dir = await folderOf(files);
    const parts = [...(await filesBelow(dir)), 'missing.csv'].map((name) => ({
      name,
      path: join(dir, name),
    }));
    await expect(writeZip(`${dir}-broken.zip`, parts)).rejects.toThrow(/ENOENT/);
  });
  it('refuses links, names that lead out, bombs and what is no zip', async () => {
    const script = (body: string) => {
      const zip = join(work, `${body.length}.zip`);
      execFileSync('python3', [
        '-c',
        `import zipfile\nz=zipfile.ZipFile(${JSON.stringify(zip)},'w',zipfile.ZIP_DEFLATED)\n${body}\nz.close()`,
      ]);
      return zip;
    };
    const link =
      "i=zipfile.ZipInfo('x'); i.create_system=3; i.external_attr=0o120777<<16; z.writestr(i,'/etc/passwd')";
    const hostile = [
      script(link),
      script("z.writestr('../x','x')"),
      script("z.writestr('/abs','x')"),
      script("z.writestr('bomb', b'0'*20000000)"),
      script("z.writestr('a','1'); z.writestr('a','2')"),
      join(work, 'none.zip'),
    ];
    await writeFile(hostile.at(-1)!, 'PK but no zip');
    for (const zip of hostile) {
      const to = await mkdtemp(join(work, 'to-'));
      await expect(unpackZip(zip, to, rules)).rejects.toThrow(ArchiveBroken);
    }
  });
  it('does not follow a link that lies in the way', async () => {
    const to = await mkdtemp(join(work, 'to-'));
    await writeFile(join(work, 'victim'), 'whole');
    await symlink(join(work, 'victim'), join(to, 'pack.json'));
    await expect(unpackZip(await zipped(files), to, rules)).rejects.toThrow(ArchiveBroken);
    expect(readFileSync(join(work, 'victim'), 'utf8')).toBe('whole');
  });
});

it('goes on with the next entry where a visitor stops early, however much is left unread', async () => {
  const large = 'x'.repeat(300_000);
  const file = await tarOf([
    [{ name: 'first' }, large],
    [{ name: 'second' }, large],
    [{ name: 'third' }, 'end'],
  ]);
  const seen: [string, number][] = [];
  await eachEntry(file, async ({ name }, content) => {
    for await (const chunk of content as AsyncIterable<Buffer>) {
      seen.push([name, chunk.length]);
      break;
    }
  });
  expect(seen.map(([name]) => name)).toEqual(['first', 'second', 'third']);
  expect(seen[0]![1]).toBeLessThan(300_000);
  await eachEntry(file, async () => {});
  const failing = eachEntry(file, async ({ name }) => {
    if (name === 'second') throw new Error('a visitor’s own');
  });
  await expect(failing).rejects.toThrow('a visitor’s own');
});
