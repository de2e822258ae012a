import type { Same } from './same.js';

/** Of wishes for data, and of catalogues that are read by the clock. */
export const dataStatusZh = {
  data_request: {
    open: '待认领',
    routed: '转办中',
    claimed: '已认领',
    fulfilled: '已满足',
    declined: '不予满足',
    merged: '已合并',
    withdrawn: '已撤回',
  },
  catalogue_source: {
    trial: '待确认',
    active: '按期采集',
    failing: '采集失败',
    paused: '已暂停',
    removed: '已移除',
  },
};

export const dataStatusEn: Same<typeof dataStatusZh> = {
  data_request: {
    open: 'Nobody has it yet',
    routed: 'Passed on',
    claimed: 'Taken on',
    fulfilled: 'Fulfilled',
    declined: 'Declined',
    merged: 'Joined to another',
    withdrawn: 'Withdrawn',
  },
  catalogue_source: {
    trial: 'to be confirmed',
    active: 'read by the clock',
    failing: 'failing',
    paused: 'paused',
    removed: 'removed',
  },
};
