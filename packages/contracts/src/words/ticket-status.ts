import type { Same } from './same.js';

/** The statuses of a ticket as pages, papers and the command line say them. */
export const ticketStatusZh = {
  open: '待派单',
  assigned: '办理中',
  returned: '已退回',
  answered: '已答复',
  closed: '已办结',
  reopened: '重新办理',
} as const;
export const ticketStatusEn: Same<typeof ticketStatusZh> = {
  open: 'To be assigned',
  assigned: 'Being handled',
  returned: 'Sent back',
  answered: 'Answered',
  closed: 'Closed',
  reopened: 'Opened again',
};
