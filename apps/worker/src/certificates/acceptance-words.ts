import * as en from '@scenario-lab/contracts/words/acceptance-en';
import * as zh from '@scenario-lab/contracts/words/acceptance-zh';
import type { Language } from './report-words.js';

const words = {
  title: ['试点验收意见书', 'Statement on a pilot'],
  titleMidterm: ['试点中期评估意见书', 'Mid-term statement on a pilot'],
  conclusion: ['结论', 'Conclusion'],
  opinion: ['签署意见', 'Statement'],
  indicators: ['实测指标', 'Measured'],
  indicator: ['指标', 'Indicator'],
  baseline: ['基线', 'Baseline'],
  target: ['目标', 'Target'],
  field: ['现场', 'Field'],
  interval: ['95% 区间', '95% interval'],
  lab: ['实验室', 'Lab'],
  observations: ['观测数／约定', 'Observations / agreed'],
  result: ['结果', 'Result'],
  reached: ['达到', 'reached'],
  missed: ['未达到', 'not reached'],
  unknown: ['无现场值', 'no figure'],
  comparison: ['事先写明的对比', 'The comparison named beforehand'],
  inEffect: ['正式启用日', 'In effect from'],
  controls: ['对照地点', 'Control sites'],
  assumption: ['成立的前提', 'What must hold'],
  estimate: ['变化量', 'Change'],
  shadowValue: ['影子值', 'In shadow'],
  sides: ['启用前／后', 'Before / after'],
  weeks: ['周', 'weeks'],
  days: ['天', 'days'],
  trend: ['启用前每周变化', 'Weekly trend before'],
  tooFew: ['数据不足', 'too little data'],
  named: ['试点开始前写明，未作改动。', 'Named before the pilot began and not changed since.'],
  changed: [
    '试点启动后改过对比方式，结论的证明力降低：',
    'Changed after the pilot began, which weakens what it shows: ',
  ],
  noComparison: ['未写明对比方式，只与目标和基线比较。', 'None was named: with target and baseline alone.'],
  rubric: ['评议', 'Judgement'],
  part: ['方面', 'Part'],
  score: ['评分', 'Score'],
  ground: ['依据', 'On what ground'],
  surveys: ['问卷', 'Surveys'],
  noSurveys: ['未作调查。', 'Nobody was asked.'],
  sampling: ['抽样方式', 'Sampling'],
  answeredOf: ['答卷／邀请', 'Answered / invited'],
  answered: ['答卷', 'Answers'],
  openLink: ['公开链接，非随机抽样', 'open link, no random sample'],
  population: ['总人数', 'of'],
  question: ['问题', 'Question'],
  inFavour: ['赞成比例', 'In favour'],
  opinions: ['表态人数', 'Opinions'],
  hidden: ['人数不足，不显示', 'too few to be shown'],
  conditions: ['验收条件', 'Conditions'],
  condition: ['条件', 'Condition'],
  owner: ['责任方', 'Whose'],
  due: ['到期日', 'Due'],
  payments: ['分期付款（签署时的登记）', 'Payments as recorded when signed'],
  stage: ['阶段', 'Stage'],
  amount: ['金额（元）', 'Amount (yuan)'],
  paidOn: ['付款日', 'Paid on'],
  unpaid: ['未付', 'open'],
  reference: ['凭证号', 'Voucher'],
  none: ['无。', 'None.'],
  pilot: ['试点', 'Pilot'],
  solution: ['解决方案', 'Solution'],
  department: ['需求单位', 'Department'],
  vendor: ['供给方', 'Vendor'],
  period: ['期间', 'Period'],
  sites: ['地点', 'Sites'],
  certificate: ['测试证书', 'Certificate'],
  number: ['编号', 'No.'],
  signedBy: ['需求单位签署', 'Signed for the department'],
  sealedBy: ['实验室加签', 'Sealed by the lab'],
  signatures: ['签署', 'Signatures'],
  what: ['本页与签名文件', 'This page and the signed file'],
  verify: [
    '本页各项内容均取自签名文件，本文件的摘要（SHA-256）也写在其中；条件是否落实、此后的付款不在其内，以系统登记为准。请下载签名文件，用另行取得的实验室公钥在下列地址核验：',
    "All that stands here is taken from the signed file, which also carries this file's SHA-256; whether conditions were met and what was paid since are not part of it and stand in the lab's records. Verify the signed file with the lab's key, obtained apart, at ",
  ],
  scan: ['扫码核验签名文件', 'Scan to verify the signed file'],
} as const satisfies Record<string, readonly [string, string]>;

/** The words of the paper; what pages say too is taken from where they take it. */
export function acceptanceWords(language: Language) {
  const told = (language === 'zh' ? zh : en).acceptance;
  const questions: Record<string, Record<string, string>> = told.question;
  const scores: Record<string, string> = told.score;
  return {
    told,
    say: (key: keyof typeof words): string => words[key][language === 'zh' ? 0 : 1],
    question: (audience: string, id: string): string => questions[audience]?.[id] ?? id,
    scored: (score: number | null): string =>
      score === null ? told.cannot_tell : (scores[String(score)] ?? String(score)),
    colon: language === 'zh' ? '：' : ': ',
    list: language === 'zh' ? '；' : '; ',
  };
}
export type AcceptanceWords = ReturnType<typeof acceptanceWords>;
