// What two sides do about what they work on together.
export const engagement = {
  accept: { label: '接受', says: '双方进入对接，对方会收到通知。' },
  decline: { label: '谢绝', says: '对接结束，对方将看到理由。' },
  withdraw: { label: '撤回', says: '对接结束，对方将看到理由。' },
  shortlist: { label: '确认入围', says: '供给方会收到通知，实验室可以开始安排测试。' },
  validate: { label: '开始测试验证', says: '供给方可以在该需求的评测基准上提交测试，双方会收到通知。' },
  not_select: { label: '不入选', says: '供给方将看到理由，对接结束。' },
  fail_validation: { label: '结束验证（未通过）', says: '供给方将看到理由，对接结束。' },
  award: { label: '登记采购结果', says: '登记法定采购编号后，双方和实验室都可看到。' },
  accept_field: {
    label: '现场验收通过',
    says: '签署验收意见，对接进入已验收，由实验室组织推广。没有试点就没有现场指标，不形成案例；需要实测数据请先制定试点方案。不可撤回。',
    field: '验收意见（双方和实验室可见）',
  },
  reject_field: {
    label: '现场验收不通过',
    says: '签署不通过意见，对接到此结束，供给方将看到。不可撤回。',
    field: '不通过的理由（双方和实验室可见）',
  },
  enable: { label: '进入推广', says: '案例整理开始，双方会收到通知。' },
  complete: { label: '完成', says: '对接归档，双方仍可查阅。' },
};

export const pilot = {
  void_points: {
    label: '作废所选 {{shown}} 条',
    says: '所选数据不再计入验收和现场值；原值、经办人和理由保留在历史中。',
    field: '作废理由（双方和实验室可见）',
  },
  confirm_points: {
    label: '确认所选 {{shown}} 条',
    says: '确认后，这些数据与设备上报的数据一样，可使证书列入观察。',
    field: '核对依据（双方和实验室可见）',
  },
  start: { label: '启动试点', says: '试点开始，现场数据开始计入；双方会收到通知。' },
  pause: { label: '暂停', says: '现场数据暂停计入，供给方将看到理由。' },
  resume: { label: '恢复', says: '现场数据继续计入，供给方会收到通知。' },
  evaluate: { label: '进入评估', says: '停止接收新的现场数据，准备验收；供给方会收到通知。' },
  accept: {
    label: '验收通过',
    says: '签署验收意见，对接随之进入已验收，并形成案例草稿。不可撤回。',
    field: '验收意见（双方和实验室可见）',
  },
  reject: {
    label: '验收不通过',
    says: '签署不通过意见，对接随之结束，并形成案例草稿。不可撤回。',
    field: '不通过的理由（双方和实验室可见）',
  },
  terminate: {
    label: '终止试点',
    says: '试点立即结束：尚未启动的，可另行制定方案；已启动的，对接随之结束并形成案例草稿。不可撤回。',
    field: '终止的理由（双方和实验室可见）',
  },
};

export const ticket = {
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
};
