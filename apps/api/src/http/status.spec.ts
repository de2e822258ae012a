import { type Route, statusOf } from '@scenario-lab/contracts/route';
import { routes } from '@scenario-lab/contracts/routes';
import { describe, expect, it } from 'vitest';
import { openapi } from './openapi.js';

describe('the status of a good answer', () => {
  it('stands in the row, and OpenAPI says the same', () => {
    const { paths } = openapi(routes, '0') as {
      paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
    };
    for (const row of routes) {
      const told = paths[row.path.replace(/:(\w+)/g, '{$1}')]?.[row.method.toLowerCase()];
      expect(Object.keys(told?.responses ?? {}), row.name).toEqual([String(statusOf(row)), 'default']);
    }
  });

  it('is 201 wherever a POST makes what was not there and hands it back', () => {
    const makes = (row: Route) =>
      row.method === 'POST' && row.reply !== 'none' && /\.(create|register|submit)$/.test(row.name);
    expect(routes.filter((row) => makes(row) && row.status !== 201).map(({ name }) => name)).toEqual([]);
    // A row that answers nothing cannot say that it made something.
    expect(routes.filter((row) => row.status && row.reply === 'none').map(({ name }) => name)).toEqual([]);
  });
});
