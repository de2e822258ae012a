import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ended, handOnSignals, startChild } from './children.mjs';
import { root } from './root.mjs';
import { node } from './runtime.mjs';

// Pictures of the main pages in both languages, wide and narrow, light and dark, as the roles that use them. With --url
// the demonstration that runs there is looked at, else one is started as for the journeys; --only zh-1440-light takes one way.
const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    out: { type: 'string', default: 'screenshots' },
    only: { type: 'string', default: '' },
  },
});
const out = resolve(values.out);
mkdirSync(out, { recursive: true });
handOnSignals();
const child = startChild(
  node(),
  [
    join(root, 'node_modules/@playwright/test/cli.js'),
    'test',
    '--config',
    'pictures.config.ts',
    ...(values.only ? ['--grep', values.only] : []),
  ],
  {
    cwd: join(root, 'e2e'),
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      PICTURES_OUT: out,
      ...(values.url ? { E2E_URL: values.url.replace(/\/+$/, '') } : {}),
    },
  },
);
const { code } = await ended(child);
process.stdout.write(`pictures: ${out}\n`);
process.exit(code);
