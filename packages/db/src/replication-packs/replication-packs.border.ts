import { type Border, lab, labReads, policy } from '../core/border.js';

/** The department and the vendor of the case. */
const ofCase = (caseId: string) =>
  `EXISTS (SELECT 1 FROM lab_case c WHERE c.id = ${caseId} AND app_org() IN (c.department_id, c.vendor_id))`;
const ofPack = (packId: string) => `EXISTS (SELECT 1 FROM replication_pack k WHERE k.id = ${packId})`;

export const replicationPackBorders: Border[] = [
  {
    table: 'replication_pack',
    policies: [
      policy.seen(`${labReads} OR ${ofCase('replication_pack.case_id')}`),
      policy.added(lab),
      policy.changed(`${lab} OR ${ofCase('replication_pack.case_id')}`),
      policy.system(['lab_score']),
    ],
  },
  {
    table: 'pack_consent',
    policies: [
      policy.seen(`${labReads} OR ${ofPack('pack_consent.pack_id')}`),
      // Nobody agrees in another's name, the lab neither.
      policy.added(
        `organisation_id = app_org() AND person_id = app_person() AND EXISTS (SELECT 1 FROM replication_pack k
           JOIN lab_case c ON c.id = k.case_id WHERE k.id = pack_consent.pack_id AND app_org() IN (c.department_id, c.vendor_id))`,
      ),
      policy.system(['lab_score']),
    ],
  },
  {
    table: 'pack_taken',
    policies: [
      policy.seen(`${labReads} OR ${ofPack('pack_taken.pack_id')}`),
      policy.added(
        `organisation_id = app_org() AND person_id = app_person() AND ${ofPack('pack_taken.pack_id')}`,
      ),
      policy.system(['lab_score']),
    ],
  },
  {
    table: 'trusted_lab',
    policies: [
      // Its name goes with every pack of it.
      policy.seen(`${labReads} OR EXISTS (SELECT 1 FROM foreign_pack f WHERE f.lab_id = trusted_lab.id)`),
      policy.added(`${lab} AND pinned_by = app_person()`),
      policy.changed(lab),
      policy.system(['lab_score']),
    ],
  },
  {
    table: 'foreign_pack',
    policies: [
      // The vendor reads the title with the replication its program is tested for.
      policy.seen(`${labReads} OR app_org() IN (adopter_id, vendor_id)`),
      policy.added(lab),
      policy.changed(`${lab} OR adopter_id = app_org()`),
      policy.removed(lab),
      policy.system(['lab_score']),
    ],
  },
];
