import { expect, it } from 'vitest';
import { readDays, writeDays } from './read-days.js';

it('reads days and ranges as an announcement has them, and names the lines it cannot read', () => {
  expect(readDays('2027-01-01\n\n 2027-02-05 至 2027-02-07 \n2027-02-06~2027-02-08')).toEqual({
    days: ['2027-01-01', '2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08'],
    faults: [],
  });
  expect(readDays('2027-02-30\n1 May\n2027-05-05..2027-05-01\n2027-05-01 to 2028-05-05\n2027-05-01')).toEqual(
    {
      days: ['2027-05-01'],
      faults: [1, 2, 3, 4],
    },
  );
});

it('writes what it reads', () => {
  const text = '2027-01-01\n2027-02-05 至 2027-02-08';
  expect(writeDays(readDays(text).days, '至')).toBe(text);
  expect(writeDays([], '至')).toBe('');
});
