import type { BadgeKind, BadgeRule } from '../badges.js';
import type { Same } from './same.js';

/** What pages, files and the command line say of badges. */
export const badgeStatusZh = {
  applied: '已申请',
  recommended: '已初审',
  granted: '已批准，待签发',
  valid: '有效',
  watch: '限期整改',
  lost: '已失去',
  expired: '已到期',
  revoked: '已撤销',
  declined: '未批准',
  withdrawn: '已撤回',
} as const;
export const badgeStatusEn: Same<typeof badgeStatusZh> = {
  applied: 'Applied',
  recommended: 'Recommended',
  granted: 'Granted, to be signed',
  valid: 'Valid',
  watch: 'To be mended',
  lost: 'Lost',
  expired: 'Expired',
  revoked: 'Revoked',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
};

export const badgeKindWords: Readonly<Record<BadgeKind, { zh: string; en: string }>> = {
  demonstration_scenario: { zh: '示范场景', en: 'Demonstration scenario' },
  standard_dataset: { zh: '标准数据集', en: 'Standard dataset' },
  data_partner: { zh: '数据合伙人', en: 'Data partner' },
  service_provider: { zh: '优选服务机构', en: 'Proven service provider' },
};

export const badgeRuleWords: Readonly<Record<BadgeRule, { zh: string; en: string }>> = {
  pilots_accepted: { zh: '通过验收的试点数', en: 'Pilots accepted' },
  cases_published: { zh: '公开的成功案例数', en: 'Accepted cases published' },
  vendors_measured: { zh: '经隐藏测试并复核通过的机构数', en: 'Vendors with an approved hidden run' },
  listed: { zh: '已上架', en: 'Listed' },
  rows: { zh: '最新版本行数', en: 'Rows of the newest version' },
  columns_described: { zh: '有说明的字段比例', en: 'Share of columns described' },
  rules_broken: { zh: '最新版本违反的字段规则数', en: 'Column rules the newest version breaks' },
  exams_open: { zh: '据此开放的评测基准数', en: 'Open benchmarks made of it' },
  users: { zh: '近一年使用数据的其他机构数', en: 'Other organisations that used the data within a year' },
  datasets_listed: { zh: '上架数据集数', en: 'Datasets listed' },
  requests_overdue: { zh: '超过 21 天未答复的数据申请数', en: 'Data requests unanswered for over 21 days' },
  certificates_in_force: { zh: '有效证书数', en: 'Certificates in force' },
  certificates_lost: {
    zh: '近一年被暂停或撤销的证书数',
    en: 'Certificates suspended or revoked within a year',
  },
  field_estimate: { zh: '实战验收率（估计值）', en: 'Accepted in the field (estimate)' },
  kept_estimate: { zh: '未中途退出率（估计值）', en: 'Stayed until the decision (estimate)' },
};
