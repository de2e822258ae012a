import { isExampleSecret, passwordIn } from '@scenario-lab/domain/secrets';
import type { Env } from './env.js';

type Checked = Pick<
  Env,
  | 'NODE_ENV'
  | 'SCENARIO_LAB_MODE'
  | 'PUBLIC_URL'
  | 'HOST'
  | 'TRUSTED_PROXIES'
  | 'DEMONSTRATION_ON_NETWORK'
  | 'DEMONSTRATION'
  | 'DATABASE_URL'
  | 'PUBLIC_DATABASE_URL'
  | 'S3_BUCKET'
  | 'MQTT_PORT'
  | 'MQTT_HOST'
  | 'MQTT_TLS_CERT'
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
    faults.push(...knownSecrets(env), ...plainDoors(env));
  } else if (env.NODE_ENV === 'production' && known && env.DEMONSTRATION_ON_NETWORK !== 'yes') {
    if (!isLoopback(env.PUBLIC_URL))
      faults.push(`demonstration accounts may not be served at ${env.PUBLIC_URL}, only on this machine`);
    if (!isLoopbackHost(env.HOST))
      faults.push(
        `demonstration accounts may not be served on ${env.HOST}, only on this machine (in a closed network: DEMONSTRATION_ON_NETWORK=yes)`,
      );
  }
  if (faults.length > 0) throw new Error(`the API refuses to start:\n  ${faults.join('\n  ')}`);
}

/** A password that crosses a network in the clear is everybody's. TLS ends in a proxy, on this machine or a named one. */
function plainDoors(env: Checked): string[] {
  const faults: string[] = [];
  if (!env.PUBLIC_URL.startsWith('https://'))
    faults.push(`PUBLIC_URL is ${env.PUBLIC_URL}; a real lab is reached by https://`);
  if (!isLoopbackHost(env.HOST) && env.TRUSTED_PROXIES.trim() === '')
    faults.push(
      `HOST ${env.HOST} listens to the network without TLS; listen on 127.0.0.1 behind a proxy, or name the proxy in TRUSTED_PROXIES`,
    );
  const broker = env.MQTT_HOST ?? env.HOST;
  if (env.MQTT_PORT !== undefined && !env.MQTT_TLS_CERT && !isLoopbackHost(broker))
    faults.push(`MQTT on ${broker} takes tokens in the clear; name MQTT_TLS_CERT and MQTT_TLS_KEY`);
  return faults;
}

function knownSecrets(env: Checked): string[] {
  const faults: string[] = [];
  for (const name of ['DATABASE_URL', 'PUBLIC_DATABASE_URL'] as const) {
    if (isExampleSecret(passwordIn(env[name]))) faults.push(`${name} has no password or one from an example`);
  }
  if (env.S3_BUCKET && env.S3_ACCESS_KEY_ID && isExampleSecret(env.S3_SECRET_ACCESS_KEY ?? '')) {
    faults.push('S3_SECRET_ACCESS_KEY is missing or from an example');
  }
  return faults;
}

const isLoopbackHost = (host: string) => isLoopback(`http://${host.includes(':') ? `[${host}]` : host}`);

export function isLoopback(address: string): boolean {
  try {
    const { hostname } = new URL(address);
    return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
  } catch {
    return false;
  }
}

/** The database's owner may do everything to it. Errors: in production, without a password or with one of an example. */
export function assertOwner(mode: Env['SCENARIO_LAB_MODE'], ownerUrl: string): void {
  if (mode === 'production' && isExampleSecret(passwordIn(ownerUrl)))
    throw new Error(
      "the API refuses to start:\n  the database owner's address has no password or one from an example",
    );
}
