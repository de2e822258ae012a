import { criterionNames, criterionUnit } from '@scenario-lab/contracts/metrics';
import * as en from '@scenario-lab/contracts/words/codes-en';
import * as zh from '@scenario-lab/contracts/words/codes-zh';
import { sliceWords, type WordedSlice } from '@scenario-lab/contracts/words/slice-words';
import { verdictNoteEn, verdictNoteZh } from '@scenario-lab/contracts/words/verdict-note';
import { instantIn } from '../pdf/marks.js';
import type { Statement } from './statement.js';

type Row = Statement['predicate']['criteria'][number];
type Criterion = Row['criterion'];

export type Language = 'zh' | 'en';

const words = {
  title: ['算法测试验证报告', 'Algorithm validation report'],
  certificateTitle: ['算法测试证书', 'Certificate of validation'],
  certifies: ['兹证明以下算法已经本实验室测试', 'This is to certify that the lab has tested'],
  conclusion: ['结论', 'Conclusion'],
  moreInReport: ['其余指标见后附报告。', 'Further criteria are in the report that follows.'],
  statusNow: ['证书现时状态以此页面为准：', "The certificate's status today is what this page says:"],
  reviewedBy: ['复核', 'Reviewed by'],
  issuedBy: ['签发', 'Issued by'],
  signedWith: ['签名密钥', 'Signed with'],
  sealPlace: ['（机构印章）', '(seal)'],
  editionOwner: ['需求方与实验室版', 'Owner and lab edition'],
  editionVendor: ['供给方与公开版', 'Vendor and public edition'],
  certificate: ['证书编号', 'Certificate No.'],
  noCertificate: ['本报告不附证书', 'No certificate follows from this report'],
  validUntil: ['有效期至', 'Valid until'],
  demonstration: ['演示数据，真值公开', 'Demonstration, truth public'],
  vendor: ['供给方', 'Vendor'],
  algorithm: ['算法', 'Algorithm'],
  scenario: ['应用场景', 'Scenario'],
  benchmark: ['评测基准', 'Benchmark'],
  dataset: ['数据集', 'Dataset'],
  run: ['测试运行', 'Run'],
  task: ['任务类型', 'Task'],
  rows: ['预测行数', 'Rows predicted'],
  submitted: ['提交时间', 'Submitted'],
  issued: ['签发时间', 'Issued'],
  looks: ['查看次数', 'Looks used'],
  unpublished: ['未公开的运行', 'Unpublished runs'],
  priorAccess: ['事先接触过数据', 'Prior access to the data'],
  yes: ['是', 'yes'],
  no: ['否', 'no'],
  sandbox: ['沙箱等级', 'Sandbox level'],
  environment: ['运行环境', 'Environment'],
  resources: ['资源用量', 'Resources'],
  cpu: ['CPU 秒', 'CPU s'],
  memory: ['MiB 内存峰值', 'MiB peak memory'],
  overall: ['总体判定', 'Overall verdict'],
  criteria: ['验收指标', 'Acceptance criteria'],
  criterion: ['指标', 'Criterion'],
  threshold: ['阈值', 'Threshold'],
  value: ['测得值', 'Measured'],
  interval: ['置信区间', 'Interval'],
  noInterval: ['无置信区间', 'no interval'],
  verdict: ['判定', 'Verdict'],
  must: ['必达', 'must'],
  wish: ['期望', 'wish'],
  figures: ['全部指标', 'All metrics'],
  baseline: ['基线', 'Baseline'],
  previous: ['上一版本', 'Previous version'],
  units: ['重采样单元', 'Units'],
  slices: ['分组结果', 'Slices'],
  confusion: ['混淆矩阵（行为真值，列为预测）', 'Confusion matrix (rows: truth, columns: predicted)'],
  reliability: ['校准：预测概率与实际频率', 'Calibration: predicted probability and observed frequency'],
  horizon: ['按预测步长的平均绝对误差', 'Mean absolute error by step ahead'],
  residuals: ['误差分布', 'Distribution of errors'],
  digests: ['摘要（SHA-256）', 'Digests (SHA-256)'],
  artifact: ['算法制品', 'artifact'],
  unpackedArtifact: ['解包后的制品', 'artifact, unpacked'],
  pack: ['试题包', 'exam pack'],
  benchmarkDigest: ['基准版本', 'benchmark version'],
  hiddenSplit: ['隐藏集', 'hidden split'],
  result: ['完整结果', 'full result'],
  predictions: ['预测文件', 'predictions'],
  datasetDigest: ['数据文件', 'data file'],
  review: ['复核与签发', 'Review and issue'],
  limits: ['适用范围', 'Limits of validity'],
  scan: ['扫码查看公开页面', 'Scan for the public page'],
  verify: [
    '请用另行取得的实验室公钥核验签名文件；本页仅供阅读。',
    "Verify the signed file with the lab's key obtained apart; this page is for reading only.",
  ],
  page: ['页', 'page'],
} as const satisfies Record<string, readonly [string, string]>;
export type Word = keyof typeof words;

/** Verdicts, tasks and levels are said as the pages say them. */
const pages = { zh, en };

const at = (language: Language) => (language === 'zh' ? 0 : 1);

/** The words of a report in one language. */
export function vocabulary(language: Language, timeZone: string) {
  const metric = (id: string): string => criterionNames.find((one) => one.id === id)?.[language] ?? id;
  const number = (value: number | null): string =>
    value === null ? '—' : String(Number(value.toPrecision(value !== 0 && Math.abs(value) < 1 ? 4 : 6)));
  const unit = ({ metric: id, unit: own }: Pick<Criterion, 'metric' | 'unit'>): string =>
    criterionUnit(id, own, language);
  return {
    language,
    word: (key: Word): string => words[key][at(language)],
    task: (task: Statement['predicate']['benchmark']['task']): string => pages[language].taxonomy.task[task],
    verdict: (verdict: Row['verdict']): string => pages[language].status.verdict[verdict],
    level: (level: keyof typeof zh.taxonomy.level): string => pages[language].taxonomy.level[level],
    artifact: (kind: Statement['predicate']['algorithm']['kind']): string =>
      (pages[language].taxonomy.artifact as Readonly<Record<string, string>>)[kind] ?? kind,
    metric,
    /** A criterion by its metric and the group it is about. */
    criterion: ({ metric: id, slice }: Criterion): string =>
      `${metric(id)}${slice ? ` [${sliceWords(slice, language)}]` : ''}`,
    slice: (slice: WordedSlice): string => sliceWords(slice, language),
    bound: (criterion: Criterion): string =>
      `${criterion.direction === 'at_least' ? '≥' : '≤'} ${number(criterion.threshold)} ${unit(criterion)}`.trim(),
    /** In brackets behind a word, as each language sets them. */
    bracketed: (text: string): string => (language === 'zh' ? `（${text}）` : ` (${text})`),
    note: (code: string): string =>
      ((language === 'zh' ? verdictNoteZh : verdictNoteEn) as Record<string, string>)[code] ?? code,
    unit,
    /** A text in the reader's language, else in the other one. */
    text: (text: { zh?: string | undefined; en?: string | undefined } | null): string =>
      (language === 'zh' ? (text?.zh ?? text?.en) : (text?.en ?? text?.zh)) ?? '—',
    number,
    /** To the minute of the lab's zone, which it names: a paper is read everywhere. */
    instant: (iso: string | null): string => (iso === null ? '—' : instantIn(timeZone, new Date(iso))),
    day: (iso: string): string => instantIn(timeZone, new Date(iso)).slice(0, 10),
  };
}
export type Vocabulary = ReturnType<typeof vocabulary>;
