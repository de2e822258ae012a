import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { besideEachOther, oneAfterTheOther, type RunPython } from './testing/channels.js';
import { type Bench, leftovers, openForTests, outputText } from './testing/open-for-tests.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openForTests();
});
afterAll(() => bench.close());
afterEach(async () => {
  expect(await leftovers(bench.workDir)).toEqual([]);
});

const run: RunPython = async (files) => bench.sandbox.run(bench.request(files));
const silent = (seen: object) => Object.fromEntries(Object.keys(seen).map((name) => [name, 'nothing']));

describe('between two programs', () => {
  it('nothing passes from slot to slot', { timeout: 180_000 }, async () => {
    const seen = await besideEachOther(run, 11);
    expect(Object.keys(seen)).toHaveLength(10);
    expect(seen).toEqual(silent(seen));
  });

  it('nothing passes from a run to a later one, not even in a pack and an artifact given twice', async () => {
    const seen = await oneAfterTheOther(run, 12);
    expect(Object.keys(seen)).toHaveLength(10);
    expect(seen).toEqual(silent(seen));
  });
});

describe('a slot', () => {
  /** Device and inode of what a program can read, by name. */
  const inodes = async () => {
    const result = await bench.python(`
import json, os
facts = {}
for path in ['/usr/bin/python3.11', '/usr/bin/node', '/usr/lib/python3.11/os.py', '/etc/passwd', '/app/main.py', '/in/task.json', '/proc/stat', '/usr/bin/catatonit']:
    if os.path.exists(path): s = os.stat(path); facts[path] = f'{s.st_dev}:{s.st_ino}'
import time; time.sleep(1)
json.dump(facts, open('/out/facts.json', 'w'))`);
    expect(result.outcome).toBe('ok');
    return JSON.parse(outputText(result, 'facts.json')) as Record<string, string>;
  };

  it('has inodes of its own: none of them lies in another slot', async () => {
    const [one, other] = await Promise.all([inodes(), inodes()]);
    expect(Object.keys(one)).toEqual(Object.keys(other));
    const common = Object.keys(one).filter((path) => one[path] === other[path]);
    expect(common).toEqual([]);
  });

  it('stands in memory that is never swapped or dropped, and read-only for everybody', () => {
    const grounds = readFileSync('/proc/self/mountinfo', 'utf8')
      .split('\n')
      .filter((line) => line.includes(`${bench.workDir}/grounds/`));
    expect(grounds).toHaveLength(2);
    for (const line of grounds) expect(line).toMatch(/ ro,.* - ramfs /);
    expect(lstatSync(join(bench.workDir, 'grounds/0/base/usr')).isDirectory()).toBe(true);
  });
});

describe('what a program asks of the machine', () => {
  it('is answered well enough for honest libraries', async () => {
    const python = await bench.python(`
import os, time, json
facts = {'cpus': os.cpu_count(), 'load': open('/proc/loadavg').read(), 'pages': os.sysconf('SC_PAGE_SIZE'),
  'idle': open('/proc/uptime').read(), 'sys': os.listdir('/proc/sys'), 'stat': open('/proc/stat').read().count('cpu')}
print(json.dumps(facts))`);
    const facts = JSON.parse(python.log.stdout) as { cpus: number; stat: number };
    expect(facts).toMatchObject({
      load: '0.00 0.00 0.00 1/1 1\n',
      pages: 4096,
      idle: '1.00 1.00\n',
      sys: [],
    });
    expect(facts.cpus).toBeGreaterThan(0);
    expect(facts.stat).toBe(facts.cpus + 1);
    const node = await bench.run({
      runtime: 'node',
      app: {
        'main.mjs': `import os from 'node:os';
          console.log(JSON.stringify([os.cpus().length, os.totalmem(), os.freemem(), os.loadavg(), os.uptime(), os.availableParallelism()]));`,
      },
      command: ['node', 'main.mjs'],
    });
    const [cpus, total, free, load, uptime, parallel] = JSON.parse(node.log.stdout) as number[];
    expect([node.log.stderr, cpus, load, uptime]).toEqual(['', facts.cpus, [0, 0, 0], 1]);
    expect(total).toBeGreaterThan(2 ** 28);
    expect(free).toBe(total);
    expect(parallel).toBeGreaterThan(0);
  });

  it('SQLite works in memory, and on a file when told that there are no locks', async () => {
    const result = await bench.python(`
import sqlite3
for place in (':memory:', 'file:/tmp/a.db?nolock=1'):
    db = sqlite3.connect(place, uri=True)
    db.execute('CREATE TABLE t (x)'); db.execute('INSERT INTO t VALUES (7)'); db.commit()
    print(db.execute('SELECT x FROM t').fetchone()[0])
try: sqlite3.connect('/tmp/b.db', timeout=0).execute('CREATE TABLE t (x)'); print('locked after all')
except sqlite3.OperationalError as e: print(e)`);
    expect(result.log).toMatchObject({ stdout: '7\n7\ndatabase is locked\n', stderr: '' });
  });
});
