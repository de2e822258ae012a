import type { Same } from './same.js';

/** What pages, files and the command line say of camps and of people's places in them. */
export const campStatusZh = {
  draft: '草稿',
  announced: '报名中',
  running: '进行中',
  finished: '已结束',
  cancelled: '已取消',
} as const;
export const campStatusEn: Same<typeof campStatusZh> = {
  draft: 'Draft',
  announced: 'Open for sign-up',
  running: 'Running',
  finished: 'Finished',
  cancelled: 'Cancelled',
};
export const traineeStatusZh = {
  waiting: '候补',
  seated: '已录取',
  withdrawn: '已退出',
  released: '未录取',
  fell_short: '未达结业要求',
  certified: '已结业',
  revoked: '证书已撤销',
} as const;
export const traineeStatusEn: Same<typeof traineeStatusZh> = {
  waiting: 'On the waiting list',
  seated: 'Has a seat',
  withdrawn: 'Withdrawn',
  released: 'Got no seat',
  fell_short: 'Not completed',
  certified: 'Completed',
  revoked: 'Certificate revoked',
};
