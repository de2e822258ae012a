import { describe, expect, it } from 'vitest';
import { readOptions } from './options.js';

describe('what may follow npm start --', () => {
  it('has a meaning for nothing at all', () => {
    expect(readOptions([])).toEqual({
      port: 8080,
      host: '127.0.0.1',
      data: null,
      empty: false,
      reset: false,
      help: false,
    });
  });

  it('takes every option', () => {
    const argv = ['--port', '0', '--host', '0.0.0.0', '--data', '/srv/lab', '--empty', '--reset', '-h'];
    expect(readOptions(argv)).toEqual({
      port: 0,
      host: '0.0.0.0',
      data: '/srv/lab',
      empty: true,
      reset: true,
      help: true,
    });
  });

  it.each(['65536', '-1', '80.5', 'http', ''])('names the option where the port is %j', (port) => {
    expect(() => readOptions([`--port=${port}`])).toThrow('--port');
  });

  it('names an option nobody knows, and a word too many', () => {
    expect(() => readOptions(['--prot', '1'])).toThrow('--prot');
    expect(() => readOptions(['production'])).toThrow('production');
  });
});
