import { gzipSync } from 'node:zlib';
import * as make from './files.js';

// Bundles that must be refused, shared by this package's tests and by `npm run attack`.

const MiB = 1024 * 1024;

/** The manifest of a bundle, with changes. */
export const manifest = (change: object = {}) =>
  JSON.stringify({
    schema: 'scenario-lab/1',
    runtime: 'python',
    mode: 'batch',
    command: ['python3', 'main.py'],
    ...change,
  });
export const program = { name: 'main.py', data: 'print("hello from the bundle")' };
/** The members of a bundle that is taken. */
export const good = [{ name: 'scenario-lab.json', data: manifest() }, program];

/** What is wrong with a bundle, the file, and the code it is refused by. */
export const badBundles: [what: string, file: Buffer, code: string][] = [
  ['slip', make.zip([...good, { name: '../../etc/cron.d/x', data: 'x' }]), 'bad_name'],
  ['absolute', make.zip([...good, { name: '/etc/passwd', data: 'x' }]), 'bad_name'],
  ['backslash', make.zip([...good, { name: 'a\\b', data: 'x' }]), 'bad_name'],
  ['control character', make.zip([...good, { name: 'a\nb', data: 'x' }]), 'bad_name'],
  ['very long name', make.zip([...good, { name: 'n'.repeat(300), data: 'x' }]), 'bad_name'],
  ['link', make.zip([...good, { name: 'l', data: '/etc/shadow', mode: 0o120777 }]), 'link'],
  ['case collision', make.zip([...good, { name: 'MAIN.py', data: 'x' }]), 'case_collision'],
  ['duplicate', make.zip([...good, program]), 'duplicate'],
  ['file and folder of one name', make.zip([...good, { name: 'main.py/x', data: 'x' }]), 'duplicate'],
  ['encrypted', make.zip([...good, { name: 's', data: 'x', claims: { flags: 1 } }]), 'encrypted'],
  ['ratio bomb', make.zip([...good, { name: 'zeros', data: Buffer.alloc(20 * MiB) }]), 'bomb'],
  [
    'understated size',
    make.zip([...good.slice(1), { name: 'scenario-lab.json', data: manifest(), claims: { bytes: 10 } }]),
    'bomb',
  ],
  [
    'overlapping entries',
    make.zip([...good, { name: 'a', data: 'x' }, { name: 'b', data: 'x', claims: { offset: 0 } }]),
    'overlap',
  ],
  [
    'two names',
    make.zip([
      ...good.slice(1),
      { name: 'scenario-lab.json', data: manifest(), claims: { localName: 'innocent--lab.json' } },
    ]),
    'damaged',
  ],
  ['truncated', make.zip(good).subarray(0, 150), 'not_zip'],
  ['no archive', Buffer.from('just some text'), 'not_archive'],
  ['nothing', Buffer.alloc(0), 'too_short'],
  ['tar slip', gzipSync(make.tar([...good, { name: '../x', data: 'x' }])), 'bad_name'],
  ['tar link', gzipSync(make.tar([...good, { name: 'l', type: '2', link: '/etc/shadow' }])), 'link'],
  ['tar hard link', gzipSync(make.tar([...good, { name: 'l', type: '1', link: 'main.py' }])), 'link'],
  ['tar device', gzipSync(make.tar([...good, { name: 'd', type: '4' }])), 'device'],
  ['tar cut', gzipSync(make.tar(good).subarray(0, 700)), 'damaged'],
  ['gzip cut', gzipSync(make.tar(good)).subarray(0, 60), 'damaged'],
  ['no manifest', make.zip([program]), 'no_manifest'],
  [
    'manifest in a folder',
    make.zip(good.map((part) => ({ ...part, name: `my/${part.name}` }))),
    'no_manifest',
  ],
  ['manifest no JSON', make.zip([{ name: 'scenario-lab.json', data: '{' }, program]), 'manifest'],
  [
    'manifest of deep JSON',
    make.zip([{ name: 'scenario-lab.json', data: '['.repeat(60_000) }, program]),
    'manifest',
  ],
  [
    'unknown field',
    make.zip([{ name: 'scenario-lab.json', data: manifest({ network: true }) }, program]),
    'manifest',
  ],
  [
    'wrong runtime',
    make.zip([{ name: 'scenario-lab.json', data: manifest({ runtime: 'perl' }) }, program]),
    'manifest',
  ],
  [
    'wrong interpreter',
    make.zip([{ name: 'scenario-lab.json', data: manifest({ command: ['bash', 'main.py'] }) }, program]),
    'manifest',
  ],
  [
    'empty command',
    make.zip([{ name: 'scenario-lab.json', data: manifest({ command: [] }) }, program]),
    'manifest',
  ],
  [
    'missing program',
    make.zip([{ name: 'scenario-lab.json', data: manifest({ command: ['python3', 'other.py'] }) }, program]),
    'no_program',
  ],
];

const many = Array.from({ length: 100 }, (_, at) => ({ name: `zeros-${at}`, data: Buffer.alloc(3 * MiB) }));
/** Many entries, each under the floor of what counts as a bomb alone. */
export const swarms = () => [make.zip([...good, ...many]), gzipSync(make.tar([...good, ...many]))] as const;

/** A manifest with half of a character in its command. */
export const halfCharacter = () =>
  make.zip([
    {
      name: 'scenario-lab.json',
      data: manifest({ command: ['python3', 'main.py', 'HALF'] }).replace('HALF', '\\ud83d'),
    },
    program,
  ]);

/** A native program in the file `run.sh`. */
export const native = (source: string | Buffer) =>
  make.zip([
    { name: 'scenario-lab.json', data: manifest({ runtime: 'native', command: ['./run.sh'] }) },
    { name: 'run.sh', data: source },
  ]);
