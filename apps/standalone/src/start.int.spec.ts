import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn, until } from './seed/persona.js';
import { SupervisedLab } from './testing/supervised-lab.js';

const said = (lab: SupervisedLab, words: string, from = 0) =>
  until(
    `the words "${words}"`,
    async () => lab.words.slice(from),
    (all) => all.includes(words),
    30,
  );
const nothingLeft = (lab: SupervisedLab) =>
  until(
    'the end of the last process',
    async () => lab.leftovers(),
    (left) => left.length === 0,
    40,
  );
const signInAsAdmin = async (lab: SupervisedLab) =>
  signIn(lab.api, 'admin@lab.example', await lab.adminPassword());

describe('a start that is broken off', () => {
  let lab: SupervisedLab;
  beforeAll(async () => {
    lab = await SupervisedLab.open();
  });
  afterAll(() => lab.remove());

  it.each(['starting the embedded database', 'starting api, workers and web'])(
    'leaves no process when Ctrl-C comes while it says "%s"',
    async (stage) => {
      const from = lab.words.length;
      lab.spawn();
      await said(lab, stage, from);
      expect(await lab.interrupt()).toBe(0);
      expect(lab.leftovers()).toEqual([]);
    },
  );

  it('leaves no process when it is killed', async () => {
    const from = lab.words.length;
    lab.spawn();
    await said(lab, 'starting api, workers and web', from);
    await lab.killSupervisor();
    await nothingLeft(lab);
  });

  it('begins the next time on what is there, where a cluster was left half made too', async () => {
    await lab.start();
    await signInAsAdmin(lab);
    expect(await lab.stop()).toBe(0);
    expect(lab.leftovers()).toEqual([]);
  });
});

describe('a running lab', () => {
  let lab: SupervisedLab;
  let neighbour: Server;
  beforeAll(async () => {
    lab = await SupervisedLab.open();
    neighbour = createServer();
    await new Promise<void>((resolve) => neighbour.listen(lab.port, '127.0.0.1', resolve));
    await lab.start();
  });
  afterAll(async () => {
    neighbour.close();
    await lab.remove();
  });

  it('has stepped around a busy port and says so', async () => {
    expect(lab.words).toContain(`port ${lab.port} is busy`);
    expect(lab.url).not.toContain(`:${lab.port}`);
    await signInAsAdmin(lab);
  });

  it.each(['--empty', '--reset'])(
    'refuses a second supervisor on its data (%s), and stays as it is',
    async (arg) => {
      const second = lab.beside([arg]);
      expect(await second.ended).toBe(1);
      expect(second.words).toContain(`already running on ${lab.data} (process ${lab.pid})`);
      await signInAsAdmin(lab);
    },
  );

  it('starts again at once on the same data when its supervisor was killed', async () => {
    const password = await lab.adminPassword();
    await lab.killSupervisor();
    await lab.start();
    expect(await lab.adminPassword()).toBe(password);
    await signInAsAdmin(lab);
  });

  it('gets its database back when that falls, at the same address', async () => {
    const address = await lab.databaseUrl();
    expect(await lab.kill('postgres')).toBe(true);
    await until(
      'the database',
      () => lab.sql('SELECT 1').catch(() => []),
      (rows) => rows.length === 1,
      30,
    );
    expect(await lab.databaseUrl()).toBe(address);
    await until(
      'the API',
      () =>
        signInAsAdmin(lab).then(
          () => true,
          () => false,
        ),
      Boolean,
      30,
    );
  });

  it('is not served as a real lab with demonstration accounts or a secret out of an example', async () => {
    await lab.sql(`INSERT INTO setting (key, value) VALUES ('demonstration.accounts', '[{}, {}]')`);
    expect(await lab.interrupt()).toBe(0);
    // Among them what the killed supervisor left, which drains until its time is up.
    await nothingLeft(lab);
    const from = lab.words.length;
    lab.spawn([], {
      SCENARIO_LAB_MODE: 'production',
      S3_BUCKET: 'blobs',
      S3_ACCESS_KEY_ID: 'minio',
      S3_SECRET_ACCESS_KEY: 'minioadmin',
    });
    expect(await lab.ended).toBe(1);
    expect(lab.words.slice(from)).toContain('2 demonstration accounts');
    expect(lab.words.slice(from)).toContain('S3_SECRET_ACCESS_KEY');
    expect(lab.leftovers()).toEqual([]);
  });

  it('does not throw away a folder that is not its own', async () => {
    const thesis = join(lab.folder, 'thesis.txt');
    await writeFile(thesis, 'ten years');
    const foreign = lab.beside(['--reset', '--data', lab.folder]);
    expect(await foreign.ended).toBe(1);
    expect(foreign.words).toContain('left alone');
    expect(await readFile(thesis, 'utf8')).toBe('ten years');
  });
});
