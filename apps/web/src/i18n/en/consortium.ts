import type { Same } from '@scenario-lab/contracts/words/same';
import type { consortium as zh } from '../zh/consortium.js';

export const consortium: Same<typeof zh> = {
  title: 'Offering together',
  says: 'The lead invites members; once each has confirmed its part and share, the lead hands in one bid. Before the opening nobody but the members sees who they are: not the department, not the lab, no other bidder.',
  begin: 'Form a consortium',
  edit: 'Change the consortium',
  edit_says:
    'Whoever’s part or share changes confirms anew; a bid that was handed in is withdrawn and has to be handed in again.',
  own_part: 'Your own part',
  own_share: 'Your own share (%)',
  member: 'Organisation',
  member_n: 'Member {{number}}',
  part: 'Part',
  share: 'Share (%)',
  find: 'Find an organisation',
  add: 'Add a member',
  remove: 'Remove member {{number}}',
  total: 'Shares add up to {{total}}%; they have to be 100%.',
  save: 'Save and ask members to confirm',
  role: { lead: 'lead', member: 'member' },
  confirmed: 'confirmed',
  waiting: 'not confirmed',
  ready: 'Every member has confirmed: the bid may be handed in.',
  shares_short:
    'The shares left do not make 100%: the lead changes the plan before handing in, or dissolves the consortium and bids alone.',
  not_ready: 'The bid may be handed in once every member has confirmed.',
  confirm: 'Confirm your part and share',
  confirm_says:
    'Afterwards your organisation offers for this call neither alone nor in another consortium. You may leave before the deadline; a bid that was handed in is then withdrawn.',
  left: 'Left',
  left_line: '{{name}}, {{when}}: {{reason}}',
  bids: 'Handed in',
  go: 'To the consortium',
  column: 'Consortium',
  place: '{{share}}%, {{part}}',
  as_member: 'as a member of a consortium',
  as_lead: 'as the lead of a consortium',
  in_bid: 'Handed in by the consortium of:',
};
