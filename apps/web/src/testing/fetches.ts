import type { Fetch } from '@scenario-lab/contracts/fetches';
import type { Handler } from './mock-notices.js';

const id = '00000000-0000-4000-8000-00000000f001';
const fetch: Fetch = {
  id,
  datasetId: '00000000-0000-4000-8000-000000000201',
  address: 'https://data.example.gov.cn/water/levels.csv',
  from: null,
  etag: null,
  lastModified: null,
  contentType: 'text/html',
  state: 'failed',
  received: 5_120,
  expected: null,
  problem: { fault: 'html', code: null, host: 'login.example.gov.cn', most: null },
  sha256: null,
  upload: null,
  versionId: null,
  askedAt: '2026-09-02T02:00:00.000Z',
  endedAt: '2026-09-02T02:00:03.000Z',
};

export const fetchHandlers: Record<string, Handler> = {
  'dataset.ask_fetch': () => ({ id }),
  'dataset.set_upkeep': () => undefined,
  // Its id says how far it is: an address of the page can be looked at in every state.
  'dataset.read_fetch': ({ params }) => {
    if (params['id']?.endsWith('2'))
      return {
        ...fetch,
        state: 'fetching',
        problem: null,
        received: 31_000_000,
        expected: 104_857_600,
        endedAt: null,
      };
    return fetch;
  },
  'dataset.cancel_fetch': () => undefined,
};
