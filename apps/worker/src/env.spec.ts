import { describe, expect, it } from 'vitest';
import { readEnv } from './env.js';

const shared = { DATABASE_URL: 'postgres://x', BLOBS_DIR: '/b', SPOOL_DIR: '/s' };
const execute = { ...shared, WORKER_ROLES: 'execute', WORK_DIR: '/w' };
const score = { ...shared, WORKER_ROLES: 'score,jobs', VAULT_DIR: '/v', KEY_DIR: '/k' };

describe('readEnv', () => {
  it('takes both kinds of worker', () => {
    expect(readEnv(execute).WORKER_ROLES).toEqual(['execute']);
    expect(readEnv(score).WORKER_ROLES).toEqual(['score', 'jobs']);
  });

  it('lets notices out to the public network alone, unless ranges are named', () => {
    expect(readEnv(score).OUTBOUND_ALLOW).toEqual([]);
    const ranges = readEnv({ ...score, OUTBOUND_ALLOW: '10.8.0.0/16, 10.9.1.4,' }).OUTBOUND_ALLOW;
    expect(ranges.map(({ length }) => length)).toEqual([16, 32]);
  });

  it.each([
    [
      'executing beside another role',
      { ...execute, WORKER_ROLES: 'execute,score', VAULT_DIR: '/v' },
      'nothing else',
    ],
    ['a vault where programs run', { ...execute, VAULT_DIR: '/v' }, 'VAULT_DIR: must not be known'],
    ['a signing key where programs run', { ...execute, KEY_DIR: '/k' }, 'KEY_DIR: must not be known'],
    ['scoring without a vault', { ...score, VAULT_DIR: undefined }, 'VAULT_DIR: needed for the role score'],
    ['an unknown role', { ...score, WORKER_ROLES: 'score,web' }, 'WORKER_ROLES'],
    [
      'a range that is none',
      { ...score, OUTBOUND_ALLOW: '10.0.0.0/8, lab.example' },
      'OUTBOUND_ALLOW: lab.example is no address',
    ],
    ['no place for blobs', { ...execute, BLOBS_DIR: undefined }, 'BLOBS_DIR or S3_BUCKET'],
  ])('refuses %s', (_case, source, words) => {
    expect(() => readEnv(source)).toThrow(words);
  });
});
