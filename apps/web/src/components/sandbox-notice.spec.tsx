// @vitest-environment jsdom
import type { DatasetVersion } from '@scenario-lab/contracts/datasets';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { queries } from '../app/api.js';
import { DatasetVersionView } from '../features/datasets/dataset-version-view.js';
import { loadLanguage } from '../i18n/i18n.js';

const sandbox = {
  available: false,
  level: null,
  cgroup: null,
  workers: 1,
  reasons: [
    {
      code: 'busy',
      zh: '本机负载过高',
      en: 'This machine is too busy',
      remedy: { zh: '无须处理', en: 'The test is repeated' },
    },
  ],
};
const version = {
  id: 'x',
  label: 'v1',
  status: 'profiling',
  allowed: [],
  fileName: 'x.csv',
  bytes: 10,
  sha256: 'ab',
  createdAt: '2026-11-29T08:00:00Z',
  rows: null,
  counts: null,
  profile: null,
  quality: null,
  problems: [],
  columns: [],
  sample: [],
  sealed: false,
  reason: null,
  split: { by: 'rows', column: null, public_sample: 0.2, validation: 0.3, hidden: 0.5 },
} as unknown as DatasetVersion;

beforeAll(() => loadLanguage('en'));
beforeEach(() => {
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(sandbox), { status: 200 }));
});
afterEach(() => {
  cleanup();
  queries.clear();
  vi.unstubAllGlobals();
});

const show = (status: DatasetVersion['status']) =>
  render(
    <QueryClientProvider client={queries}>
      <MemoryRouter>
        <DatasetVersionView version={{ ...version, status }} accessMode="open" open />
      </MemoryRouter>
    </QueryClientProvider>,
  );

it('tells the owner of an upload why nothing moves, and says nothing once it was opened', async () => {
  show('profiling');
  expect(await screen.findByText('This machine is too busy')).toBeTruthy();
  expect(screen.getByText(/The file is kept and waits to be opened/)).toBeTruthy();
  cleanup();
  show('ready');
  expect(screen.queryByText('This machine is too busy')).toBeNull();
});
