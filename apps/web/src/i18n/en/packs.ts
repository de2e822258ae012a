import type { Same } from '@scenario-lab/contracts/words/same';
import type { packs as zh } from '../zh/packs.js';

/** Replication packs: those that leave this lab, and those that come from another. */
export const packs: Same<typeof zh> = {
  title: 'Replication pack for other labs',
  lead: 'A signed archive another lab can import: need template, test plan, figures before and after, costs, clauses, report and certificate. The lab signs it once both sides agree; it holds no row of data.',
  of: 'Asked on {{when}}',
  state: { asked: 'Consent asked', writing: 'Being signed', ready: 'Signed', withdrawn: 'Withdrawn' },
  agreed_at: 'agreed on {{when}}',
  waits_for: 'no answer yet',
  with_program: ', program included',
  without_program: ', program not included',
  give_program: 'Include the program, so that the receiving lab can run its transfer test',
  purpose: 'Purpose',
  purpose_help:
    'At least {{least}} characters: for whom, and what for. Both sides read it before they answer.',
  download: 'Download the pack ({{size}})',
  holds: 'Contents',
  left_out: 'Not included',
  left_out_one: '{{part}} ({{why}})',
  nothing: 'nothing',
  why: {
    none: 'there is none',
    not_agreed: 'its vendor did not agree',
    too_large: 'too large',
    withdrawn: 'certificate revoked',
  },
  digest: 'Digest of the file (SHA-256)',
  key: 'Signing key',
  taken_one: 'Taken {{count}} time',
  taken_other: 'Taken {{count}} times',
  file: {
    need: 'need template',
    exam: 'test plan',
    case: 'case and figures',
    context: 'data and site profile',
    terms: 'costs and clauses',
    algorithm: 'algorithm card and adapter configuration',
    report: 'validation report',
    artifact: 'program',
  },
};
