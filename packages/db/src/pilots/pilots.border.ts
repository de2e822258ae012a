import { acts, type Border, byParties, type History, lab, policy } from '../core/border.js';

/** Children of a pilot follow whoever sees the pilot itself. */
const ofPilot = (table: string, and = 'true') =>
  `EXISTS (SELECT 1 FROM pilot w WHERE w.id = ${table}.pilot_id AND ${and})`;
const written = `(${lab} OR ${acts('w.engagement_id')})`;
const child = (table: string): Border => ({
  table,
  policies: [
    policy.seen(ofPilot(table)),
    policy.added(ofPilot(table, written)),
    policy.changed(ofPilot(table, written)),
    policy.system(['lab_score']),
  ],
});
const kpi = child('kpi');

export const pilotBorders: Border[] = [
  byParties('pilot', 'engagement_id'),
  // A plan is written anew before its first day.
  {
    ...kpi,
    policies: [...kpi.policies, policy.removed(ofPilot('kpi', `w.status = 'planned' AND ${written}`))],
  },
  child('quarantined_point'),
  // Points come in by `observation_take`, and their sums are read by `field_days`: both ask once for all of them.
  {
    table: 'observation',
    policies: [
      policy.seen(ofPilot('observation')),
      policy.changed(ofPilot('observation', written)),
      policy.system(['lab_score']),
    ],
  },
  ...['observation_hour', 'observation_day'].map((table) => ({
    table,
    policies: [policy.system(['lab_score'])],
  })),
];

export const pilotHistories: History[] = [
  { thing: 'pilot', parent: 'SELECT engagement_id FROM pilot WHERE id = $2' },
];
