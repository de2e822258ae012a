import { counterDefinitions, type DataCounters } from '@scenario-lab/contracts/data-counters';
import { at } from './cards.js';
import { dataset } from './data.js';
import { department } from './people.js';

const both = (shared: number, opened: number) => ({
  shared: { datasets: 4, records: shared },
  opened: { datasets: 7, records: opened },
});
const counters: DataCounters = {
  at: at(28),
  definitions: counterDefinitions.map((one) => ({ ...one })),
  total: both(1_240_000, 386_512),
  byDepartment: [{ department, ...both(1_240_000, 386_512) }],
  byField: [
    { field: 'environmental_protection', ...both(900_000, 210_000) },
    { field: 'public_services', ...both(340_000, 176_512) },
  ],
  months: Array.from({ length: 12 }, (_, month) => ({
    month: `2026-${String(month + 1).padStart(2, '0')}`,
    shared: 100_000 * (month + 1),
    opened: 32_000 * (month + 1),
  })),
  licences: [
    { licence: 'CC BY 4.0', datasets: 5, records: 300_000 },
    { licence: '', datasets: 2, records: 86_512 },
  ],
};

export const dataCounterHandlers = {
  'data_counter.read': () => counters,
  'unused_dataset.browse': () => ({
    items: [
      {
        id: dataset.id,
        title: dataset.title,
        owner: department,
        accessMode: 'on_request',
        rows: 48_210,
        requests: 1,
        createdAt: at(2),
      },
    ],
    next: null,
    total: 1,
  }),
};
