import { routes } from '@scenario-lab/contracts/routes';
import { describe, expect, it } from 'vitest';
import { answer, becomeMock } from './mock-api.js';
import { idOf } from './people.js';

const ids: Record<string, number> = {
  solution: 100,
  algorithm: 200,
  scenario: 300,
  dataset: 500,
  match: 300,
};

describe('the examples pages are looked at with', () => {
  it('are answers the contract would accept', () => {
    becomeMock('department');
    let checked = 0;
    for (const row of routes) {
      if (row.method !== 'GET' || typeof row.reply === 'string') continue;
      const id = idOf(ids[row.name.split('.')[0] ?? ''] ?? 1);
      const path = row.path.replace(':id', id).replace(':thing', 'scenario').replace(/:\w+/, 'x'.repeat(24));
      const said = answer('GET', path, '');
      if (said.status !== 200) continue;
      checked += 1;
      const parsed = row.reply.safeParse(said.body);
      expect(parsed.success ? [] : parsed.error.issues, row.name).toEqual([]);
    }
    becomeMock(null);
    expect(checked).toBeGreaterThan(18);
  });
});
