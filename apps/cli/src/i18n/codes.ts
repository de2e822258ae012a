import * as en from '@scenario-lab/contracts/words/codes-en';
import * as zh from '@scenario-lab/contracts/words/codes-zh';
import { packFaultsEn, packFaultsZh } from '@scenario-lab/contracts/words/pack-faults';
import { verdictNoteEn, verdictNoteZh } from '@scenario-lab/contracts/words/verdict-note';

type Pair = readonly [zh: string, en: string];
type Words = Readonly<Record<string, string>>;

/** “Program error” stands in the middle of a line here; “CPU limit” keeps its letters. */
const inLine = (word: string) =>
  /^[A-Z](?![A-Z])/.test(word) ? word.charAt(0).toLowerCase() + word.slice(1) : word;

/** What pages, papers and this command line say alike. */
const ofThePages: Record<string, Pair> = Object.fromEntries(
  (
    [
      [zh.status.benchmark_version, en.status.benchmark_version],
      [zh.status.run, en.status.run],
      [zh.status.verdict, en.status.verdict],
      [verdictNoteZh, verdictNoteEn],
      [zh.taxonomy.outcome, en.taxonomy.outcome],
      [zh.taxonomy.task, en.taxonomy.task],
      [zh.taxonomy.split, en.taxonomy.split],
      [zh.taxonomy.defect, en.taxonomy.defect],
    ] satisfies [Words, Words][]
  ).flatMap(([chinese, english]) =>
    Object.entries(chinese).map(([code, word]) => [
      code,
      [word, inLine((english as Words)[code] ?? code)] as const,
    ]),
  ),
);

/** Why a pack does not verify, under names of their own: some say otherwise of a report. */
const ofPacks: Record<string, Pair> = Object.fromEntries(
  Object.entries(packFaultsZh).map(([code, word]) => [
    `pack.${code}`,
    [word, packFaultsEn[code as keyof typeof packFaultsEn]] as const,
  ]),
);

/** Codes the lab answers with, in words: refusals, inspection, data fit, outcomes, defects, statuses, verdicts. */
export const codes: Record<string, Pair> = {
  ...ofThePages,
  ...ofPacks,
  'taken_back.suspended': ['证书已暂停', 'the certificate is suspended'],
  'taken_back.lost': ['授牌已失去', 'the badge was lost'],
  'taken_back.revoked': ['已被实验室撤销', 'the lab has revoked it'],
  'pack.left.none': ['没有', 'there is none'],
  'pack.left.not_agreed': ['供给方未同意', 'its vendor did not agree'],
  'pack.left.too_large': ['文件过大', 'too large'],
  'pack.left.withdrawn': ['证书已撤销', 'the certificate was revoked'],
  // Inspection of an artifact
  no_manifest: ['顶层缺少 scenario-lab.json', 'scenario-lab.json is missing at the top'],
  manifest: ['清单文件有误', 'the manifest is not right'],
  no_program: ['命令所指的程序不在包中', 'the program the command names is not in the bundle'],
  bad_name: ['文件名不可用', 'a name that cannot be used'],
  case_collision: ['文件名只有大小写不同', 'names that differ in case only'],
  link: ['含有链接', 'a link'],
  device: ['含有特殊文件', 'a special file'],
  bomb: ['压缩率异常', 'compressed beyond belief'],
  overlap: ['压缩包条目重叠', 'entries overlap'],
  encrypted: ['压缩包已加密', 'encrypted'],
  damaged: ['文件已损坏', 'damaged'],
  method: ['不支持的压缩方式', 'unknown compression method'],
  too_many_files: ['文件数过多', 'too many files'],
  too_big: ['文件过大', 'too big'],
  not_archive: ['不是 ZIP 或 gzip', 'neither ZIP nor gzip'],
  not_zip: ['不是 ZIP', 'not a ZIP'],
  not_tar: ['不是 tar', 'not a tar'],
  multi_part: ['分卷压缩包', 'an archive in several parts'],
  not_wasm: ['不是 WebAssembly 模块', 'not a WebAssembly module'],
  foreign_import: ['引入了 WASI 之外的函数', 'imports something that is not WASI'],
  no_start: ['没有导出 _start', 'no _start is exported'],
  no_memory: ['没有导出内存', 'no memory is exported'],
  memory: ['声明的内存过大', 'declares too much memory'],
  not_onnx: ['不是 ONNX 模型', 'not an ONNX model'],
  not_loadable: ['模型无法载入', 'the model cannot be loaded'],
  external_data: ['权重在文件之外', 'weights lie outside the file'],
  input_map: ['输入映射与模型不符', 'the input map does not fit the model'],
  gaps_unanswered: [
    '遇空值时给不出数，请在输入映射中声明 fill',
    'gives no number where a cell is empty; declare "fill" in the input map',
  ],
  output_map: ['输出映射与模型不符', 'the output map does not fit the model'],
  output_batch: ['输出的行数与输入不一致', 'the output has not one row for each row asked'],
  output_count: ['输出的个数与任务或类别数不符', 'the number of values does not fit the task or its classes'],
  output_logits: [
    '输出不是概率，请声明 activation',
    'the output holds no probabilities; declare "activation"',
  ],
  output_not_finite: ['对普通输入，输出不是有效数', 'the output is no number for ordinary inputs'],
  output_not_numbers: [
    '输出不是数值张量（ZipMap 或文本）',
    'the output is no tensor of numbers (ZipMap or texts)',
  ],
  trial_failed: ['试算未能作答', 'the model could not answer a few made-up rows'],
  maps_missing: ['缺少 ONNX 输入、输出映射', 'the ONNX input and output maps are missing'],
  // Data fit and what stands in the way of a run
  column_missing: ['数据缺少这一列', 'the data lack this column'],
  column_type_differs: ['列的类型不一致', 'the column’s type differs'],
  task_differs: ['任务类型不一致', 'the kind of task differs'],
  other_task: ['属于其他任务类型', 'belongs to another kind of task'],
  version_not_ready: ['该版本尚不可用', 'this version is not ready'],
  split_missing: ['没有这一划分', 'there is no such split'],
  benchmark_not_open: ['评测基准未开放', 'the benchmark is not open'],
  not_your_engagement: ['不是本单位的对接', 'not an engagement of yours'],
  other_scenario: ['属于其他需求', 'belongs to another need'],
  other_solution: ['属于其他方案', 'belongs to another solution'],
  // Refusals
  unexpected: ['服务器出现故障，本次操作未生效', 'the server failed and nothing was changed'],
  unreadable_answer: ['服务器的答复无法识别，请核对地址', 'the answer could not be read; check the address'],
  not_found: ['没有找到，或者您无权查看', 'not found, or not yours to see'],
  sign_in_required: ['请先登录：scenario-lab login', 'sign in first: scenario-lab login'],
  wrong_credentials: ['邮箱或密码不正确', 'e-mail or password is not right'],
  busy: ['实验室此刻请求过多，请稍候再试', 'the lab is asked too much at this moment; try again shortly'],
  no_mail: ['本实验室未开通邮件', 'this lab sends no mail'],
  token_scope: ['此访问令牌的权限范围不包括这项操作', 'this token was not made for that'],
  too_few_outcomes: ['对接结果还太少，暂不能据此调整权重', 'too few engagements have an outcome yet'],
  too_many_requests: ['请求过于频繁，请稍后再试', 'too many requests; try again in a moment'],
  role_missing: ['您的角色不能进行这项操作', 'your role does not allow this'],
  not_yours: ['这不属于您所代表的单位', 'this does not belong to your organisation'],
  owner_only: ['须由单位负责人处理', 'only an owner of the organisation may do this'],
  wrong_status: ['当前状态下不能进行这项操作', 'not possible in its present status'],
  grant_missing: ['尚无该数据的有效授权', 'there is no active grant for these data'],
  exam_right_missing: [
    '数据提供方尚未同意用其数据制作评测',
    'the data’s owner has not agreed to exams being made of them',
  ],
  target_of_another_exam: [
    '所选特征列是其他单位评测的目标列',
    'a chosen feature is the target of another organisation’s exam',
  ],
  quota_exhausted: ['该隐藏集的查看次数已用完', 'all looks at this hidden split are used'],
  not_verified: ['本单位尚未通过实验室核验', 'the lab has not verified your organisation yet'],
  trial_missing: [
    '请先在样例上运行：scenario-lab submit --split sample（不计查看次数）',
    'run it on the sample first: scenario-lab submit --split sample (takes no look)',
  ],
  need_differs: [
    '评测基准与需求的验收指标不一致，需求单位尚未说明并确认，不能用于对接验证',
    'the exam asks something else than its need and the department has not agreed to that: it validates no engagement',
  ],
  looks_unsettled: [
    '已有两次隐藏集运行未计次，须经实验室同意后方可再次提交',
    'two hidden runs have gone uncharged; the lab must agree before another',
  ],
  wallet_empty: ['算力额度不足', 'not enough compute credit'],
  data_misfit: ['算法与数据不匹配', 'algorithm and data do not fit'],
  upload_quota: [
    '贵单位的上传额度已用完，请先完成或放弃未用的上传',
    'your organisation has used its room for uploads; finish or give up some first',
  ],
  storage_full: [
    '实验室存储空间即将用尽，暂不接收上传',
    'the lab is running out of storage and takes no uploads now',
  ],
  sandbox_unavailable: ['测试沙箱暂不可用', 'the sandbox is not available at the moment'],
  pack_refused: ['推广包未通过验证', 'the pack does not verify'],
  pack_in_use: ['由推广包生成的内容已被使用', 'what was made of the pack is in use'],
  duplicate: ['已经存在相同的内容', 'the same exists already'],
  expired: ['已过期', 'expired'],
  invalid_input: ['提交的内容有误', 'some entries are not right'],
  conflict: ['内容已被他人更改', 'somebody else changed this meanwhile'],
  changed_meanwhile: ['他人已先保存了修改', 'somebody else saved first'],
  key_reused: ['同一幂等键已用于另一个请求', 'this idempotency key was used for another request'],
  outcome_unknown: [
    '此前的同一请求结果未知，请先核对是否已完成',
    'nobody knows what became of the same request before; look whether it was done',
  ],
  // Why a report comes without a certificate
  must_not_passed: ['必须项未全部通过', 'not every must criterion passed'],
  sandbox_basic: ['沙箱级别不足', 'the sandbox level is not enough'],
  kind_not_certifiable: ['该类算法制品不可认证', 'this kind of artifact cannot be certified'],
  truth_disclosed: ['真值已公开', 'the truth was disclosed'],
  // Verification of a report
  not_an_envelope: [
    '不是报告原件，或已被改动（报告须逐字节一致）',
    'not a report as the lab wrote it, or changed since: every byte counts',
  ],
  no_trusted_key: ['不是由您信任的公钥签署', 'not signed by the key you trust'],
  signature_invalid: ['签名不成立，内容已被改动', 'the signature does not hold: something was changed'],
  outside_key_period: [
    '不是真实报告：签发时间不在密钥的使用期内',
    'not genuine: dated when the lab did not sign with this key',
  ],
  key_compromised: [
    '签发时间在密钥泄露之后，不予认可',
    'dated after the key was compromised, so not believed',
  ],
  not_a_key_of_the_lab: ['实验室没有公布过这把密钥', 'the lab publishes no such key'],
  not_on_record: [
    '不是真实报告：实验室没有此摘要的报告，或没有报告所称的证书编号',
    'not genuine: the lab has no report of this digest, or no certificate of this number',
  ],
  payload_not_json: ['报告内容无法读取', 'what was signed cannot be read'],
};
