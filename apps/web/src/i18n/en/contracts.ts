import type { Same } from '@scenario-lab/contracts/words/same';
import type { contracts as zh } from '../zh/contracts.js';

export const contracts: Same<typeof zh> = {
  title: 'Contracts',
  lead: 'Grants of data your organisation gave or holds: state, purpose, term and uses.',
  lead_all: 'Every grant of data in this lab: both sides, state, purpose, term and uses.',
  empty: 'No contract yet. Once a request for data is granted, its contract is listed here.',
  facet: { side: 'Your organisation', status: 'State', due: 'To do', purposeKind: 'Purpose' },
  side: { given: 'gives the data', held: 'uses the data' },
  due: { waiting: 'an addendum waits', soon: 'ends within 30 days' },
  sort: { newest: 'Newest', ending: 'Ending first', used: 'Most used' },
  until: 'until {{day}}',
  renewal: 'an addendum waits, to {{day}}',
  logged_one: '{{shown}} line in the ledger, {{ago}}',
  logged_other: '{{shown}} lines in the ledger, the last one {{ago}}',
  used: 'Uses',
  used_of: '{{used}} of {{of}}',
};
