// @vitest-environment jsdom
import { listNotices } from '@scenario-lab/contracts/notices';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { queries, rowQuery } from '../../app/api.js';
import { pattern } from '../../app/paths.js';
import { loadLanguage } from '../../i18n/i18n.js';
import { NoticePage } from './notice-page.js';

const id = '00000000-0000-4000-8000-000000000950';
const version = '00000000-0000-4000-8000-000000000951';
const algorithm = '00000000-0000-4000-8000-000000000952';
const asked: { url: string; body: unknown }[] = [];

beforeAll(() => loadLanguage('en'));
beforeEach(() => {
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    if (init.method === 'POST') asked.push({ url, body: JSON.parse(String(init.body)) });
    return new Response(null, { status: 204 });
  });
  queries.setQueryData(rowQuery(listNotices, {}).queryKey, {
    items: [
      {
        id,
        kind: 'processing',
        event: 'algorithm_version.ready',
        thing: 'algorithm_version',
        thingId: version,
        page: algorithm,
        title: { en: 'Pump watch' },
        at: '2026-11-29T08:00:00.000Z',
        read: false,
      },
    ],
    unread: 1,
  });
});
afterEach(() => {
  cleanup();
  queries.clear();
  vi.unstubAllGlobals();
  asked.length = 0;
});

const Place = () => <p>at {useLocation().pathname}</p>;
const open = (notice: string) =>
  render(
    <QueryClientProvider client={queries}>
      <MemoryRouter initialEntries={[`/notices/${notice}`]}>
        <Routes>
          <Route path={pattern.notice} element={<NoticePage />} />
          <Route path="*" element={<Place />} />
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  );

it('marks a notice as read and leads on to what shows its thing', async () => {
  open(id);
  expect(await screen.findByText(`at /algorithms/${algorithm}`)).toBeTruthy();
  expect(asked).toEqual([{ url: '/api/notices/read', body: { ids: [id] } }]);
});

it('says of one that is not among the latest where the others are', () => {
  open(version);
  expect(screen.getByRole('heading', { name: 'Notices' })).toBeTruthy();
  expect(screen.getByRole('link', { name: 'See all notices' }).getAttribute('href')).toBe('/notices');
  expect(asked).toEqual([]);
});
