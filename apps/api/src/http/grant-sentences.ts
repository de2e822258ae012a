/** Sentences of what two sides agree on: contracts on data, and what a pilot's plan binds them to. */
export const grantSentences: Record<string, readonly [zh: string, en: string]> = {
  'pilot.read_plan': ['读取试点的变更申请和文件', 'Read change requests and documents of the pilot'],
  'pilot.propose_change': ['提出方案变更', 'Ask for a change of the plan'],
  'pilot.decide_change': ['同意、不同意或撤回方案变更', 'Agree to, decline or take back a change'],
  'pilot.add_document': ['提交双方文件', 'Bring a document both sides hold to'],
  'pilot.confirm_document': ['确认文件', 'Confirm a document'],
  'pilot.download_document': ['下载文件', 'Download a document'],
  'grant.browse': ['列出本单位的数字合约', 'List the contracts of one’s organisation'],
  'grant.propose': ['就数据授权提出补充约定', 'Propose an addendum to the contract'],
  'grant.agree': ['同意补充约定', 'Agree to an addendum'],
  'grant.decline': ['不同意补充约定', 'Decline an addendum'],
  'grant.take_back': ['收回补充约定', 'Take an addendum back'],
  'grant.uses': ['查询合约的使用台账', 'Browse the ledger of the contract'],
  'grant.export_uses': ['导出合约的使用台账', 'Export the ledger of the contract'],
};
