export const called = {
  monthly_report: '月报',
} as const;

export const deed = {
  monthly_report: {
    sign: { label: '签字', says: '表示已核对这些数字；两人签字后封存，不能再改。' },
    draft: { label: '重新统计', says: '按现有记录重新统计本月，已有签字作废。' },
  },
} as const;

/** What the API’s pages call it, and say of its routes where verb and noun together would not. */
export const noun = {
  monthly_report: '月报',
} as const;
export const route = {
  'monthly_report.behind': '读取月报数字背后的清单',
  'monthly_report.draft': '统计某月数据，或重新统计',
  'monthly_report.sign': '签署月报',
  'monthly_report.pdf': '下载月报（PDF）',
  'monthly_report.statement': '下载已签名的月报（JSON）',
} as const;
