import { type Condition, definePolicy, type Facts } from '../policy.js';

/** A report has no lifecycle of its own: it is drafted, signed by two, sealed. */
export interface MonthlyReportFacts extends Facts {
  drafted: boolean;
  sealed: boolean;
  signedBy: readonly string[];
}

export const signaturesNeeded = 2;
const desk = ['operator', 'reviewer', 'broker', 'admin', 'observer'] as const;

const open: Condition<MonthlyReportFacts> = (_actor, facts) =>
  facts.sealed || facts.signedBy.length >= signaturesNeeded ? 'wrong_status' : true;

/** Four eyes: nobody signs twice, and nobody signs what has not been counted. */
const signs: Condition<MonthlyReportFacts> = (actor, facts) => {
  if (!facts.drafted) return 'wrong_status';
  const first = open(actor, facts);
  if (first !== true) return first;
  return actor !== 'anonymous' && facts.signedBy.includes(actor.personId) ? 'decided_by_you' : true;
};

export const monthlyReportPolicy = definePolicy<MonthlyReportFacts>()('monthly_report', {
  list: { who: desk },
  read: { who: desk },
  draft: { who: ['operator', 'admin'], when: open },
  sign: { who: ['operator', 'reviewer', 'admin'], when: signs },
});
