import { defineMachine } from '../machine.js';

/** The department is the adopter: another district or city that takes over an accepted solution. */
export const replicationMachine = defineMachine({
  thing: 'replication',
  statuses: ['requested', 'assessing', 'transfer_testing', 'adopted', 'declined', 'withdrawn'],
  live: ['requested', 'assessing', 'transfer_testing'],
  turns: {
    requested: [{ deed: 'replication.assess', side: 'lab' }],
    assessing: [{ deed: 'replication.start_transfer_test', side: 'lab' }],
    transfer_testing: [{ deed: 'replication.adopt', side: 'adopter' }],
  },
  events: {
    request: { from: null, to: 'requested', by: ['department'], became: 'replication.requested' },
    assess: {
      from: ['requested'],
      to: 'assessing',
      by: ['operator', 'broker'],
      became: 'replication.assessing',
    },
    start_transfer_test: {
      from: ['assessing'],
      to: 'transfer_testing',
      by: ['operator'],
      became: 'replication.transfer_testing',
    },
    reassess: {
      from: ['transfer_testing'],
      to: 'assessing',
      by: ['operator', 'broker'],
      became: 'replication.reassessing',
    },
    adopt: {
      from: ['transfer_testing'],
      to: 'adopted',
      by: ['department'],
      became: 'replication.adopted',
    },
    decline: {
      from: ['transfer_testing'],
      to: 'declined',
      by: ['department'],
      became: 'replication.declined',
    },
    withdraw: {
      from: ['requested', 'assessing', 'transfer_testing'],
      to: 'withdrawn',
      by: ['department'],
      became: 'replication.withdrawn',
    },
  },
});
