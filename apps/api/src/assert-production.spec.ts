import { describe, expect, it } from 'vitest';
import { assertOwner, assertProduction, isLoopback } from './assert-production.js';
import { readEnv } from './env.js';

const base = {
  DATABASE_URL: 'postgres://lab_api:q8Zr4tUv0w@db/scenario_lab',
  PUBLIC_DATABASE_URL: 'postgres://lab_public:Lm2nP9xQeT@db/scenario_lab',
  UPLOADS_DIR: '/var/lib/uploads',
};
const check = (more: Record<string, string>, accounts = 0) => {
  try {
    assertProduction(readEnv({ ...base, ...more }), accounts);
    return 'serves';
  } catch (error) {
    return (error as Error).message;
  }
};
const far = 'https://lab.example.org';

describe('a lab in production', () => {
  const production = { SCENARIO_LAB_MODE: 'production', PUBLIC_URL: far };

  it('serves with secrets of its own and no demonstration', () => {
    expect(check(production)).toBe('serves');
    expect(check({ ...production, HOST: '0.0.0.0', TRUSTED_PROXIES: '10.0.0.7' })).toBe('serves');
  });

  it('lets no password cross a network in the clear', () => {
    expect(check({ ...production, PUBLIC_URL: 'http://lab.example.org' })).toContain('https://');
    expect(check({ ...production, PUBLIC_URL: 'http://127.0.0.1:8080' })).toContain('https://');
    expect(check({ ...production, HOST: '0.0.0.0' })).toContain('TRUSTED_PROXIES');
    expect(check({ ...production, HOST: '::' })).toContain('TRUSTED_PROXIES');
    expect(check({ ...production, HOST: '::1' })).toBe('serves');
  });

  it('checks the password of the database owner too', () => {
    const owner = (url: string) => () => assertOwner('production', url);
    expect(owner('postgres://postgres:postgres@db/x')).toThrow('owner');
    expect(owner('postgres://owner@db/x')).toThrow('owner');
    expect(owner('postgres://owner:q8Zr4tUv0w@db/x')).not.toThrow();
    expect(() => assertOwner('demonstration', 'postgres://postgres:postgres@db/x')).not.toThrow();
  });

  it('refuses accounts everybody knows, even on this machine', () => {
    expect(check(production, 3)).toContain('3 demonstration accounts');
    expect(check({ ...production, PUBLIC_URL: 'http://localhost', DEMONSTRATION: 'yes' })).toContain(
      'DEMONSTRATION',
    );
  });

  it.each([
    [{ DATABASE_URL: 'postgres://lab_api:api@db/x' }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'postgres://lab_api@db/x' }, 'DATABASE_URL'],
    [{ PUBLIC_DATABASE_URL: 'postgres://lab_public:ChangeMe@db/x' }, 'PUBLIC_DATABASE_URL'],
    [{ S3_BUCKET: 'b', S3_ACCESS_KEY_ID: 'minioadmin', S3_SECRET_ACCESS_KEY: 'minioadmin' }, 'S3_SECRET'],
  ])('refuses secrets out of examples: %j', (more, name) => {
    expect(check({ ...production, ...more })).toContain(name);
  });

  it('names every fault at once', () => {
    const words = check(
      { ...production, DEMONSTRATION: 'yes', DATABASE_URL: 'postgres://lab_api:test@db/x' },
      1,
    );
    expect(words.split('\n')).toHaveLength(4);
  });
});

describe('a demonstration', () => {
  it('stays on this machine', () => {
    const demonstration = { SCENARIO_LAB_MODE: 'demonstration', DEMONSTRATION: 'yes' };
    expect(check({ ...demonstration, PUBLIC_URL: 'http://127.0.0.1:8080' }, 9)).toBe('serves');
    expect(check({ ...demonstration, HOST: '0.0.0.0' }, 9)).toContain('0.0.0.0');
    expect(check({ ...demonstration, HOST: '0.0.0.0', DEMONSTRATION_ON_NETWORK: 'yes' }, 9)).toBe('serves');
    expect(check({ ...demonstration, PUBLIC_URL: far }, 9)).toContain(far);
    expect(check({ PUBLIC_URL: far }, 9)).toContain(far);
    expect(check({ PUBLIC_URL: far })).toBe('serves');
    expect(check({ PUBLIC_URL: far, NODE_ENV: 'development' }, 9)).toBe('serves');
  });

  it.each([
    ['http://127.0.0.1:8080', true],
    ['http://127.9.9.9', true],
    ['http://[::1]:80', true],
    ['http://localhost', true],
    ['http://localhost.evil.example', false],
    ['http://127.0.0.1.evil.example', false],
    ['http://10.0.0.1', false],
    ['nonsense', false],
  ])('%s on this machine: %s', (address, answer) => expect(isLoopback(address)).toBe(answer));
});
