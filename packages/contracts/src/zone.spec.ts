import { expect, it } from 'vitest';
import { TimeZone } from './zone.js';

it('takes names of time zones and nothing that a connection could be told besides', () => {
  for (const name of ['Asia/Shanghai', 'UTC', 'Etc/GMT+12', 'America/Argentina/Salta'])
    expect(TimeZone.safeParse(name).success, name).toBe(true);
  for (const name of ['', 'Nowhere/City', '+08:00', 'UTC -c log_statement=all', "UTC'", 'Asia/Shanghai\n'])
    expect(TimeZone.safeParse(name).success, name).toBe(false);
});
