import { describe, expect, it } from 'vitest';
import { misfitsOf, modelMisfits } from './data-fit.js';

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

describe('data fit of a model that the harness feeds', () => {
  const given = [
    { name: 'rain', type: 'number', gaps: true },
    { name: 'flow', type: 'number' },
    { name: 'open', type: 'boolean' },
    { name: 'name', type: 'string' },
    { name: 'photo', type: 'image' },
  ];
  const fits = (columns: string[], fill?: number[], notes: string[] = ['gaps_unanswered']) =>
    modelMisfits({ inputMap: { x: fill ? { columns, fill } : { columns } }, notes }, given);

  it('asks for every column of the map, of a type that can be fed', () => {
    expect(fits(['flow', 'open'])).toEqual([]);
    expect(fits(['flow', 'name', 'wind'])).toEqual([
      { code: 'column_type_differs', place: 'name', detail: 'number ≠ string' },
      { code: 'column_missing', place: 'wind', detail: 'number' },
    ]);
    const image = (column: string) => modelMisfits({ inputMap: { x: { image: column } }, notes: [] }, given);
    expect([image('photo'), image('flow').map(({ code }) => code)]).toEqual([[], ['column_type_differs']]);
  });

  it('refuses cells that may be empty where neither map nor model has an answer to them', () => {
    expect(fits(['rain', 'flow'])).toEqual([{ code: 'gaps_unanswered', place: 'rain', detail: '' }]);
    expect(fits(['rain', 'flow'], [0])).toEqual([]);
    expect(fits(['rain', 'flow'], undefined, [])).toEqual([]);
  });
});
