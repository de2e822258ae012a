import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { groups, lock, makeFolders, refuseSecond, reset, secrets, users } from './folders.js';

let data: string;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'lab-folders-'));
});
afterEach(() => rm(data, { recursive: true, force: true }));

const isRoot = process.getuid?.() === 0;

describe('the rooms of a data folder', () => {
  const modes = { blobs: 0o2770, uploads: 0o700, vault: 0o700, spool: 0o2770, keys: 0o700, work: 0o755 };

  it('have the modes that keep them apart, also where an earlier start left others', async () => {
    const first = await makeFolders(data, join(data, 'deploy'), isRoot);
    await chmod(first.vault, 0o777);
    await writeFile(join(first.vault, 'kept'), 'truth');
    const folders = await makeFolders(data, join(data, 'deploy'), isRoot);
    for (const [name, mode] of Object.entries(modes)) {
      const found = await stat(folders[name as keyof typeof modes]);
      expect([name, (found.mode & 0o7777).toString(8)]).toEqual([name, mode.toString(8)]);
    }
    expect(await readdir(folders.vault)).toEqual(['kept']);
  });

  it('belong to the processes that work in them, when root starts the lab, and to nobody else', async () => {
    const folders = await makeFolders(data, join(data, 'deploy'), isRoot);
    const own = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
    const owners = {
      blobs: { uid: users.api, gid: groups.blobs },
      uploads: { uid: users.api, gid: groups.blobs },
      vault: { uid: users.score, gid: groups.spool },
      spool: { uid: users.score, gid: groups.spool },
      keys: { uid: users.score, gid: groups.spool },
      work: { uid: users.execute, gid: groups.spool },
      launcher: own,
    };
    for (const [name, owner] of Object.entries(owners)) {
      const { uid, gid } = await stat(folders[name as keyof typeof owners]);
      expect([name, { uid, gid }]).toEqual([name, isRoot ? owner : own]);
    }
  });
});

describe('the secrets of an installation', () => {
  it('are made once, differ from each other, and are readable for their owner alone', async () => {
    const made = secrets(data);
    expect(secrets(data)).toEqual(made);
    expect(new Set(Object.values(made)).size).toBe(5);
    for (const secret of Object.values(made)) expect(secret.length).toBeGreaterThanOrEqual(24);
    expect((await stat(join(data, 'secrets.json'))).mode & 0o777).toBe(0o600);
    expect(await readdir(data)).toEqual(['secrets.json']);
  });
});

describe('throwing the data away', () => {
  it('leaves a folder alone that is not a lab’s', async () => {
    await writeFile(join(data, 'thesis.txt'), 'ten years');
    await expect(reset(data)).rejects.toThrow(data);
    expect(await readdir(data)).toEqual(['thesis.txt']);
  });

  it('takes a lab’s folder away whole, and minds no missing one', async () => {
    secrets(data);
    await mkdir(join(data, 'vault'));
    await reset(data);
    await expect(stat(data)).rejects.toThrow('ENOENT');
    await reset(data);
  });
});

describe('one supervisor for one data folder', () => {
  it('refuses while another one is running, and names it', async () => {
    // A process by the name of a supervisor: what is asked is its command line.
    const idle = 'setInterval(() => {}, 1000)';
    const other = spawn(process.execPath, ['-e', idle, 'apps/standalone/dist/main.js'], { stdio: 'ignore' });
    try {
      await new Promise((resolve) => other.once('spawn', resolve));
      await writeFile(join(data, 'supervisor.pid'), String(other.pid));
      expect(() => refuseSecond(data)).toThrow(`process ${other.pid}`);
      expect(() => lock(data)).toThrow('--data');
    } finally {
      other.kill('SIGKILL');
    }
  });

  it('takes over the mark of one that is gone, or of a number that is somebody else’s by now', async () => {
    for (const stale of [2 ** 22 - 1, process.ppid]) {
      await writeFile(join(data, 'supervisor.pid'), String(stale));
      const unlock = lock(data);
      expect(await readdir(data)).toEqual(['supervisor.pid']);
      unlock();
      expect(await readdir(data)).toEqual([]);
    }
  });
});
