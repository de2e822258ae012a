import { badOutputs, swapsLater } from '@scenario-lab/sandbox/testing/hostile-programs';
import type { AttackCase } from '../attack-case.js';
import { ended, finished, output, python } from '../in-slot.js';

const plain = 'what lies in /out is collected as a hostile file: nothing but plain files of plain names';

/** Cases that leave a thing in /out; the words of the thing are the case's name. */
const bad: AttackCase[] = badOutputs.map(([kind, source], at) => ({
  name: `${kind} in /out, way ${at + 1}`,
  promise: plain,
  way: source,
  expected: `wrong_output, ${kind}, 0 files handed over`,
  attack: async (world) => {
    const result = await finished(world, python(`import os\n${source}`));
    return `${result.outcome}, ${result.collectDefect?.class}, ${result.outputs.length} files handed over`;
  },
}));

export const cases: AttackCase[] = [
  ...bad,
  {
    name: 'a link to the labels',
    promise: plain,
    way: 'predictions.csv as a link into the vault, and a folder in between that is one',
    expected: 'wrong_output symlink, wrong_output symlink',
    attack: async (world) => {
      const vault = world.lab.folders.vault;
      const tell = async (source: string) => {
        const result = await finished(world, python(`import os\n${source}`));
        return `${result.outcome} ${result.collectDefect?.class}`;
      };
      const direct = await tell(`os.symlink(${JSON.stringify(vault)}, '/out/predictions.csv')`);
      return `${direct}, ${await tell(`os.symlink(${JSON.stringify(vault)}, '/out/a')`)}`;
    },
  },
  {
    name: 'a link followed while it runs',
    promise: plain,
    way: 'a link in /out opened by the program itself',
    expected: 'ELOOP',
    attack: async (world) => {
      const result = await finished(
        world,
        python(`import errno, os
os.symlink('/in/task.json', '/out/l')
try: print(open('/out/l').read())
except OSError as e: print(errno.errorcode[e.errno])
os.remove('/out/l')`),
      );
      return result.log.stdout.trim();
    },
  },
  {
    name: 'an output swapped after the end',
    promise: 'nothing of the run survives before outputs are collected',
    way: 'a child replaces the file by a link and by other words, over and over',
    expected: 'ok, honest',
    attack: async (world) => {
      const result = await finished(world, python(swapsLater));
      return `${result.outcome}, ${await output(result, 'predictions.csv')}`;
    },
  },
  {
    name: 'more files than allowed',
    promise: 'limits are hard',
    way: '90 files where 8 are allowed',
    expected: 'output_limit',
    attack: async (world) => {
      const source = `for i in range(90): open(f'/out/{i}', 'w').write('x')`;
      return (await finished(world, python(source, { limits: { outFiles: 8 } }))).outcome;
    },
  },
  {
    name: 'holes in place of bytes',
    promise: 'limits are hard',
    way: 'a file of 2 MB with nothing written, where 1 MB is allowed',
    expected: 'output_limit, too_big',
    attack: async (world) => {
      const limits = { outBytes: 2 ** 20, tmpBytes: 64 * 2 ** 20 };
      const result = await finished(world, python(`open('/out/x', 'wb').truncate(2 << 20)`, { limits }));
      return `${result.outcome}, ${result.collectDefect?.class}`;
    },
  },
  {
    name: 'NUL, half characters, colours and turned text in the log',
    promise: 'a log is text whatever was written',
    way: 'NUL, broken UTF-8, ANSI, CRLF, a right-to-left mark and a script tag on stdout',
    expected: 'no NUL, no half character, the rest as written',
    attack: async (world) => {
      const written = `\\x1b[2Jred\\r\\n\\u202egnp.exe<script>alert(1)</script>`;
      const result = await finished(
        world,
        python(`import os\nos.write(1, b'\\x00\\xff\\xe5\\xa5' + '${written}'.encode())`),
      );
      const { stdout } = result.log;
      const rest = stdout.endsWith('\u001b[2Jred\r\n\u202egnp.exe<script>alert(1)</script>');
      return `${stdout.includes('\0') ? 'a NUL' : 'no NUL'}, ${Buffer.from(stdout).toString() === stdout ? 'no' : 'a'} half character, ${rest ? 'the rest as written' : JSON.stringify(stdout)}`;
    },
  },
  {
    name: 'a program named like an option',
    promise: 'what a vendor writes is never taken for an option of the chain',
    way: 'a program --bind with / and /in after it; a command that begins with --ro-bind',
    expected: 'ok: / /in --help; runtime_error, exit 127',
    attack: async (world) => {
      const named = await finished(world, {
        runtime: 'native',
        app: { '--bind': '#!/bin/sh\necho "$@"\n' },
        command: ['./--bind', '/', '/in', '--help'],
      });
      const dashed = await world.program({ app: { 'x.py': '' }, command: ['--ro-bind', '/', '/out'] });
      return `${named.outcome}: ${named.log.stdout.trim()}; ${ended(dashed)}`;
    },
  },
];
