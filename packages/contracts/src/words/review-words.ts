import type { Same } from './same.js';

/** Remarks of the lab on single fields: how they stand, and what became of them. */
export const reviewStatusZh = {
  field_remark: {
    noted: '待告知',
    asked: '待答复',
    answered: '已答复',
    mended: '已修改',
    settled: '已认可',
    insisted: '再次提出',
    withdrawn: '已收回',
  },
} as const;
export const reviewStatusEn: Same<typeof reviewStatusZh> = {
  field_remark: {
    noted: 'Not told yet',
    asked: 'To be answered',
    answered: 'Answered',
    mended: 'Mended',
    settled: 'Settled',
    insisted: 'Asked again',
    withdrawn: 'Taken back',
  },
};

export const reviewEventsZh = {
  field_remark: {
    noted: '对一个栏目提出意见',
    asked: '逐项意见已告知',
    answered: '逐项意见已答复',
    mended: '所指栏目已修改',
    settled: '逐项意见已认可',
    insisted: '对同一栏目再次提出意见',
    withdrawn: '逐项意见已收回',
  },
} as const;
export const reviewEventsEn: Same<typeof reviewEventsZh> = {
  field_remark: {
    noted: 'Remark on a field written',
    asked: 'Remark on a field told',
    answered: 'Remark on a field answered',
    mended: 'The field remarked on was changed',
    settled: 'Remark on a field settled',
    insisted: 'A field was remarked on again',
    withdrawn: 'Remark on a field taken back',
  },
};
