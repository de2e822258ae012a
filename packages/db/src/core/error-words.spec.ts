import { QueryFailedError } from 'typeorm';
import { expect, it } from 'vitest';
import { errorWords } from './error-words.js';

it('keeps what went wrong and nothing of whom it was about', () => {
  const driver = Object.assign(new Error('duplicate key value violates unique constraint "person_email"'), {
    code: '23505',
    detail: 'Key (email)=(zhang@vendor.example) already exists.',
  });
  const failed = new QueryFailedError(
    'INSERT INTO person VALUES ($1, $2)',
    ['zhang@vendor.example', 'secret'],
    driver,
  );
  const written = JSON.stringify(errorWords(Object.assign(failed, { cause: driver })));
  expect(written).toContain('23505');
  expect(written).toContain('duplicate key value');
  for (const told of ['zhang@vendor.example', 'secret', 'already exists'])
    expect(written).not.toContain(told);
});

it('takes whatever was thrown', () => {
  expect(errorWords('words')).toEqual({ type: 'string', message: 'words' });
  const loop = new Error('a');
  loop.cause = loop;
  expect(errorWords(loop).cause?.cause?.cause?.cause).toBeUndefined();
});
