import { type Border, byParties, type History, party, policy } from '../core/border.js';

const open = "status IN ('published', 'closed', 'archived')";

export const scenarioBorders: Border[] = [
  byParties('scenario', 'id', {
    open,
    // A joint need's draft is read by those whose need it is to be, for as long as they stay.
    seen: `${party('scenario.id')} OR scenario.id = ANY ((SELECT joint_drafts())::uuid[])`,
  }),
  // The need's own rows decide: what a reader cannot see of it, it cannot see added to it.
  {
    table: 'addendum',
    policies: [
      policy.seen('EXISTS (SELECT 1 FROM scenario s WHERE s.id = addendum.scenario_id)', [
        'lab_api',
        'lab_public',
      ]),
      policy.added(
        "EXISTS (SELECT 1 FROM scenario s WHERE s.id = addendum.scenario_id AND s.owner_id = app_org() AND s.status = 'published')",
      ),
    ],
  },
  // What a document said, before it is a draft: nobody's but whose file it was.
  {
    table: 'need_paper',
    policies: [
      policy.seen('organisation_id = app_org()'),
      policy.added('organisation_id = app_org() AND person_id = app_person() AND found IS NULL'),
      policy.changed('organisation_id = app_org()'),
      policy.system(),
    ],
  },
];

export const scenarioHistories: History[] = [
  { thing: 'scenario', open: `EXISTS (SELECT 1 FROM scenario WHERE id = $2 AND ${open})` },
];
