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
  'lab_execute',
  'lab_public',
  'lab_score',
  'minio',
  'minioadmin',
  'password',
  'postgres',
  'public',
  'redis',
  'root',
  'scenario_lab',
  'scenario-lab',
  'secret',
  'test',
]);

export const isExampleSecret = (secret: string): boolean => examples.has(secret.toLowerCase());

/** The password in an address such as `postgres://user:password@host/name`; empty where there is none. */
export function passwordIn(address: string): string {
  try {
    return decodeURIComponent(new URL(address).password);
  } catch {
    return '';
  }
}
