import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from './children.mjs';
import { root } from './root.mjs';

const ours = ['contracts', 'domain', 'metrics', 'tables', 'sandbox', 'evaluation'];
// Hundreds of megabytes, and only for ONNX models and profiles: `try` says what to install where they are needed.
const leftOut = /^(onnxruntime-node|@duckdb\/node-api)$/;
const manifestOf = (place) => JSON.parse(readFileSync(join(root, place, 'package.json'), 'utf8'));

/**
 * Packs the vendor's desk as npm installs it, `apps/cli/dist/scenario-lab.tgz`: our packages bundled, others by exact
 * version from the registry. Done again only when something in it has changed.
 */
export async function packCli(say) {
  const cli = manifestOf('apps/cli');
  const files = ['dist', 'bin'].flatMap((folder) => listed(join('apps/cli', folder)));
  const bundled = ours.flatMap((name) => listed(join('packages', name, 'dist')));
  const manifest = manifestFor(cli);
  const digest = createHash('sha256').update(JSON.stringify(manifest));
  for (const file of [...files, ...bundled]) digest.update(file).update(readFileSync(join(root, file)));
  const stamp = digest.digest('hex');
  const target = join(root, 'apps/cli/dist/scenario-lab.tgz');
  const note = `${target}.of`;
  if (existsSync(target) && existsSync(note) && readFileSync(note, 'utf8') === stamp) return;
  say('packing the command line');
  const room = mkdtempSync(join(tmpdir(), 'scenario-lab-cli-'));
  try {
    const write = (path, text) => {
      mkdirSync(dirname(join(room, path)), { recursive: true });
      writeFileSync(join(room, path), text);
    };
    const copy = (from, to) => {
      mkdirSync(dirname(join(room, to)), { recursive: true });
      copyFileSync(join(root, from), join(room, to));
    };
    write('package.json', `${JSON.stringify(manifest, null, 2)}\n`);
    copy('LICENSE', 'LICENSE');
    for (const file of files) copy(file, file.slice('apps/cli/'.length));
    for (const name of ours) {
      const { name: full, version, type, license } = manifestOf(join('packages', name));
      const exports = { './*': './dist/*.js' };
      write(
        `node_modules/${full}/package.json`,
        JSON.stringify({ name: full, version, type, license, exports }),
      );
    }
    for (const file of bundled) copy(file, file.replace('packages/', 'node_modules/@scenario-lab/'));
    await run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', room], { cwd: room });
    const [packed] = readdirSync(room).filter((name) => name.endsWith('.tgz'));
    copyFileSync(join(room, packed), `${target}.half`);
    renameSync(`${target}.half`, target);
    writeFileSync(note, stamp);
  } finally {
    rmSync(room, { recursive: true, force: true });
  }
}

function manifestFor({ name, version, type, license, bin, dependencies }) {
  const foreign = {};
  const own = {};
  for (const needs of [dependencies, ...ours.map((one) => manifestOf(join('packages', one)).dependencies)]) {
    for (const [other, exact] of Object.entries(needs ?? {})) {
      if (other.startsWith('@scenario-lab/')) own[other] = exact;
      else if (!leftOut.test(other)) foreign[other] = exact;
    }
  }
  return {
    name,
    version,
    type,
    license,
    description: 'The vendor’s desk of a scenario lab',
    engines: manifestOf('.').engines,
    bin,
    dependencies: { ...own, ...foreign },
    bundleDependencies: Object.keys(own),
  };
}

/** Files that run, sorted; neither types, maps, tests nor a former tarball. */
function listed(folder) {
  return readdirSync(join(root, folder))
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      if (statSync(join(root, path)).isDirectory()) return name === 'testing' ? [] : listed(path);
      return /\.(d\.ts|map|tgz|of|half|tsbuildinfo)$|\.spec\.js$/.test(name) ? [] : [path];
    });
}

if (process.argv[1] === import.meta.filename) await packCli((line) => process.stdout.write(`${line}\n`));
