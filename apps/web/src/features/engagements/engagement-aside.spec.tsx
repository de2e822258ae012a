// @vitest-environment jsdom
import { readSession } from '@scenario-lab/contracts/accounts';
import type { Engagement } from '@scenario-lab/contracts/engagements';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { queries } from '../../app/api.js';
import { loadLanguage } from '../../i18n/i18n.js';
import { EngagementAside } from './engagement-aside.js';

beforeAll(() => loadLanguage('en'));
afterEach(() => {
  cleanup();
  queries.clear();
  vi.unstubAllGlobals();
});

const id = '0198a000-0000-7000-8000-000000000001';
const organisation = (key: string) => ({ id: key, name: { en: key } });
const engagement = {
  id,
  status: 'proposed',
  allowed: ['engagement.read', 'engagement.accept'],
  vendor: organisation('v'),
  department: organisation('d'),
  scenario: { id: 's', title: { en: 'A need' } },
  solution: { id: 'c', title: { en: 'A card' } },
  benchmarks: [],
  procurementNumber: null,
  pilotId: null,
  caseId: null,
  members: [],
  mentionable: [],
  updatedAt: '2026-11-20T02:00:00Z',
} as unknown as Engagement;
const line = (waitsFor: string, due: string | null) => ({
  thing: 'engagement',
  id,
  page: id,
  title: { en: 'A need' },
  waitsFor,
  since: '2026-11-20T02:00:00Z',
  due,
});

function show(lines: ReturnType<typeof line>[]) {
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(lines), { status: 200 }));
  queries.setQueryData([readSession.name, {}], {
    me: { person: { id: 'p' }, organisation: { id: 'd' }, roles: [], allowed: [] },
    lab: { telling: null },
  });
  render(
    <QueryClientProvider client={queries}>
      <MemoryRouter initialEntries={[`/engagements/${id}`]}>
        <EngagementAside engagement={engagement} />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

it('says what the inbox says of it: the answer until its day, and the way to what the room waits for', async () => {
  show([line('engagement.accept', '2026-12-03T08:00:00Z'), line('engagement.confirm_record', null)]);
  const [answer, room] = await screen.findAllByRole('listitem');
  expect(answer?.textContent).toMatch(/^Your turn.*3 Dec/);
  expect(answer?.querySelector('a')).toBeNull();
  expect(room?.querySelector('a')?.getAttribute('href')).toBe(`/engagements/${id}/room`);
});

it('says nothing of a turn where nothing waits for the reader', async () => {
  show([]);
  await vi.waitFor(() => expect(queries.isFetching()).toBe(0));
  expect(screen.queryByText('Your turn')).toBeNull();
});
