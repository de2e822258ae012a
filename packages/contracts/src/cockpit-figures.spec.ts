import { describe, expect, it } from 'vitest';
import { Cockpit } from './cockpit.js';
import { definitions, figuresOf } from './cockpit-figures.js';
import { vendorFigures } from './records.js';
import { fields, stages } from './taxonomies.js';

const none = { share: null, met: 0, facts: 0, excluded: 0 };
const rate = { share: 0.8, met: 8, facts: 10, excluded: 1 };
const held = { share: null, met: 2, facts: 3, excluded: 0 };
const department = { id: '0198c0de-0000-7000-8000-000000000001', name: { zh: '水务局' } };

const cockpit: Cockpit = Cockpit.parse({
  edition: 'lab',
  at: '2026-11-29T12:00:00.000Z',
  funnel: stages.map((stage, at) => ({
    stage,
    here: at * 3,
    overdue: at,
    expectedDays: 30,
    medianDays: at > 1 ? at + 0.5 : null,
    ended: at > 1 ? 9 : 2,
    waitingDays: null,
  })),
  clog: 'field',
  fields: fields.map((field) => ({ field, needs: 2, solutions: 3, certified: 1 })),
  certificates: { valid: 4, ends_soon: 1, watch: 0, suspended: 0, expired: 0, revoked: 0 },
  buyers: {
    all: { response: rate, decision: held, conversion: none },
    departments: [{ department, rates: { response: rate, decision: none, conversion: none } }],
  },
  tickets: {
    since: '2025-11-30',
    all: { response: rate, resolution: held, satisfaction: none },
    departments: [{ department, rates: { response: rate, resolution: none, satisfaction: none } }],
  },
  vendors: vendorFigures.map((figure) => ({
    figure,
    published: false,
    all: { share: 0.75, met: 6, facts: 8 },
    vendors: [{ vendor: department, met: 6, facts: 8, share: 0.75, estimate: 0.61 }],
  })),
  compute: { waiting: 0, running: 1, slots: 2, runs: 12, cpuHours: 1.5, days: [] },
  data: { listed: 7, uses: { run: 9, download: null, sample: 0, data_job: 0, job_output: 0 }, users: 5 },
  replications: { requested: 0, assessing: 0, transfer_testing: 0, adopted: 1, declined: 0 },
  cases: { accepted: 2, failed: 1 },
  today: { day: '2026-11-29', counts: [], latest: [] },
});

describe('the cockpit as a table', () => {
  const rows = figuresOf(cockpit);

  it('defines every figure it tells, in both languages, and tells every figure it defines', () => {
    expect([...new Set(rows.map(({ figure }) => figure))]).toEqual(definitions.map(({ figure }) => figure));
    for (const { name, definition } of definitions)
      for (const text of [name.zh, name.en, definition.zh, definition.en]) expect(text).not.toBe('');
  });

  it('names each part once', () => {
    const keys = rows.map(({ figure, slice }) => `${figure} ${slice}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('says that a figure was held back, and keeps nought a figure', () => {
    const of = (figure: string, slice: string | null) =>
      rows.find((row) => row.figure === figure && row.slice === slice);
    expect(of('buyer.decision', null)).toEqual({
      figure: 'buyer.decision',
      slice: null,
      value: null,
      facts: 3,
      heldBack: true,
    });
    expect(of('data.uses', 'download')).toMatchObject({ value: null, heldBack: true });
    expect(of('data.uses', 'sample')).toMatchObject({ value: 0, heldBack: false });
    expect(of('stage.median_days', 'field')).toMatchObject({ value: 3.5, facts: 9, heldBack: false });
  });
});
