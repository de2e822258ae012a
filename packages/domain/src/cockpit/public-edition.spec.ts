import { Cockpit } from '@scenario-lab/contracts/cockpit';
import { figuresOf } from '@scenario-lab/contracts/cockpit-figures';
import { vendorFigures } from '@scenario-lab/contracts/records';
import { fields, stages } from '@scenario-lab/contracts/taxonomies';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { publicEdition } from './public-edition.js';

const buyer = '0198c0de-0000-7000-8000-000000000001';
const number = fc.nat(9);
const rate = fc.record({ met: number, more: number, excluded: number }).map(({ met, more, excluded }) => {
  const facts = met + more;
  return { share: facts >= 5 ? met / facts : null, met, facts, excluded };
});
const rates = fc.record({ response: rate, decision: rate, conversion: rate });
const counts = <K extends string>(...keys: K[]) =>
  fc.record(Object.fromEntries(keys.map((key) => [key, number])) as Record<K, typeof number>);

const lab = fc
  .record({
    here: fc.array(number, { minLength: 5, maxLength: 5 }),
    all: rates,
    own: rates,
    ofTickets: fc.record({ response: rate, resolution: rate, satisfaction: rate }),
    published: fc.array(fc.boolean(), { minLength: vendorFigures.length, maxLength: vendorFigures.length }),
    runs: number,
    certificates: counts('valid', 'ends_soon', 'watch', 'suspended', 'expired', 'revoked'),
    uses: counts('run', 'download', 'sample', 'data_job', 'job_output'),
    replications: counts('requested', 'assessing', 'transfer_testing', 'adopted', 'declined'),
  })
  .map(({ here, all, own, ofTickets, published, runs, certificates, uses, replications }) =>
    Cockpit.parse({
      edition: 'lab',
      at: '2026-11-29T12:00:00.000Z',
      funnel: stages.map((stage, at) => ({
        stage,
        here: here[at],
        overdue: here[at],
        expectedDays: 30,
        medianDays: 4,
        ended: here[at],
        waitingDays: 5,
      })),
      clog: 'matching',
      fields: fields.map((field) => ({ field, needs: 1, solutions: 1, certified: 1 })),
      certificates,
      buyers: {
        all,
        departments: [
          {
            department: { id: buyer, name: { zh: '某某局' } },
            rates: own,
          },
        ],
      },
      tickets: {
        since: '2025-11-30',
        all: ofTickets,
        departments: [{ department: { id: buyer, name: { zh: '某某局' } }, rates: ofTickets }],
      },
      vendors: vendorFigures.map((figure, at) => ({
        figure,
        published: published[at],
        all: { share: 0.8, met: 4, facts: 5 },
        vendors: [
          {
            vendor: { id: buyer, name: { zh: published[at] ? '已公开' : '未公开' } },
            ...{ met: 4, facts: 5, share: 0.8, estimate: 0.6 },
          },
        ],
      })),
      compute: { waiting: runs, running: runs, slots: 2, runs, cpuHours: 1, days: [] },
      data: { listed: 1, uses, users: runs },
      replications,
      cases: { accepted: 1, failed: 1 },
      today: { day: '2026-11-29', counts: [], latest: [] },
    }),
  );

const openOf = [
  'field.needs',
  'field.solutions',
  'field.certified',
  'certificate.health',
  'case.published',
  'data.listed',
];

it('names no buyer, tells no small number of what is private, and makes none up', () => {
  fc.assert(
    fc.property(lab, (whole) => {
      const open = publicEdition(whole);
      expect(Cockpit.parse(open)).toEqual(open);
      expect(JSON.stringify(open)).not.toMatch(/某某局|未公开/);
      expect(open.vendors).toEqual(whole.vendors.filter(({ published }) => published));
      const before = new Map(figuresOf(whole).map((row) => [`${row.figure} ${row.slice}`, row]));
      for (const row of figuresOf(open)) {
        const was = before.get(`${row.figure} ${row.slice}`);
        if (row.value !== null) expect(row.value).toBe(was?.value);
        if (openOf.includes(row.figure)) expect(row.value).toBe(was?.value);
        else if (/^(buyer|ticket|vendor)\./.test(row.figure))
          expect(row.value === null || (row.facts ?? 0) >= 5).toBe(true);
        else if (!/days$|cpu_hours/.test(row.figure))
          expect(row.value === null || row.value === 0 || row.value >= 5).toBe(true);
        if (row.facts !== null) expect(row.facts === 0 || row.facts >= 5).toBe(true);
      }
    }),
  );
});
