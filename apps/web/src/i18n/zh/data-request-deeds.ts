/** What can be done with a wish for data. */
export const data_request = {
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
} as const;
