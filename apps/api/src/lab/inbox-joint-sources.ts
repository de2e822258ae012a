import { jointNeedMachine } from '@scenario-lab/contracts/joint-needs/joint-need.machine';
import { policies } from '@scenario-lab/domain/policies';
import { asks, mine, type Source, turnsOf } from './inbox-source.js';

const standing = (...states: string[]) =>
  `(SELECT coalesce(jsonb_agg(m.organisation_id), '[]') FROM joint_member m WHERE m.joint_need_id = t.id
    AND m.state IN (${states.map((state) => `'${state}'`).join(', ')}))`;

/** Joint needs that wait for this department's answer, or for its draft. */
export const jointSources: readonly Source[] = [
  {
    thing: 'joint_need',
    from: 'joint_need t LEFT JOIN scenario s ON s.id = t.scenario_id',
    id: 't.id',
    status: 't.status',
    title: 't.title',
    born: 't.created_at',
    columns: `jsonb_build_object('asked', ${standing('asked')}, 'agreed', ${standing('agreed')},
      'gone', ${standing('declined', 'left')}, 'leadOrganisationId', t.lead_id,
      'draftOpen', t.scenario_id IS NULL OR s.status IN ('draft', 'returned')) AS facts`,
    waits: turnsOf(jointNeedMachine, {
      asked: `EXISTS (SELECT 1 FROM joint_member m WHERE m.joint_need_id = t.id AND m.organisation_id = app_org() AND m.state = 'asked')`,
      lead: mine('t.lead_id'),
    }),
    may: asks(policies.joint_need),
  },
];
