import type { Same } from './same.js';

/** The statuses of a wish for data as pages, papers and the command line say them. */
export const dataRequestStatusZh = {
  open: '待认领',
  routed: '转办中',
  claimed: '已认领',
  fulfilled: '已满足',
  declined: '不予满足',
  merged: '已合并',
  withdrawn: '已撤回',
} as const;
export const dataRequestStatusEn: Same<typeof dataRequestStatusZh> = {
  open: 'Nobody has it yet',
  routed: 'Passed on',
  claimed: 'Taken on',
  fulfilled: 'Fulfilled',
  declined: 'Declined',
  merged: 'Joined to another',
  withdrawn: 'Withdrawn',
};
