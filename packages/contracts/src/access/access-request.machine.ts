import { defineMachine } from '../machine.js';

/** A refused request is history; asking again is a new one. The approver is the data owner's. */
export const accessRequestMachine = defineMachine({
  thing: 'access_request',
  statuses: ['submitted', 'needs_info', 'approved', 'refused', 'withdrawn', 'lapsed'],
  live: ['submitted', 'needs_info'],
  turns: {
    submitted: [{ deed: 'access_request.approve', side: 'owner' }],
    needs_info: [{ deed: 'access_request.give_info', side: 'requester' }],
  },
  events: {
    create: {
      from: null,
      to: 'submitted',
      by: ['vendor', 'department'],
      became: 'access_request.submitted',
    },
    ask_info: {
      from: ['submitted'],
      to: 'needs_info',
      by: ['vendor', 'department', 'operator'],
      became: 'access_request.info_asked',
    },
    give_info: {
      from: ['needs_info'],
      to: 'submitted',
      by: ['vendor', 'department'],
      became: 'access_request.info_given',
    },
    approve: {
      from: ['submitted'],
      to: 'approved',
      by: ['vendor', 'department', 'operator'],
      became: 'access_request.approved',
    },
    refuse: {
      from: ['submitted'],
      to: 'refused',
      by: ['vendor', 'department', 'operator'],
      became: 'access_request.refused',
    },
    withdraw: {
      from: ['submitted', 'needs_info'],
      to: 'withdrawn',
      by: ['vendor', 'department'],
      became: 'access_request.withdrawn',
    },
    lapse: {
      from: ['submitted', 'needs_info'],
      to: 'lapsed',
      by: 'system',
      became: 'access_request.lapsed',
    },
  },
});
