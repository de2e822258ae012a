import { type Border, lab, labReads, party, policy } from '../core/border.js';

const joined = "status = 'joined'";
/** Who was asked and has not gone; by a function, since members may not be asked for while members are read. */
const stands = (id: string) => `joint_stands(${id})`;
const shown = `state = 'agreed' AND EXISTS (SELECT 1 FROM joint_need j WHERE j.id = joint_member.joint_need_id AND j.${joined})`;

export const jointNeedBorders: Border[] = [
  {
    table: 'joint_need',
    policies: [
      policy.seen(`${joined} OR ${labReads} OR ${party('joint_need.id')}`),
      policy.public(joined),
      policy.added(lab),
      policy.changed(`${lab} OR ${stands('id')}`),
      policy.system(['lab_score']),
    ],
  },
  {
    table: 'joint_member',
    policies: [
      // Who declined or left reads its own answer, and nothing of the others' any more.
      policy.seen(`${labReads} OR organisation_id = app_org() OR ${stands('joint_need_id')} OR (${shown})`),
      policy.public(shown),
      policy.added(lab),
      policy.changed('organisation_id = app_org()'),
      policy.system(['lab_score']),
    ],
  },
  {
    table: 'joint_answer',
    policies: [
      policy.seen(`${labReads} OR organisation_id = app_org() OR ${stands('joint_need_id')}`),
      policy.added(`organisation_id = app_org() AND person_id = app_person() AND ${stands('joint_need_id')}`),
      policy.changed('organisation_id = app_org() AND person_id = app_person()'),
      policy.system(['lab_score']),
    ],
  },
];
