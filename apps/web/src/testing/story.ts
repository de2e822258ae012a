import type { Certificate } from '@scenario-lab/contracts/certificates';
import type { Story } from '@scenario-lab/contracts/lab';
import { algorithm, at, scenario, solution } from './cards.js';
import { department, idOf, vendor } from './people.js';

const certificate: Certificate = {
  id: idOf(830),
  number: 'SL-2026-000001',
  status: 'valid',
  algorithm: { id: algorithm.id, title: algorithm.title, label: '1.2', artifact: 'a'.repeat(64) },
  vendor,
  benchmark: { id: idOf(400), title: scenario.title, number: 1, digest: 'b'.repeat(64) },
  scenario: { id: scenario.id, title: scenario.title },
  criteria: [
    {
      criterion: {
        id: 'mae',
        metric: 'mae',
        direction: 'at_most',
        threshold: 12,
        unit: 'µg/m³',
        must: true,
        weight: 1,
      },
      value: 10.8,
      interval: { lower: 10.1, upper: 11.5, level: 0.95, method: 'bca' },
      bound: 11.4,
      verdict: 'pass',
      note: null,
    },
  ],
  issuedAt: at(12),
  expiresAt: '2027-06-30T00:00:00.000Z',
  demonstration: false,
  looks: { used: 1, of: 3 },
  unpublishedRuns: 0,
  priorAccess: false,
  level: 'hardened',
  reportId: idOf(831),
  keyId: 'ed25519-0011223344556677',
  reason: null,
  allowed: [],
};

/** A story whole from need to adoption. */
export const story: Story & { certificate: Certificate } = {
  case: {
    id: idOf(820),
    title: { zh: '重污染应急：提前六小时预报', en: 'Heavy pollution: six hours’ notice' },
    outcome: 'accepted',
    reasonCode: null,
    field: 'environmental_protection',
    region: '510104',
    department,
    vendor,
    published: true,
    replications: 2,
    updatedAt: at(20),
    numbers: [
      {
        criterion: 'mae',
        name: { zh: '平均绝对误差', en: 'Mean absolute error' },
        unit: 'µg/m³',
        baseline: 20,
        target: 12,
        lab: 10.8,
        field: 11.2,
        gap: 0.4,
        observations: 720,
      },
    ],
  },
  scenario: { id: scenario.id, title: scenario.title },
  solution: { id: solution.id, title: solution.title },
  certificate,
};
