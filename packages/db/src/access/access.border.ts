import { type Border, lab, labReads, party, policy } from '../core/border.js';

const sides = (table: string) => party(`${table}.grant_id`);

const match = (condition: string) =>
  `EXISTS (SELECT 1 FROM key_match m WHERE m.id = key_match_points.key_match_id AND ${condition})`;
const ofSide = "app_org() = CASE side WHEN 'owner' THEN m.owner_id ELSE m.grantee_id END";
const otherSide = "app_org() = CASE side WHEN 'owner' THEN m.grantee_id ELSE m.owner_id END";

export const accessBorders: Border[] = [
  {
    table: 'key_match',
    policies: [
      policy.seen(`${labReads} OR app_org() IN (owner_id, grantee_id)`),
      // Nobody asks in another's name, nor of data whose contract is somebody else's.
      policy.added(
        `grantee_id = app_org() AND person_id = app_person() AND EXISTS (SELECT 1 FROM access_grant g JOIN dataset d ON d.id = g.dataset_id
           WHERE g.id = key_match.grant_id AND g.dataset_id = key_match.dataset_id AND g.organisation_id = app_org()
             AND d.owner_id = key_match.owner_id)`,
      ),
      // What is counted or ended is nobody's to change any more.
      {
        name: 'changed',
        on: 'update',
        to: ['lab_api'],
        using: 'app_org() IN (owner_id, grantee_id) AND counted_at IS NULL AND ended_at IS NULL',
        check: 'app_org() IN (owner_id, grantee_id)',
      },
    ],
  },
  {
    table: 'key_match_points',
    policies: [
      // The other side's first round, once both are in; what is blinded twice nobody reads.
      policy.seen(
        `round = 1 AND ${match(`${otherSide} AND m.owner_first IS NOT NULL AND m.grantee_first IS NOT NULL`)}`,
      ),
      policy.added(
        match(`${ofSide} AND m.agreed_at IS NOT NULL AND m.ended_at IS NULL AND m.counted_at IS NULL`),
      ),
      policy.removed(match('app_org() IN (m.owner_id, m.grantee_id)')),
    ],
  },
  {
    table: 'grant_terms',
    policies: [
      policy.seen(`${labReads} OR ${sides('grant_terms')}`),
      // In one's own name and not in force: that takes the other side.
      policy.added(
        `${sides('grant_terms')} AND proposed_by_id = app_org() AND person_id = app_person() AND agreed_at IS NULL`,
      ),
      {
        name: 'changed',
        on: 'update',
        to: ['lab_api'],
        using: `${sides('grant_terms')} AND agreed_at IS NULL AND declined_at IS NULL AND withdrawn_at IS NULL`,
        check: `${sides('grant_terms')} AND (withdrawn_at IS NOT NULL) = (proposed_by_id = app_org())`,
      },
      policy.system(['lab_score']),
    ],
  },
  {
    table: 'grant_stop',
    policies: [
      policy.seen(`${labReads} OR ${sides('grant_stop')}`),
      // Whoever ends a contract acts as the lab while what it carries is stopped.
      policy.added(lab),
      policy.system(['lab_score']),
    ],
  },
];
