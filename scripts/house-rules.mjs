import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { root } from './root.mjs';

// They speak to a client of their own before or beside all transactions: they lay a cluster, listen, or are asked through. This
// list may only become shorter.
const withClientsOfTheirOwn = new Set([
  'apps/api/src/events/event-feed.ts',
  'apps/api/src/first-lab.ts',
  'apps/worker/src/migrate-queue.ts',
  'apps/worker/src/relay/relay.ts',
  'packages/db/src/core/border.ts',
  'packages/db/src/embedded.ts',
  'packages/db/src/migrate.ts',
]);

// House rules no linter knows: each a pattern, the places that may, and the sentence a reader needs.
const rules = [
  {
    pattern: /process\.env/,
    where: /^(apps|packages)\/[^/]+\/src\//,
    except: /(^|\/)(env)\.ts$|\.spec\.tsx?$|^packages\/sandbox\/src\/(harness|launcher)\//,
    say: 'process.env is read in env.ts only',
  },
  {
    pattern: /\bSET\s+status\s*=|\bUPDATE\s+\w+\s+SET\s+status\b/i,
    where: /^(apps|packages)\/[^/]+\/src\//,
    except: /^packages\/db\/src\/transition\.ts$|\.spec\.ts$/,
    say: 'only transition() writes a status',
  },
  {
    pattern: /\b(Date\.now\(\)|new Date\(\)|Math\.random\(\)|performance\.now\(\))/,
    where: /^packages\/(domain|metrics|matching|tables)\/src\//,
    except: /\.spec\.ts$/,
    say: 'no clock and no unseeded random in domain, metrics, matching, tables',
  },
  {
    pattern: /new Date\(\)\.toISOString\(\)\.slice\(0, 10\)/,
    where: /^apps\/(api|worker|web)\/src\//,
    except: /\.spec\.tsx?$/,
    say: "today is the lab's day (current_date in SQL, labToday() in the web), not that of UTC",
  },
  {
    pattern: /@InjectRepository|forwardRef\(|synchronize:\s*true|\beager:\s*true|\bcascade:\s*true/,
    where: /^(apps|packages)\//,
    except: /\.spec\.ts$/,
    say: 'no hidden transactions, no forwardRef, no synchronize, eager or cascade',
  },
  {
    pattern: /export\s+(\*|\{[^}]*\})\s+from\s/,
    where: /^(apps|packages)\/[^/]+\/src\//,
    except: /$^/,
    say: 'no barrels: import from the file that says it',
  },
  {
    pattern: /\.query\s*[(<]/,
    where: /^(apps\/(api|worker)|packages\/(db|interchange))\/src\//,
    except:
      /\.spec\.ts$|\/test-[a-z-]+\.ts$|^apps\/worker\/src\/lifecycle\/|^packages\/db\/src\/(migrations\/|core\/rows\.ts$)/,
    but: withClientsOfTheirOwn,
    say: 'SQL is asked through core/rows (queryRows, queryRow, queryOne, execute): what comes back is read by a shape (ADR 131)',
  },
  {
    pattern: /@ts-(ignore|nocheck)|biome-ignore|\b(it|test|describe)\.(only|skip|todo|fixme)\(/,
    where: /^(apps|packages|e2e)\//,
    except: /$^/,
    say: 'no silenced checks, no skipped tests',
  },
];
const names =
  /^(?:[a-z0-9]+(?:-[a-z0-9]+)*)(?:\.(?:module|controller|service|query|entity|border|machine|policy|queries|decorator|guard|filter|interceptor|config|int|sandbox|spec|d|zh|en))*\.(?:ts|mjs)$|^\d{13}-[a-z0-9-]+\.ts$|^[A-Za-z0-9-]+(\.spec)?\.tsx$/;

const files = spawnSync('git', ['ls-files', '-co', '--exclude-standard', 'apps', 'packages', 'e2e'], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 2 ** 26,
})
  .stdout.split('\n')
  .filter(
    (file) =>
      /\.(ts|tsx)$/.test(file) && !file.includes('/starter-kit/') && !file.includes('/demo/algorithms/'),
  );
const faults = [];
for (const file of files) {
  const name = file.split('/').at(-1);
  if (!names.test(name)) faults.push(`${file}: file names are kebab-case with a known suffix`);
  let text;
  try {
    text = readFileSync(`${root}/${file}`, 'utf8');
  } catch {
    continue;
  }
  const lines = text.split('\n');
  const isList = /migrations\/|i18n\/|locales\/|story|generated/.test(file);
  if (lines.length > 401 && !isList)
    faults.push(`${file}: ${lines.length} lines; 400 is where two rooms are clearer`);
  for (const rule of rules) {
    if (!rule.where.test(file) || rule.except.test(file)) continue;
    if (rule.but?.has(file)) {
      if (!rule.pattern.test(text)) faults.push(`${file}: needs no exception any more, take it off the list`);
      continue;
    }
    lines.forEach((line, index) => {
      if (rule.pattern.test(line)) faults.push(`${file}:${index + 1}: ${rule.say}`);
    });
  }
}
for (const fault of faults) process.stdout.write(`${fault}\n`);
process.exit(faults.length > 0 ? 1 : 0);
