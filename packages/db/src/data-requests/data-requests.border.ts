import { type Border, lab, labReads, policy } from '../core/border.js';

const open = "status NOT IN ('new', 'withdrawn')";

/**
 * No party of a wish: its history would tell everybody on one side who is on the other. What everybody reads are its
 * words; the columns that say whose it is are given to nobody but by the API's own look.
 */
export const dataRequestBorders: Border[] = [
  {
    table: 'data_request',
    policies: [
      policy.seen(`(${open}) OR ${labReads} OR owner_id = app_org()`),
      policy.added('owner_id = app_org() AND person_id = app_person()'),
      // Whoever takes it on writes its own name; whoever wished takes its wish back.
      policy.changed(`${lab} OR owner_id = app_org() OR claimant_id = app_org() OR status = 'open'`),
      policy.public(open),
      policy.system(['lab_score']),
    ],
  },
  {
    table: 'data_request_vote',
    policies: [
      // Who else wants the same is the lab's to know.
      policy.seen(`${labReads} OR organisation_id = app_org()`),
      policy.added('organisation_id = app_org() AND moved_from IS NULL'),
      policy.changed(lab),
      policy.removed(`${lab} OR organisation_id = app_org()`),
      policy.system(['lab_score']),
    ],
  },
];
