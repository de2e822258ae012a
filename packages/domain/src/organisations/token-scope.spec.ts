import { expect, it } from 'vitest';
import { scopeAdmits } from './token-scope.js';

const admits = (scope: Parameters<typeof scopeAdmits>[0]) =>
  [
    ['run.list', 'GET'],
    ['upload.continue', 'PATCH'],
    // Asked before each submission; it changes nothing.
    ['run.preflight', 'POST'],
    ['run.submit', 'POST'],
    ['run.rerun', 'POST'],
    ['token.revoke', 'DELETE'],
    ['engagement.accept', 'POST'],
  ]
    .filter(([name, method]) => scopeAdmits(scope, { name: name!, method: method! }))
    .map(([name]) => name);

it('lets a token do what it was made for and no more', () => {
  expect(admits('read')).toEqual(['run.list', 'token.revoke']);
  expect(admits('submit')).toEqual([
    'run.list',
    'upload.continue',
    'run.preflight',
    'run.submit',
    'token.revoke',
  ]);
  expect(admits('full')).toHaveLength(7);
});
