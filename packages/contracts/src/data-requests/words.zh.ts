import type { dataRequestDeeds } from '../data-requests.js';
import type { DeedWords } from '../words/of-lives.js';

export const called = {
  data_request: '数据需求',
} as const;

export const deed = {
  data_request: {
    vote: { label: '附议', says: '表示本单位也需要这些数据；单位名称不公开。' },
    withdraw_vote: { label: '撤回附议', says: '不再计入本单位。' },
    route: { label: '转给机构', says: '该机构会收到通知，可以认领或退回；认领之前不公开。' },
    claim: { label: '认领', says: '公开表示由本单位提供这些数据；登记人和附议单位会收到通知。' },
    hand_back: {
      label: '退回',
      says: '需求回到待认领；理由只有实验室看到。',
      field: '理由（实验室可见）',
    },
    fulfil: { label: '以数据集满足', says: '登记人和附议单位会收到通知；所用时间计入公开的满足时间。' },
    decline: { label: '不予满足', says: '需求结束，理由对所有人公开。', field: '理由（公开）' },
    merge: {
      label: '并入相同需求',
      says: '附议转到所并入的需求，同一单位只计一次；登记人和附议单位会收到通知。',
      field: '理由（实验室可见）',
    },
    reopen: { label: '重新开放', says: '需求回到待认领，相关单位会收到通知。', field: '理由（实验室可见）' },
    withdraw: { label: '撤回', says: '从登记册中去掉；已有其他单位附议的不能撤回。' },
  },
} as const satisfies DeedWords<{ data_request: typeof dataRequestDeeds }>;

export const event = {
  data_request: {
    opened: '数据需求已登记',
    routed: '实验室已转办',
    claimed: '已认领',
    handed_back: '退回待认领',
    fulfilled: '数据已提供，需求满足',
    declined: '不予满足',
    merged: '并入相同的需求',
    joined: '并入了另一条相同的需求',
    reopened: '重新开放',
    withdrawn: '已撤回',
  },
} as const;

export const next = {
  data_request: {
    open: '等待有数据的机构认领，或由实验室转办；有同样需要的单位可以附议。',
    routed: '实验室已转给可能有数据的机构，等待其认领或退回。',
    claimed: '认领机构登记并上架数据集后，以该版本满足需求。',
    fulfilled: '数据已在数据超市，可以浏览或申请使用；与所需不符的，登记人可以重新开放。',
    declined: '不予满足，理由公开；条件变化后实验室可以重新开放。',
    merged: '已并入相同的需求，附议随之转移。',
    withdrawn: '登记人已撤回。',
  },
} as const;
