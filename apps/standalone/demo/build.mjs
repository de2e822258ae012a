// Builds the demonstration's artifacts and the starter kits into dist/; `--record` renews digests.json.
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildDemo } from '../dist/demo-data/build-demo.js';

const demo = dirname(fileURLToPath(import.meta.url));
const apps = join(demo, '../..');
const digests = await buildDemo({
  apps,
  demoOut: join(apps, 'standalone/dist/demo'),
  kitOut: join(apps, 'cli/dist/starter-kit'),
});
const record = join(demo, 'digests.json');
if (process.argv.includes('--record')) {
  await writeFile(record, `${JSON.stringify(digests, null, 2)}\n`);
} else {
  const recorded = JSON.parse(await readFile(record, 'utf8'));
  const changed = [...new Set([...Object.keys(digests), ...Object.keys(recorded)])].filter(
    (file) => recorded[file] !== digests[file],
  );
  if (changed.length > 0) {
    console.error(
      `Not the recorded bytes: ${changed.join(', ')}. After a wanted change: npm run record -w @scenario-lab/standalone`,
    );
    process.exitCode = 1;
  }
}
