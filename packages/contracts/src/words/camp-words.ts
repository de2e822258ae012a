import { badgeStatusEn, badgeStatusZh } from './badge-words.js';
import type { Same } from './same.js';

/** What pages, files and the command line say of camps and of people's places in them. */
const campStatusZh = {
  draft: '草稿',
  announced: '报名中',
  running: '进行中',
  finished: '已结束',
  cancelled: '已取消',
} as const;
const campStatusEn: Same<typeof campStatusZh> = {
  draft: 'Draft',
  announced: 'Open for sign-up',
  running: 'Running',
  finished: 'Finished',
  cancelled: 'Cancelled',
};
const traineeStatusZh = {
  waiting: '候补',
  seated: '已录取',
  withdrawn: '已退出',
  released: '未录取',
  fell_short: '未达结业要求',
  certified: '已结业',
  revoked: '证书已撤销',
} as const;
const traineeStatusEn: Same<typeof traineeStatusZh> = {
  waiting: 'On the waiting list',
  seated: 'Has a seat',
  withdrawn: 'Withdrawn',
  released: 'Got no seat',
  fell_short: 'Not completed',
  certified: 'Completed',
  revoked: 'Certificate revoked',
};

/** With badges: what the lab gives, and what leads to it. */
export const givenStatusZh = { badge: badgeStatusZh, camp: campStatusZh, trainee: traineeStatusZh } as const;
export const givenStatusEn: Same<typeof givenStatusZh> = {
  badge: badgeStatusEn,
  camp: campStatusEn,
  trainee: traineeStatusEn,
};
