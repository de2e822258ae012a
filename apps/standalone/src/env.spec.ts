import { expect, it } from 'vitest';
import { surroundings } from './env.js';

it('takes the lab’s time zone where it is one, and names it where it is none', () => {
  expect(surroundings({}).days).toEqual({});
  expect(surroundings({ LAB_TIME_ZONE: 'Europe/Berlin' }).days).toEqual({ LAB_TIME_ZONE: 'Europe/Berlin' });
  for (const LAB_TIME_ZONE of ['Mars/Olympus', 'Asia/Shanghai -c log_statement=all', '+08'])
    expect(() => surroundings({ LAB_TIME_ZONE })).toThrow(/^LAB_TIME_ZONE: /);
});
