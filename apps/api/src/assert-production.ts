import type { Env } from './env.js';

/** Passwords and keys that stand in examples; none of them may guard a real lab. */
const examples = new Set([
  '',
  'admin',
  'api',
  'change-me',
  'change_me',
  'changeme',
  'demo',
  'lab_api',
  'lab_public',
  'minio',
  'minioadmin',
  'password',
  'postgres',
  'public',
  'scenario_lab',
  'scenario-lab',
  'secret',
  'test',
]);

type Checked = Pick<
  Env,
  | 'NODE_ENV'
  | 'SCENARIO_LAB_MODE'
  | 'PUBLIC_URL'
  | 'DEMONSTRATION'
  | 'DATABASE_URL'
  | 'PUBLIC_DATABASE_URL'
  | 'S3_BUCKET'
  | 'S3_ACCESS_KEY_ID'
  | 'S3_SECRET_ACCESS_KEY'
>;

/**
 * Refuses to serve a lab whose accounts or secrets everybody knows. `demonstrationAccounts`: how many the database
 * holds. In mode `production` everything is checked; elsewhere only that known accounts stay on this machine.
 * Errors: names every fault at once.
 */
export function assertProduction(env: Checked, demonstrationAccounts: number): void {
  const faults: string[] = [];
  const known = demonstrationAccounts > 0 || env.DEMONSTRATION === 'yes';
  if (env.SCENARIO_LAB_MODE === 'production') {
    if (env.DEMONSTRATION === 'yes') faults.push('DEMONSTRATION=yes shows accounts with their passwords');
    if (demonstrationAccounts > 0) {
      faults.push(
        `the database holds ${demonstrationAccounts} demonstration accounts; a real lab begins with an empty database`,
      );
    }
    faults.push(...knownSecrets(env));
  } else if (env.NODE_ENV === 'production' && known && !isLoopback(env.PUBLIC_URL)) {
    faults.push(`demonstration accounts may not be served at ${env.PUBLIC_URL}, only on this machine`);
  }
  if (faults.length > 0) throw new Error(`the API refuses to start:\n  ${faults.join('\n  ')}`);
}

function knownSecrets(env: Checked): string[] {
  const faults: string[] = [];
  for (const name of ['DATABASE_URL', 'PUBLIC_DATABASE_URL'] as const) {
    if (examples.has(passwordIn(env[name]))) faults.push(`${name} has no password or one from an example`);
  }
  if (env.S3_BUCKET && env.S3_ACCESS_KEY_ID && examples.has(env.S3_SECRET_ACCESS_KEY ?? '')) {
    faults.push('S3_SECRET_ACCESS_KEY is missing or from an example');
  }
  return faults;
}

function passwordIn(address: string): string {
  try {
    return decodeURIComponent(new URL(address).password).toLowerCase();
  } catch {
    return '';
  }
}

export function isLoopback(address: string): boolean {
  try {
    const { hostname } = new URL(address);
    return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
  } catch {
    return false;
  }
}
