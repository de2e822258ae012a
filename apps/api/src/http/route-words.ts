export type Language = 'zh' | 'en';
export type Words = readonly [zh: string, en: string];

/** What a row is about: in Chinese, in English, and several of it in English. */
const nouns: Record<string, readonly [zh: string, one: string, many: string]> = {
  access_request: ['数据申请', 'access request', 'access requests'],
  account: ['账号', 'account', 'accounts'],
  algorithm: ['算法', 'algorithm', 'algorithms'],
  benchmark: ['评测基准', 'benchmark', 'benchmarks'],
  case: ['案例', 'case', 'cases'],
  certificate: ['证书', 'certificate', 'certificates'],
  cli: ['命令行工具', 'command line', 'command lines'],
  dataset: ['数据集', 'dataset', 'datasets'],
  docs: ['接口说明', 'API reference', 'API reference'],
  engagement: ['对接', 'engagement', 'engagements'],
  event: ['动态', 'event', 'events'],
  grant: ['数据授权', 'grant', 'grants'],
  health: ['健康状态', 'health', 'health'],
  inbox: ['待办', 'inbox', 'inbox'],
  invitation: ['邀请', 'invitation', 'invitations'],
  key: ['签名公钥', 'public key', 'public keys'],
  lab: ['实验室', 'lab', 'lab'],
  match: ['匹配', 'match', 'matches'],
  observation: ['现场观测', 'observation', 'observations'],
  openapi: ['OpenAPI 文档', 'OpenAPI document', 'OpenAPI document'],
  organisation: ['机构', 'organisation', 'organisations'],
  person: ['人员', 'person', 'people'],
  pilot: ['试点', 'pilot', 'pilots'],
  replication: ['复制推广', 'replication', 'replications'],
  report: ['测试验证报告', 'report', 'reports'],
  review: ['复核', 'review', 'reviews'],
  run: ['测试运行', 'run', 'runs'],
  sandbox: ['测试沙箱', 'sandbox', 'sandbox'],
  scenario: ['场景需求', 'scenario', 'scenarios'],
  security: ['安全日志', 'security log', 'security log'],
  session: ['会话', 'session', 'sessions'],
  showcase: ['展示', 'showcase', 'showcase'],
  solution: ['解决方案', 'solution', 'solutions'],
  taxonomy: ['分类字典', 'taxonomy', 'taxonomies'],
  token: ['访问令牌', 'API token', 'API tokens'],
  upload: ['文件上传', 'upload', 'uploads'],
};

/** `{}` is the noun; in English one of it, `{s}` several. */
const verbs: Record<string, Words> = {
  accept: ['接受{}', 'Accept the {}'],
  accept_field: ['登记{}的现场验收通过', 'Record that the field accepted the {}'],
  add_version: ['为{}增加版本', 'Add a version to the {}'],
  adopt: ['采用{}', 'Adopt the {}'],
  answer: ['就{}说明情况', 'Answer for the {}'],
  appeal: ['对{}申诉', 'Appeal against the {}'],
  approve: ['通过{}', 'Approve the {}'],
  archive: ['归档{}', 'Archive the {}'],
  ask_info: ['就{}要求补充', 'Ask for more information on the {}'],
  assess: ['评估{}', 'Assess the {}'],
  award: ['登记{}的采购结果', 'Record the award of the {}'],
  browse: ['查询{}', 'Browse {s}'],
  cancel: ['取消{}', 'Cancel the {}'],
  clear: ['解除{}的观察', 'Clear the {} of doubt'],
  close: ['关闭{}', 'Close the {}'],
  complete: ['完成{}', 'Complete the {}'],
  create: ['新建{}', 'Make a new {}'],
  decline: ['谢绝{}', 'Decline the {}'],
  delist: ['下架{}', 'Take the {} off the list'],
  deprecate_version: ['弃用{}版本', 'Deprecate a version of the {}'],
  download: ['下载{}', 'Download the {}'],
  edit: ['修改{}', 'Edit the {}'],
  enable: ['{}进入推广', 'Enable the {}'],
  evaluate: ['{}进入评估', 'Evaluate the {}'],
  fail_validation: ['{}未通过验证', 'End the {} after a failed validation'],
  give_info: ['为{}补充说明', 'Give more information on the {}'],
  invite: ['邀请加入{}', 'Invite to the {}'],
  issue_token: ['为{}签发现场令牌', 'Issue a field token for the {}'],
  list: ['列出{}', 'List {s}'],
  message: ['在{}中留言', 'Write a message in the {}'],
  not_select: ['{}不入选', 'Do not select the {}'],
  pause: ['暂停{}', 'Pause the {}'],
  plan: ['制订{}方案', 'Plan a {}'],
  preflight: ['提交前检查{}', 'Check a {} before it is submitted'],
  propose: ['提出{}', 'Propose a {}'],
  publish: ['公开{}', 'Publish the {}'],
  push: ['推送{}', 'Push {s}'],
  read: ['读取{}', 'Read the {}'],
  read_feature: ['读取{}的一章', 'Read a chapter of the {}'],
  read_again: ['重新读取{}版本的文件', 'Read the file of a version of the {} again'],
  reassess: ['重新评估{}', 'Assess the {} again'],
  record: ['录入{}的观测', 'Record observations of the {}'],
  refuse: ['不批准{}', 'Refuse the {}'],
  register: ['注册{}', 'Register an {}'],
  reinstate: ['恢复{}', 'Reinstate the {}'],
  reject_field: ['登记{}的现场验收不通过', 'Record that the field rejected the {}'],
  reject: ['不通过{}', 'Reject the {}'],
  reopen: ['重开{}', 'Open the {} again'],
  request: ['申请{}', 'Ask for a {}'],
  requeue: ['{}重新排队', 'Queue the {} again'],
  rerun: ['由实验室重测{}', 'Have the lab repeat the {}'],
  allow_look: ['同意{}的一次查看不计次', 'Agree to an uncharged look of the {}'],
  resume: ['恢复{}', 'Resume the {}'],
  retire: ['停用{}', 'Retire the {}'],
  retire_version: ['停用{}版本', 'Retire a version of the {}'],
  return: ['退回{}', 'Return the {}'],
  revoke: ['撤销{}', 'Revoke the {}'],
  revoke_token: ['撤销{}的现场令牌', 'Revoke a field token of the {}'],
  sample: ['下载{}的样例包', 'Download the sample pack of the {}'],
  seal: ['封存{}', 'Seal the {}'],
  shortlist: ['{}入围', 'Shortlist the {}'],
  start: ['启动{}', 'Start the {}'],
  start_transfer_test: ['启动{}的迁移验证', 'Start the transfer test of the {}'],
  submit: ['提交{}', 'Submit the {}'],
  suspend: ['暂停{}', 'Suspend the {}'],
  task: ['读取{}的任务说明', 'Read the task of the {}'],
  terminate: ['终止{}', 'End the {} early'],
  tick: ['勾选{}的里程碑', 'Tick a milestone of the {}'],
  validate: ['{}进入测试验证', 'Start the validation of the {}'],
  verify: ['认证{}', 'Verify the {}'],
  void: ['作废测试运行', 'Void the run'],
  watch: ['将{}列入观察', 'Put the {} under watch'],
  withdraw: ['撤回{}', 'Withdraw the {}'],
  write: ['撰写{}', 'Write the {}'],
};

/** Where verb and noun together would not say it. */
const whole: Record<string, Words> = {
  'account.change_password': ['修改密码', 'Change one’s password'],
  'account.reset': ['用一次性链接重置密码', 'Set a new password by a one-time link'],
  'certificate.status_list': ['读取证书状态清单', 'Read the list of certificates’ statuses'],
  'cli.download': ['下载与本实验室同版本的命令行工具', 'Download the command line of this lab’s version'],
  'event.live': ['实时动态（服务器推送）', 'Live events (server-sent)'],
  'event.timeline': ['读取事项的时间线', 'Read the timeline of a thing'],
  'health.live': ['进程是否存活', 'Is the process alive'],
  'health.metrics': ['Prometheus 指标', 'Prometheus metrics'],
  'health.ready': ['是否可以服务', 'Is it ready to serve'],
  'lab.pause_queue': ['暂停或恢复排队', 'Pause the queue or let it go on'],
  'lab.read_console': ['读取控制台', 'Read the console'],
  'match.for_scenario': ['为场景需求匹配解决方案', 'Match solutions to a scenario'],
  'match.for_solution': ['为解决方案匹配场景需求', 'Match scenarios to a solution'],
  'organisation.change_member': ['调整成员角色', 'Change a member’s roles'],
  'organisation.remove_member': ['移除成员', 'Remove a member'],
  'person.reset_link': ['生成重置密码链接', 'Make a link for a new password'],
  'report.pdf': ['下载 PDF 报告', 'Download the report as PDF'],
  'report.statement': ['下载已签名的报告（JSON）', 'Download the signed report (JSON)'],
  'run.what_if': ['假设阈值不同，判定会怎样', 'What the verdict would be with other thresholds'],
  'scenario.compile': ['由需求生成评测基准草稿', 'Compile the scenario into a draft benchmark'],
  'scenario.similar': ['查找相近需求', 'Find similar scenarios'],
  'session.create': ['登录', 'Sign in'],
  'session.delete': ['退出', 'Sign out'],
  'session.delete_all': ['在所有设备上退出', 'Sign out everywhere'],
  'session.read': ['当前登录的身份', 'Who is signed in'],
  'session.switch': ['切换机构', 'Act for another organisation'],
  'upload.continue': ['继续上传', 'Go on with an upload'],
  'upload.create': ['开始可续传的上传', 'Begin a resumable upload'],
  'upload.give_up': ['放弃上传', 'Give up an upload'],
  'upload.offset': ['查询已收到的字节数', 'Ask how much has arrived'],
};

/** Heading of a feature; its address where it has no words yet. */
export function featureWords(feature: string, language: Language): string {
  const noun = nouns[feature];
  if (!noun) return feature;
  return language === 'zh' ? noun[0] : noun[2].charAt(0).toUpperCase() + noun[2].slice(1);
}

/** What a row does, in a line; null where nobody has given it words. */
export function routeWords(name: string, language: Language): string | null {
  const at = language === 'zh' ? 0 : 1;
  if (whole[name]) return whole[name][at];
  const [feature = '', deed = ''] = name.split('.');
  const noun = nouns[feature];
  const verb = verbs[deed];
  if (!noun || !verb) return null;
  return language === 'zh'
    ? verb[0].replace('{}', noun[0])
    : verb[1].replace('{s}', noun[2]).replace('{}', noun[1]);
}
