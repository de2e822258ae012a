// @vitest-environment jsdom
import { readSession } from '@scenario-lab/contracts/accounts';
import type { IndustryMatrix } from '@scenario-lab/contracts/industry-matrix';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { queries } from '../../app/api.js';
import { loadLanguage } from '../../i18n/i18n.js';
import { industryHandlers } from '../../testing/industry.js';
import { MatrixTable } from './matrix-table.js';

beforeAll(() => loadLanguage('en'));
afterEach(() => {
  cleanup();
  queries.clear();
  vi.unstubAllGlobals();
});

/** The matrix of the examples, its one gap of columns with these missing. */
function show(missing: string[]) {
  const matrix: IndustryMatrix = structuredClone(industryHandlers['industry.matrix']());
  for (const row of matrix.rows)
    for (const cell of row.cells) if (cell.gap === 'columns') cell.missing = missing;
  vi.stubGlobal('fetch', async () => new Response('[]', { status: 200 }));
  queries.setQueryData([readSession.name, {}], { me: null, lab: { telling: null } });
  render(
    <QueryClientProvider client={queries}>
      <MemoryRouter>
        <MatrixTable matrix={matrix} />
      </MemoryRouter>
    </QueryClientProvider>,
  );
  return new URL(screen.getByText('Wish for data').getAttribute('href') ?? '', 'http://lab').searchParams;
}

it('names three of many missing columns and says how many; the wish names all', () => {
  const wish = show(['a1', 'b2', 'c3', 'd4', 'e5']);
  expect(screen.getByText('The data lack 5 columns, among them a1, b2, c3')).toBeTruthy();
  expect(wish.get('q')).toContain('a1, b2, c3, d4, e5');
});

it('leads to no page of a program that is in the catalogue no more', () => {
  show([]);
  expect(screen.getByText('Water forecast').closest('a')).toBeTruthy();
  expect(screen.getByText('Ammonia forecast').closest('a')).toBeNull();
});

it('names all where one would be left', () => {
  show(['a1', 'b2', 'c3', 'd4']);
  expect(screen.getByText('The data lack a1, b2, c3, d4')).toBeTruthy();
});
