// @vitest-environment jsdom
import { readSession } from '@scenario-lab/contracts/accounts';
import { readInbox } from '@scenario-lab/contracts/lab';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { queries } from '../app/api.js';
import { loadLanguage } from '../i18n/i18n.js';
import { NextStep } from './next-step.js';

beforeAll(() => loadLanguage('en'));
afterEach(() => {
  cleanup();
  queries.clear();
  vi.unstubAllGlobals();
});

const id = '0198a000-0000-7000-8000-000000000001';
const line = (waitsFor: string, due: string | null) => ({
  thing: 'run',
  id,
  page: id,
  title: { en: 'A run' },
  waitsFor,
  since: '2026-11-20T02:00:00Z',
  due,
});

/** A run under review, as somebody for whom these lines wait; null: a visitor. */
function show(lines: ReturnType<typeof line>[] | null, at = `/runs/${id}`) {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(String(address));
    return new Response(JSON.stringify(lines ?? []), { status: 200 });
  });
  queries.setQueryData([readSession.name, {}], {
    me: lines ? { person: { id: 'p' }, organisation: { id: 'o' }, roles: [], allowed: [] } : null,
    lab: { telling: null },
  });
  render(
    <QueryClientProvider client={queries}>
      <MemoryRouter initialEntries={[at]}>
        <NextStep thing="run" id={id} status="in_review" />
      </MemoryRouter>
    </QueryClientProvider>,
  );
  return asked;
}

it('tells whoever it waits for what to do, where and until when, and not to wait for themselves', async () => {
  const asked = show([line('review.approve', '2026-12-03T08:00:00Z')]);
  expect((await screen.findByRole('link')).getAttribute('href')).toBe(`/reviews?id=${id}`);
  expect(screen.getByText('Your turn')).toBeTruthy();
  expect(screen.getByRole('listitem').textContent).toContain('3 Dec');
  expect(screen.queryByText('Next')).toBeNull();
  expect(asked.some((one) => one.includes(`thing=run&id=${id}`))).toBe(true);
});

it('links nothing that is done on this very page', async () => {
  show([line('run.requeue', null)]);
  expect((await screen.findByRole('listitem')).textContent).toContain('Your turn');
  expect(screen.queryByRole('link')).toBeNull();
});

it('links nothing either where the list of things shows this one beside it', async () => {
  show([line('review.approve', null)], '/reviews');
  expect((await screen.findByRole('listitem')).textContent).toContain('Your turn');
  expect(screen.queryByRole('link')).toBeNull();
});

it('tells everybody else what happens next, and asks nothing for a visitor', async () => {
  show([]);
  expect(await screen.findByText(/reviewer/)).toBeTruthy();
  cleanup();
  queries.clear();
  expect(show(null)).toEqual([]);
  expect(screen.getByText(/reviewer/)).toBeTruthy();
  expect(queries.getQueryData([readInbox.name, { query: { thing: 'run', id } }])).toBeUndefined();
});
