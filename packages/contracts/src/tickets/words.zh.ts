import type { ticketDeeds } from '../tickets.js';
import type { DeedWords } from '../words/of-lives.js';

export const called = {
  ticket: '工单',
} as const;

export const deed = {
  ticket: {
    assign: { label: '派单', says: '承办单位会收到通知，时限按工作时间计算；协办单位可以提交佐证。' },
    return: {
      label: '退回',
      says: '工单退回实验室重新派单，退回次数计入统计，时限不变。',
      field: '退回理由（单位名称可写明应由谁办理）',
    },
    respond: { label: '登记首次联系', says: '记为首次联系反映人的时间，计入响应率。', field: '联系情况' },
    answer: { label: '答复', says: '反映人凭查询码可以看到答复并作评价。', field: '答复内容（反映人可见）' },
    close: { label: '办结', says: '工单办结；可能抽中回访，未解决的将重新办理并记为虚假办结。' },
    reopen: { label: '重新办理', says: '工单回到待派单，承办单位会收到通知。', field: '理由' },
    merge: {
      label: '合并重复工单',
      says: '本单随另一工单办理，不再单独考核；反映人查询时看到的是所并入工单的进展。',
      field: '理由',
    },
    exclude: { label: '剔除考核', says: '本单不计入三率，剔除事由和理由公开显示在统计中。', field: '理由' },
    follow_up: { label: '登记回访', says: '回访结果记入工单；已办结而未解决的，重新办理并记为虚假办结。' },
  },
} as const satisfies DeedWords<{ ticket: typeof ticketDeeds }>;

export const event = {
  ticket: {
    opened: '工单已提交',
    assigned: '已派单',
    returned: '承办单位退回',
    responded: '已首次联系反映人',
    evidence_added: '已提交佐证',
    answered: '已答复',
    closed: '已办结',
    reopened: '重新办理',
    said: '反映人已评价',
    merged: '合并重复工单',
    excluded: '已剔除考核',
    counted_again: '恢复考核',
    followed_up: '已回访',
    false_closure: '回访发现虚假办结',
    escalated: '超过时限，已提请督办',
    reporter_read: '查看了反映人联系方式',
    file_handed_in: '反映人提交了图片或文件',
  },
} as const;

export const next = {
  ticket: {
    open: '等待实验室派单。',
    assigned: '由承办单位先联系反映人，提交佐证后答复；不属本单位职责的，附理由退回。',
    returned: '已退回，由实验室重新派单；时限不变。',
    answered: '已答复，可以办结；反映人可以评价。',
    closed: '已办结，可能抽中回访；未解决的重新办理，并记为虚假办结。',
    reopened: '未解决，由实验室重新派单。',
  },
} as const;
