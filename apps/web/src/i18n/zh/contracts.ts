/** 数字合约列表。 */
export const contracts = {
  title: '数字合约',
  lead: '本单位作为提供方或使用方的数据授权：状态、用途、期限与使用次数。',
  lead_all: '本实验室全部数据授权：双方、状态、用途、期限与使用次数。',
  empty: '没有数字合约。数据使用申请获批后，合约列在这里。',
  facet: { side: '本单位是', status: '状态', due: '待办', purposeKind: '用途' },
  side: { given: '提供方', held: '使用方' },
  due: { waiting: '补充约定待确认', soon: '30 天内到期' },
  sort: { newest: '最新签订', ending: '最早到期', used: '使用最多' },
  until: '使用至 {{day}}',
  renewal: '补充约定待确认，至 {{day}}',
  logged_one: '使用台账 {{shown}} 条，最近一条：{{ago}}',
  logged_other: '使用台账 {{shown}} 条，最近一条：{{ago}}',
  used: '已用次数',
  used_of: '{{used}} / {{of}}',
} as const;
