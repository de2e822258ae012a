import { defineMachine } from '../machine.js';

/** One need made of several departments'. What each of them answers is its own; only what follows for all moves the status. */
export const jointNeedMachine = defineMachine({
  thing: 'joint_need',
  statuses: ['proposed', 'agreed', 'drafted', 'joined', 'dissolved'],
  live: ['proposed', 'agreed', 'drafted'],
  turns: {
    proposed: [{ deed: 'joint_need.agree', side: 'asked' }],
    agreed: [{ deed: 'joint_need.draft', side: 'lead' }],
    // The need it became goes through its own review and says itself whom it waits for.
    drafted: 'rests',
  },
  events: {
    propose: { from: null, to: 'proposed', by: ['operator', 'broker'], became: 'joint_need.proposed' },
    /** The last answer came, and those who stay have all agreed. */
    settle: { from: ['proposed'], to: 'agreed', by: ['department'], became: 'joint_need.settled' },
    /** Others are asked after all had agreed: their answers come first. */
    widen: {
      from: ['agreed'],
      to: 'proposed',
      by: ['operator', 'broker'],
      became: 'joint_need.widened',
    },
    draft: { from: ['agreed'], to: 'drafted', by: ['department'], became: 'joint_need.drafted' },
    /** One left after the draft: the shares are others now, and it is drafted anew. */
    unsettle: { from: ['drafted'], to: 'agreed', by: ['department'], became: 'joint_need.unsettled' },
    /** The need it became is published. */
    join: { from: ['drafted'], to: 'joined', by: ['operator'], became: 'joint_need.joined' },
    dissolve: {
      from: ['proposed', 'agreed', 'drafted'],
      to: 'dissolved',
      by: ['operator', 'broker', 'department'],
      became: 'joint_need.dissolved',
    },
  },
});
