export const access = {
  title: '数据使用申请',
  lead: '本单位提出的申请，以及等待本单位审批的申请。',
  empty: '没有使用申请。在数据集页面可以提出。',
  find_data: '浏览数据',
  choose: '选择一条申请查看详情。',
  by: '申请单位',
  until: '使用至',
  purpose: '用途',
  asked: '提出时间',
  answer: '审批意见',
  grant: '授权',
  dataset: '数据集',
} as const;
