import { acts, type Border, byParties, type History, lab, policy } from '../core/border.js';

/** Children of a pilot follow whoever sees the pilot itself. */
const ofPilot = (table: string, and = 'true') =>
  `EXISTS (SELECT 1 FROM pilot w WHERE w.id = ${table}.pilot_id AND ${and})`;
const written = `(${lab} OR ${acts('w.engagement_id')})`;
const ofSeen = (table: string, and = 'true') =>
  `${table}.pilot_id IN (SELECT w.id FROM pilot w WHERE ${and})`;
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
  // Millions of points may be read at once: which pilots the caller sees is asked once for all of them.
  {
    table: 'observation',
    policies: [
      policy.seen(ofSeen('observation')),
      policy.changed(ofSeen('observation', written)),
      policy.system(['lab_score']),
    ],
  },
  ...['observation_hour', 'observation_day'].map((table) => ({
    table,
    policies: [policy.seen(ofSeen(table)), policy.system(['lab_score'])],
  })),
];

export const pilotHistories: History[] = [
  { thing: 'pilot', parent: 'SELECT engagement_id FROM pilot WHERE id = $2' },
];
