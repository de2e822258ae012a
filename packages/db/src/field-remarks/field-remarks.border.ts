import { type Border, type History, lab, labReads, policy } from '../core/border.js';

/** What the lab has written and not told yet, or has taken back, is the lab's alone. */
const told = "owner_id = app_org() AND status NOT IN ('new', 'noted', 'withdrawn')";
/** Its author answers what is asked; that a field was mended is written as the card is submitted. */
const theirs = `owner_id = app_org() AND status IN ('asked', 'answered', 'mended')`;

export const fieldRemarkBorders: Border[] = [
  {
    table: 'field_remark',
    policies: [
      policy.seen(`${labReads} OR (${told})`),
      policy.added(`${lab} AND person_id = app_person()`),
      policy.changed(`${lab} OR (${theirs})`),
    ],
  },
  {
    table: 'review_return',
    policies: [policy.seen(`${labReads} OR owner_id = app_org()`), policy.added(lab)],
  },
];

export const fieldRemarkHistories: History[] = [
  { thing: 'field_remark', parent: 'SELECT thing_id FROM field_remark WHERE id = $2' },
];
