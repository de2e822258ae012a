import { departmentFigures, type RecordFigure, rankedFrom, recordFigures } from './records.js';

type Said = readonly [name: string, definition: string];
const define = ([nameZh, zh]: Said, [nameEn, en]: Said) => ({
  name: { zh: nameZh, en: nameEn },
  definition: { zh, en },
});

/** Working days within which one side is expected to answer the other; the day something was asked does not count. */
export const answerDays = { invitation: 7, proposal: 7, selection: 7, award: 20 } as const;
/** Facts of so many years count for a vendor; a department’s of one year, as in the cockpit. */
export const vendorYears = 3;
/** Weight of the prior, in facts; the lab's own share is taken for it from so many organisations and facts on. */
export const priorStrength = 10;
export const priorNeeds = { organisations: 5, facts: 30 } as const;

/** What each figure counts, from when, and what it leaves out. */
export const figureWords: Readonly<Record<RecordFigure, ReturnType<typeof define>>> = {
  'vendor.answers': define(
    [
      '应邀答复率',
      `收到需求单位或实验室的邀请后，${answerDays.invitation} 个工作日内接受或谢绝的比例。期限内邀请被收回的不计。`,
    ],
    [
      'Invitations answered in time',
      `Of invitations by departments or the lab, the share accepted or declined within ${answerDays.invitation} working days. Taken back before that is left out.`,
    ],
  ),
  'vendor.kept': define(
    ['未中途退出率', '已被接受的对接中，直到需求单位作出决定未自行退出的比例。被对方或实验室终止的不计。'],
    [
      'Stayed until the decision',
      'Of engagements that were accepted, the share the vendor did not leave of its own accord before the department decided. Ended by others is left out.',
    ],
  ),
  'vendor.prediction': define(
    [
      '预测兑现率',
      '投标或提案中逐项预测的指标值，经隐藏测试复核后不差于预测的比例；取该机构在该需求下最近一次已批准的运行。尚未测得的不计。',
    ],
    [
      'Predictions that held',
      'Of values predicted in bids and proposals, criterion by criterion, the share whose measured value is no worse than predicted, by the vendor’s last approved hidden run for the need. Not measured yet is left out.',
    ],
  ),
  'vendor.field': define(
    [
      '实战验收率',
      '通过测试进入试点、并已结束的项目中，通过实战验收的比例；机构自行终止的计为未通过，需求单位或实验室终止的不计。',
    ],
    [
      'Accepted in the field',
      'Of pilots that followed a passed test and have ended, the share accepted. Terminated by the vendor counts as not accepted; terminated by the department or the lab is left out.',
    ],
  ),
  'vendor.tickets': define(
    [
      '工单按期办结率',
      '涉及该机构试点的工单中，按期办结且未被核实为未解决的比例；虚假办结每发生一次另计一件未达。剔除考核的不计。',
    ],
    [
      'Tickets resolved in time',
      'Of tickets about its pilots, the share closed by the term and not found unresolved; each false closure counts once more as missed. Tickets left out of the rates are left out here.',
    ],
  ),
  'vendor.replications': define(
    ['复制采用率', '他地申请复制其案例并已有结论的项目中，被采用的比例。撤回的不计。'],
    [
      'Replications adopted',
      'Of replications of its cases that were decided on, the share adopted. Withdrawn ones are left out.',
    ],
  ),
  'vendor.training': define(
    [
      '实训结业率',
      '本单位人员在实验室实训中录取、且实训已结束的名额中，达到结业要求的比例；证书被撤销的计为未达到。中途退出和实训被取消的不计。只计人次，不写姓名。',
    ],
    [
      'Training completed',
      'Of seats its people held in the lab’s camps that have ended, the share completed; a certificate that was revoked counts as not completed. Given up before the end, or cancelled by the lab, is left out. Counts seats and names nobody.',
    ],
  ),
  'department.response': define(
    ['响应率', `供给方提案后，${answerDays.proposal} 个工作日内接受或谢绝的比例。期限内由供给方撤回的不计。`],
    [
      'Response rate',
      `Of vendors’ proposals, the share accepted or declined within ${answerDays.proposal} working days. Withdrawn by the vendor before that is left out.`,
    ],
  ),
  'department.decision': define(
    [
      '按期决定率',
      `接受后 ${answerDays.selection} 个工作日内决定是否入围；验证通过后，在需求公布的决定日期前（未公布或已过的为 ${answerDays.award} 个工作日内）决定试点、采购或不入选。期限内撤回的不计。`,
    ],
    [
      'Decisions on time',
      `On the shortlist within ${answerDays.selection} working days of accepting; after validation on pilot, award or neither by the date the need has published (${answerDays.award} working days where there is none, or it has passed). Withdrawn before is left out.`,
    ],
  ),
  'department.conversion': define(
    ['转化率', '验证通过并有决定的对接中，进入试点或采购的比例；供给方在决定前撤回的不计。'],
    [
      'Conversion rate',
      'Of validated engagements that were decided on, the share that became a pilot or an award; withdrawn by the vendor before is left out.',
    ],
  ),
};

/** How a share of few facts is told. */
export const estimateWords = {
  zh: `估计值 =（达到数 + ${priorStrength} × 先验）÷（事实数 + ${priorStrength}）：事实越少，越靠近先验。先验为全实验室该项的比例（取整到百分位），有事实的机构不足 ${priorNeeds.organisations} 家或事实不足 ${priorNeeds.facts} 件时取二分之一。服务机构计近 ${vendorYears} 年，需求单位计近一年；不足 ${rankedFrom} 件的不参与排序。`,
  en: `Estimate = (met + ${priorStrength} × prior) ÷ (facts + ${priorStrength}): the fewer facts, the nearer to the prior. The prior is the whole lab’s share of the figure, to the hundredth, or one half while fewer than ${priorNeeds.organisations} organisations or ${priorNeeds.facts} facts are behind it. Vendors: ${vendorYears} years; departments: one year. Fewer than ${rankedFrom} facts are not ranked.`,
};

export const figuresOfSide = (side: 'vendor' | 'department'): readonly RecordFigure[] =>
  side === 'department' ? departmentFigures : recordFigures.filter((figure) => figure.startsWith('vendor.'));
