import type { DataRequest } from '@scenario-lab/contracts/data-requests';
import { at, scenario } from './cards.js';
import { dataset } from './data.js';
import { department, idOf } from './people.js';

const wished: DataRequest = {
  id: idOf(901),
  title: { zh: '中心城区排水泵站逐小时液位', en: 'Hourly levels of drainage pumping stations' },
  purpose: {
    zh: '训练积水预警模型，提前两小时提示易涝点。',
    en: 'To train a model that warns of flooded places two hours ahead.',
  },
  field: 'public_services',
  region: '510104',
  status: 'open',
  votes: 4,
  voted: false,
  mine: false,
  createdAt: at(3),
  claimedBy: null,
  fulfilledAt: null,
  days: null,
  wanted: [
    { name: '泵站编号', note: '' },
    { name: '液位', note: '米，逐小时' },
  ],
  owner: null,
  routedTo: null,
  scenario: { id: scenario.id, title: scenario.title },
  reason: null,
  mergedInto: null,
  merged: [],
  dataset: null,
  claimedAt: null,
  allowed: ['data_request.vote', 'data_request.claim'],
};
const fulfilled: DataRequest = {
  ...wished,
  id: idOf(902),
  title: { zh: '河道断面水质日均值' },
  status: 'fulfilled',
  votes: 2,
  claimedBy: department,
  claimedAt: at(4),
  fulfilledAt: at(14),
  days: 12,
  dataset: { id: dataset.id, title: dataset.title, version: '2024' },
  allowed: [],
};
const all = [wished, fulfilled];

export const dataRequestHandlers = {
  'data_request.browse': () => ({
    items: all,
    next: null,
    total: all.length,
    facets: {
      status: { open: 1, fulfilled: 1 },
      field: { public_services: 2 },
      region: { '510104': 2 },
    },
  }),
  'data_request.read': ({ params }: { params: Record<string, string> }) =>
    all.find(({ id }) => id === params.id) ?? null,
  'data_request.similar': () => ({
    requests: [
      {
        id: wished.id,
        title: wished.title,
        status: wished.status,
        votes: wished.votes,
        voted: false,
        likeness: 0.62,
      },
    ],
    datasets: [{ id: dataset.id, title: dataset.title, owner: department }],
  }),
  'data_request.create': () => ({ id: wished.id }),
  'data_request.figures': () => ({
    waiting: 5,
    declined: 1,
    all: { fulfilled: 3, median: 12, ninetieth: 31.5 },
    byField: [{ field: 'public_services', waiting: 4, fulfilled: 3, median: 12, ninetieth: 31.5 }],
    months: Array.from({ length: 12 }, (_, month) => ({
      month: `2026-${String(month + 1).padStart(2, '0')}`,
      wished: month % 4,
      fulfilled: month % 3 === 2 ? 1 : 0,
    })),
  }),
};
