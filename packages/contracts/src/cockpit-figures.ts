import {
  buyerRates,
  type Cockpit,
  certificateHealth,
  dataUseKinds,
  leastFacts,
  replicationSteps,
  type StatisticsDefinition,
  type StatisticsRow,
} from './cockpit.js';
import { answerDays, figureWords } from './record-figures.js';
import { vendorFigures } from './records.js';
import { rateKinds } from './ticket-rates.js';

type Said = readonly [name: string, definition: string];
const define = (figure: string, unit: string, [nameZh, zh]: Said, [nameEn, en]: Said) => ({
  figure,
  unit,
  name: { zh: nameZh, en: nameEn },
  definition: { zh, en },
});

/** A figure of the vendors' records, told of few facts as the cockpit tells its shares. */
const ofRecords = (figure: (typeof vendorFigures)[number]) =>
  define(
    figure,
    'share',
    [figureWords[figure].name.zh, `${figureWords[figure].definition.zh}不足 ${leastFacts} 件不公布。`],
    [
      figureWords[figure].name.en,
      `${figureWords[figure].definition.en} Not told of fewer than ${leastFacts}.`,
    ],
  );

/** Every figure of the cockpit, the open statistics and the monthly report: what is counted, from when, and what is not. */
export const definitions = [
  define(
    'stage.here',
    'count',
    ['各阶段在办数', '此刻处于该阶段、尚未结束的对接数；“能力展示”为已上架且尚未产生任何对接的解决方案数。'],
    [
      'Now in the stage',
      'Engagements that stand in the stage now and have not ended; for the showcase, listed solutions that have had no engagement yet.',
    ],
  ),
  define(
    'stage.overdue',
    'count',
    [
      '各阶段超期数',
      '在办数中，在该阶段停留超过规定天数的数量：展示 90 天，对接 30 天，验证 30 天，实战 180 天，赋能 90 天。',
    ],
    [
      'Overdue in the stage',
      'Of those now in the stage, how many have stood there longer than expected: showcase 90 days, matching 30, validation 30, field 180, enablement 90.',
    ],
  ),
  define(
    'stage.median_days',
    'days',
    [
      '各阶段停留中位数',
      `近 365 天内离开该阶段者（进入下一阶段或结束）停留天数的中位数；不足 ${leastFacts} 件不公布。`,
    ],
    [
      'Median days in the stage',
      `Median of the days spent in the stage by those who left it, onward or for good, within the last 365 days; not told of fewer than ${leastFacts}.`,
    ],
  ),
  define(
    'stage.waiting_days',
    'days',
    ['在办停留中位数', `此刻处于该阶段者已停留天数的中位数；不足 ${leastFacts} 件不公布。`],
    [
      'Median days waited so far',
      `Median of the days that those now in the stage have stood there; not told of fewer than ${leastFacts}.`,
    ],
  ),
  define(
    'field.needs',
    'count',
    ['各领域需求数', '该领域已发布或已截止、未撤回也未归档的场景需求数。'],
    [
      'Needs by field',
      'Scenario needs of the field that are published or closed, not withdrawn or archived.',
    ],
  ),
  define(
    'field.solutions',
    'count',
    ['各领域方案数', '该领域已上架的解决方案数；一个方案可属于多个领域。'],
    ['Solutions by field', 'Listed solutions of the field; a solution may belong to several.'],
  ),
  define(
    'field.certified',
    'count',
    ['各领域持证方案数', '上述方案中，至少有一张有效或观察中证书的数量。'],
    [
      'Certified solutions by field',
      'Of these, the ones with at least one certificate that is valid or under watch.',
    ],
  ),
  define(
    'certificate.health',
    'count',
    ['证书状况', '按状态计的证书数：有效（不含临期）、临期（有效且 60 天内到期）、观察、暂停、过期、撤销。'],
    [
      'Health of certificates',
      'Certificates by status: valid (without those that end soon), ends soon (valid and within 60 days of its end), under watch, suspended, expired, revoked.',
    ],
  ),
  define(
    'buyer.response',
    'share',
    [
      '响应率',
      `近 365 天内应答的供给方提案中，需求单位在 ${answerDays.proposal} 个工作日内接受或谢绝的比例。期限已过未答的计为未响应；期限内由供给方撤回的不计。不足 ${leastFacts} 件不公布。`,
    ],
    [
      'Response rate',
      `Of vendors’ proposals whose answer fell due within the last 365 days, the share the department accepted or declined within ${answerDays.proposal} working days. Unanswered past that is a miss; withdrawn before it is left out. Not told of fewer than ${leastFacts}.`,
    ],
  ),
  define(
    'buyer.decision',
    'share',
    [
      '按期决定率',
      `近 365 天内应作的决定中按期作出的比例：接受后 ${answerDays.selection} 个工作日内决定是否入围；验证通过后，在需求公布的决定日期前（未公布或已过的为 ${answerDays.award} 个工作日内）决定试点、采购或不入选。期限内撤回的不计。不足 ${leastFacts} 件不公布。`,
    ],
    [
      'Decisions on time',
      `Of decisions that fell due within the last 365 days, the share taken in time: on the shortlist within ${answerDays.selection} working days of accepting; after validation, on pilot, award or neither by the decision date the need has published (${answerDays.award} working days where there is none, or it has passed). Withdrawn before it is left out. Not told of fewer than ${leastFacts}.`,
    ],
  ),
  define(
    'buyer.conversion',
    'share',
    [
      '转化率',
      `近 365 天内验证通过并有决定的对接中，进入试点或采购的比例；供给方在决定前撤回的不计。不足 ${leastFacts} 件不公布。`,
    ],
    [
      'Conversion rate',
      `Of validated engagements that were decided on within the last 365 days, the share that became a pilot or an award; withdrawn by the vendor before is left out. Not told of fewer than ${leastFacts}.`,
    ],
  ),
  define(
    'ticket.response',
    'share',
    [
      '工单响应率',
      `近 365 天报告的工单中，在响应时限内联系报告人的比例；时限未到且未响应的暂不计，剔除考核的不计。不足 ${leastFacts} 件不公布。`,
    ],
    [
      'Tickets responded to in time',
      `Of tickets reported within the last 365 days, the share whose reporter was spoken to by the term. Not counted while the term runs and nothing was done; tickets left out of the rates are left out here. Not told of fewer than ${leastFacts}.`,
    ],
  ),
  define(
    'ticket.resolution',
    'share',
    [
      '工单解决率',
      `上述工单中，按期办结且未被核实为未解决的比例；虚假办结每发生一次另计一件未达。不足 ${leastFacts} 件不公布。`,
    ],
    [
      'Tickets resolved in time',
      `Of these, the share closed by the term and not found unresolved; each false closure counts once more as missed. Not told of fewer than ${leastFacts}.`,
    ],
  ),
  define(
    'ticket.satisfaction',
    'share',
    ['工单满意率', `上述工单中，经回访或报告人自行评价的，表示满意的比例。不足 ${leastFacts} 件不公布。`],
    [
      'Tickets with a satisfied reporter',
      `Of those whose reporter was asked or has said so, the share that is satisfied. Not told of fewer than ${leastFacts}.`,
    ],
  ),
  ofRecords('vendor.answers'),
  ofRecords('vendor.kept'),
  ofRecords('vendor.prediction'),
  ofRecords('vendor.field'),
  ofRecords('vendor.tickets'),
  ofRecords('vendor.replications'),
  ofRecords('vendor.training'),
  define(
    'compute.runs',
    'count',
    ['测试运行数', '近 30 天（含今天）结束的测试运行数，无论结果；取消的不计。'],
    [
      'Runs',
      'Test runs that ended within the last 30 days, today included, however they ended; cancelled ones are not counted.',
    ],
  ),
  define(
    'compute.cpu_hours',
    'hours',
    ['算力用量', '上述运行所用的 CPU 时间之和，单位为小时。'],
    ['Compute used', 'CPU time of these runs, in hours.'],
  ),
  define(
    'data.listed',
    'count',
    ['上架数据集', '已上架的数据集数。'],
    ['Datasets listed', 'Datasets that are listed.'],
  ),
  define(
    'data.uses',
    'count',
    [
      '数据使用次数',
      '近 30 天使用记录的条数，按方式：测试运行、下载公开行、下载样例、数据任务、取走任务成果。',
    ],
    [
      'Uses of data',
      'Lines of the use log of the last 30 days, by kind: computed on by a run, open rows downloaded, sample pack downloaded, computed on by a data job, a job’s output taken.',
    ],
  ),
  define(
    'data.users',
    'count',
    ['用数机构', '近 30 天使用过数据的机构数。'],
    ['Users of data', 'Organisations that used data within the last 30 days.'],
  ),
  define(
    'replication.status',
    'count',
    ['复制推广', '按状态计的复制推广数：已申请、评估中、迁移验证中、已采用、已谢绝；撤回的不计。'],
    [
      'Replications',
      'Replications by status: requested, being assessed, in transfer testing, adopted, declined; withdrawn ones are not counted.',
    ],
  ),
  define(
    'case.published',
    'count',
    ['公开案例', '已公开的案例数，按结局：通过、未通过。'],
    ['Published cases', 'Cases that are published, by how they ended: accepted or failed.'],
  ),
] as const satisfies readonly StatisticsDefinition[];

export type FigureName = (typeof definitions)[number]['figure'];

const heldBackBelow = (value: number | null, facts: number | null) =>
  value === null && (facts === null || facts < leastFacts);

/** The cockpit as a table: the order of the definitions, one row for each part. */
export function figuresOf(cockpit: Cockpit): StatisticsRow[] {
  const row = (
    figure: FigureName,
    slice: string | null,
    value: number | null,
    facts: number | null = null,
    heldBack = value === null,
  ): StatisticsRow => ({ figure, slice, value, facts, heldBack });
  const { funnel, fields, certificates, buyers, tickets, vendors, compute, data, replications, cases } =
    cockpit;
  return [
    ...funnel.map(({ stage, here }) => row('stage.here', stage, here)),
    ...funnel.map(({ stage, overdue }) => row('stage.overdue', stage, overdue)),
    ...funnel.map(({ stage, medianDays, ended }) =>
      row('stage.median_days', stage, medianDays, ended, heldBackBelow(medianDays, ended)),
    ),
    ...funnel.map(({ stage, waitingDays, here }) =>
      row('stage.waiting_days', stage, waitingDays, here, heldBackBelow(waitingDays, here)),
    ),
    ...fields.map(({ field, needs }) => row('field.needs', field, needs)),
    ...fields.map(({ field, solutions }) => row('field.solutions', field, solutions)),
    ...fields.map(({ field, certified }) => row('field.certified', field, certified)),
    ...certificateHealth.map((one) => row('certificate.health', one, certificates[one])),
    ...buyerRates.map((one) => {
      const { share, facts } = buyers.all[one];
      return row(`buyer.${one}`, null, share, facts);
    }),
    ...buyers.departments.flatMap(({ department, rates }) =>
      buyerRates.map((one) => row(`buyer.${one}`, department.id, rates[one].share, rates[one].facts)),
    ),
    ...rateKinds.map((kind) => {
      const { share, facts } = tickets.all[kind];
      return row(`ticket.${kind}`, null, share, facts);
    }),
    ...tickets.departments.flatMap(({ department, rates }) =>
      rateKinds.map((kind) => row(`ticket.${kind}`, department.id, rates[kind].share, rates[kind].facts)),
    ),
    ...vendors.flatMap(({ figure, all, vendors: ranked }) => [
      row(figure, null, all.share, all.facts),
      ...ranked.map(({ vendor, share, facts }) => row(figure, vendor.id, share, facts)),
    ]),
    row('compute.runs', null, compute.runs),
    row('compute.cpu_hours', null, compute.cpuHours),
    row('data.listed', null, data.listed),
    ...dataUseKinds.map((kind) => row('data.uses', kind, data.uses[kind])),
    row('data.users', null, data.users),
    ...replicationSteps.map((step) => row('replication.status', step, replications[step])),
    row('case.published', 'accepted', cases.accepted),
    row('case.published', 'failed', cases.failed),
  ];
}
