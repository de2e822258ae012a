import { describe, expect, it } from 'vitest';
import { misfitsOf } from './data-fit.js';

const columns = [
  { name: 'temperature', type: 'number' },
  { name: '__proto__', type: 'string' },
];
const input = (column: string, type: string, required = true) => ({ column, type, required });

describe('data fit', () => {
  it('is silent where every needed column is there with its type', () => {
    const inputs = [
      input('temperature', 'number'),
      input('__proto__', 'string'),
      input('extra', 'number', false),
    ];
    expect(misfitsOf({ task: 'binary', inputs }, 'binary', columns)).toEqual([]);
  });

  it('names every mismatch with its place', () => {
    const inputs = [
      input('temperature', 'string'),
      input('constructor', 'number'),
      input('__proto__', 'number', false),
    ];
    expect(misfitsOf({ task: 'regression', inputs }, 'binary', columns)).toEqual([
      { code: 'task_differs', place: 'task', detail: 'regression ≠ binary' },
      { code: 'column_type_differs', place: 'temperature', detail: 'string ≠ number' },
      { code: 'column_missing', place: 'constructor', detail: 'number' },
      { code: 'column_type_differs', place: '__proto__', detail: 'number ≠ string' },
    ]);
  });
});
