/** Deeds of a call's panel and of what follows it, as `deeds.ts` has them. */
export const callPanelDeeds = {
  close_round: {
    label: '结束独立评分',
    says: '尚未交出的评分不计入；各席位的评分随后对评审组、需求单位和实验室可见。不可恢复。',
    field: '不再等待的理由',
  },
  award: {
    label: '确认中选',
    says: '中选结果成为最终结果并通知全部投标单位；中选单位已通过验证的对接转为中选，其他投标单位的对接以未中选结束。不可恢复。',
  },
} as const;

export const panelDeed = {
  give: { label: '生成席位码', says: '随后显示席位码，只显示一次；原席位码作废。' },
  vacate: { label: '收回席位', says: '该账号不再持有这个席位，可以重新生成席位码交给评委本人。' },
  step_back: {
    label: '回避',
    says: '您不再参加评审，已交出的评分不计入；理由由需求单位和实验室查看。不可恢复。',
    field: '理由',
  },
} as const;

export const objectionDeed = {
  reject: {
    label: '不予支持',
    says: '答复由提出者、需求单位和实验室查看；公示继续。不可修改。',
    field: '答复（附理由）',
  },
  uphold: {
    label: '异议成立',
    says: '公示撤回，征集退回评审组合议，可以更正评分并重新推荐。不可恢复。',
    field: '答复（附理由）',
  },
} as const;
