import type { ReasonCode } from './reason.js';

export type Language = 'zh' | 'en';

/** Values of a reason, ready to stand in a sentence of one language. */
export interface Words {
  language: Language;
  text(name: string): string;
  number(name: string): number;
  is(name: string): boolean;
  /** A number as people write it. */
  figure(name: string): string;
  money(name: string): string;
  list(name: string): string;
  term(name: string, table: Readonly<Record<string, readonly [zh: string, en: string]>>): string;
  terms(name: string, table: Readonly<Record<string, readonly [zh: string, en: string]>>): string;
  metric(): string;
  /** Its own, else what the metric is measured in. */
  unit(): string;
}

type Sentence = (words: Words) => string;
type Table = Readonly<Record<string, readonly [zh: string, en: string]>>;

const tier: Table = {
  own: ['本场景的评测基准', 'this need’s own benchmark'],
  similar: ['同源数据', 'data of the same origin'],
  task: ['其他数据上的同类任务', 'the same kind of task on other data'],
};
const status: Table = {
  valid: ['证书有效', 'certificate valid'],
  watch: ['证书处于观察期', 'certificate on watch'],
  suspended: ['证书已暂停', 'certificate suspended'],
  expired: ['证书已过期', 'certificate expired'],
  finished: ['已完成测试，尚无证书', 'run finished, no certificate yet'],
};
const task: Table = {
  binary: ['二分类', 'binary classification'],
  multiclass: ['多分类', 'multiclass classification'],
  regression: ['回归', 'regression'],
  forecasting: ['时序预测', 'forecasting'],
};
const place: Table = {
  cloud: ['云端', 'the cloud'],
  on_premises: ['本地机房', 'on-premises servers'],
  edge: ['边缘设备', 'edge devices'],
};
const mode: Table = {
  purchase: ['采购', 'purchase'],
  pilot: ['试点', 'pilot'],
  open_call: ['揭榜挂帅', 'open call'],
  joint_research: ['联合研发', 'joint research'],
};

const zhAsked: Sentence = (w) =>
  `${w.text('direction') === 'at_least' ? '不低于' : '不高于'} ${w.figure('threshold')}${zhUnit(w)}${zhSlice(w)}`;
const enAsked: Sentence = (w) =>
  `${w.text('direction') === 'at_least' ? 'at least' : 'at most'} ${w.figure('threshold')}${enUnit(w)}${enSlice(w)}`;
const zhUnit: Sentence = (w) => (w.unit() ? ` ${w.unit()}` : '');
const enUnit = zhUnit;
const zhSlice: Sentence = (w) => (w.text('slice') ? `（${w.text('slice')}）` : '');
const enSlice: Sentence = (w) => (w.text('slice') ? ` (${w.text('slice')})` : '');
const zhMust: Sentence = (w) => (w.is('must') ? '必达指标' : '加分指标');
const enMust: Sentence = (w) => (w.is('must') ? 'must' : 'nice to have');
const hasInterval = (w: Words) => w.text('lower') !== '' && w.text('upper') !== '';
const zhValue: Sentence = (w) =>
  `${w.figure('value')}${zhUnit(w)}${hasInterval(w) ? `（区间 ${w.figure('lower')}～${w.figure('upper')}）` : ''}`;
const enValue: Sentence = (w) =>
  `${w.figure('value')}${enUnit(w)}${hasInterval(w) ? ` (interval ${w.figure('lower')} to ${w.figure('upper')})` : ''}`;
const zhNote: Sentence = (w) =>
  `${w.term('status', status)}${w.is('demonstration') ? '，演示数据，折半计分' : ''}`;
const enNote: Sentence = (w) =>
  `${w.term('status', status)}${w.is('demonstration') ? ', demonstration data, counted half' : ''}`;
const zhMeasured =
  (word: string): Sentence =>
  (w) =>
    `在${w.term('tier', tier)}上实测${spaced(w.metric())}为 ${zhValue(w)}，${word}“${zhAsked(w)}”的${zhMust(w)}（${zhNote(w)}）。`;
const enMeasured =
  (word: string): Sentence =>
  (w) =>
    `Measured on ${w.term('tier', tier)}: ${w.metric()} ${enValue(w)} ${word} “${enAsked(w)}” (${enMust(w)}; ${enNote(w)}).`;

/** Chinese and Latin letters or digits are set apart by a space. */
function spaced(name: string): string {
  return `${/^[\p{Script=Latin}\p{N}]/u.test(name) ? ' ' : ''}${name}${/[\p{Script=Latin}\p{N}²]$/u.test(name) ? ' ' : ''}`;
}
const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
const fixed =
  (text: string): Sentence =>
  () =>
    text;

export const sentences: Readonly<Record<ReasonCode, { zh: Sentence; en: Sentence }>> = {
  evidence_pass: { zh: zhMeasured('达到'), en: enMeasured('meets') },
  evidence_inconclusive: {
    zh: zhMeasured('尚不能判定是否达到'),
    en: enMeasured('leaves it open whether it meets'),
  },
  evidence_fail: { zh: zhMeasured('未达到'), en: enMeasured('fails') },
  evidence_general: {
    zh: (w) => `需求尚未列出指标，但已在${w.term('tier', tier)}上实测合格（${w.term('status', status)}）。`,
    en: (w) =>
      `The need states no criteria yet, but a run on ${w.term('tier', tier)} passed (${w.term('status', status)}).`,
  },
  evidence_missing: {
    zh: (w) => `${w.number('of')} 项指标中有 ${w.number('count')} 项尚无实测结果。`,
    en: (w) => `${w.number('count')} of ${plural(w.number('of'), 'criterion', 'criteria')} not measured yet.`,
  },
  must_failed_cap: {
    zh: (w) => `有必达指标实测未达到，总分不超过 ${w.number('cap')} 分。`,
    en: (w) =>
      `A must criterion was measured as failing, so the score is held at ${w.number('cap')} or below.`,
  },
  criteria_missing: {
    zh: fixed('需求尚未列出验收指标，无从验证。'),
    en: fixed('The need states no acceptance criteria yet, so nothing can be proven.'),
  },
  claim_meets: {
    zh: (w) =>
      `企业自报${spaced(w.metric())}为 ${w.figure('value')}${zhUnit(w)}，满足“${zhAsked(w)}”，但未经实测。`,
    en: (w) =>
      `The vendor claims ${w.metric()} ${w.figure('value')}${enUnit(w)}, which would meet “${enAsked(w)}”; nobody has measured it.`,
  },
  claim_misses: {
    zh: (w) =>
      `企业自报${spaced(w.metric())}为 ${w.figure('value')}${zhUnit(w)}，自报值也不满足“${zhAsked(w)}”。`,
    en: (w) =>
      `Even the vendor’s own claim, ${w.metric()} ${w.figure('value')}${enUnit(w)}, misses “${enAsked(w)}”.`,
  },
  certificate_revoked: {
    zh: (w) => `在${w.term('tier', tier)}上取得的证书已被撤销。`,
    en: (w) => `A certificate for ${w.term('tier', tier)} was revoked.`,
  },
  certificate_suspended: {
    zh: (w) => `在${w.term('tier', tier)}上取得的证书已被暂停。`,
    en: (w) => `A certificate for ${w.term('tier', tier)} is suspended.`,
  },
  words_shared: {
    zh: (w) => `描述中共同提到${w.list('terms')}。`,
    en: (w) => `Both texts speak of ${w.list('terms')}.`,
  },
  words_near: {
    zh: fixed('需求与方案用词相近，但没有共同的关键词。'),
    en: fixed('The two texts are worded alike but share no telling word.'),
  },
  words_none: {
    zh: fixed('需求与方案的描述没有共同的关键词。'),
    en: fixed('The two texts share no telling words.'),
  },
  task_match: {
    zh: (w) => `有算法可完成${w.term('task', task)}任务。`,
    en: (w) => `An algorithm for ${w.term('task', task)} is linked.`,
  },
  task_mismatch: {
    zh: (w) => `所关联的算法都不是${w.term('task', task)}类型。`,
    en: (w) => `None of the linked algorithms does ${w.term('task', task)}.`,
  },
  task_unknown: {
    zh: fixed('尚未关联算法，无法判断任务类型。'),
    en: fixed('No algorithm is linked, so the kind of task is unknown.'),
  },
  sockets_fit: {
    zh: (w) => `算法所需的 ${w.number('required')} 个数据字段全部具备。`,
    en: (w) =>
      `The data has ${w.number('required') === 1 ? 'the one column' : `all ${w.number('required')} columns`} the algorithm needs.`,
  },
  sockets_mapping: {
    zh: (w) =>
      `算法所需的 ${w.number('required')} 个数据字段中，${w.number('mapped')} 个名称不同，需要做字段映射。`,
    en: (w) =>
      `Of ${plural(w.number('required'), 'column', 'columns')} the algorithm needs, ${w.number('mapped')} must be mapped from another name.`,
  },
  sockets_missing: {
    zh: (w) =>
      `数据缺少算法所需的${w.list('missing')}${w.number('missingCount') > 5 ? `等 ${w.number('missingCount')} 个` : ''}字段。`,
    en: (w) =>
      w.number('missingCount') > 5
        ? `The data lacks ${w.number('missingCount')} columns the algorithm needs, among them ${w.list('missing')}.`
        : `The data lacks ${w.number('missingCount') === 1 ? 'the column' : 'the columns'} ${w.list('missing')}, which the algorithm needs.`,
  },
  sockets_unknown: {
    zh: (w) =>
      w.text('side') === 'scenario' ? '需求尚未关联数据，无法核对字段。' : '算法未声明所需的数据字段。',
    en: (w) =>
      w.text('side') === 'scenario'
        ? 'The need has no data linked yet, so columns cannot be compared.'
        : 'The algorithm does not say which columns it needs.',
  },
  gpu_missing: {
    zh: fixed('方案需要 GPU，现场没有。'),
    en: fixed('The solution needs a GPU; there is none at the site.'),
  },
  network_missing: {
    zh: fixed('方案需要联网，现场不提供网络。'),
    en: fixed('The solution needs a network; the site offers none.'),
  },
  site_fit: {
    zh: (w) => `可部署在现场提供的${w.terms('shared', place)}。`,
    en: (w) => `It runs where the site offers room: ${w.terms('shared', place)}.`,
  },
  site_mismatch: {
    zh: (w) => `方案只能部署在${w.terms('wanted', place)}，现场只提供${w.terms('offered', place)}。`,
    en: (w) => `It runs on ${w.terms('wanted', place)} only; the site offers ${w.terms('offered', place)}.`,
  },
  site_unknown: {
    zh: (w) => (w.text('side') === 'scenario' ? '需求尚未说明现场条件。' : '方案尚未说明部署要求。'),
    en: (w) =>
      w.text('side') === 'scenario'
        ? 'The need does not describe the site yet.'
        : 'The card does not say what it needs to run.',
  },
  xinchuang_ready: {
    zh: fixed('已适配信创环境。'),
    en: fixed('Adapted to domestic IT stacks (xinchuang), as required.'),
  },
  xinchuang_missing: {
    zh: fixed('现场要求信创环境，方案尚未适配。'),
    en: fixed('The site requires domestic IT stacks (xinchuang); the solution is not adapted.'),
  },
  qualification_held: {
    zh: (w) => `具备所需资质“${w.text('name')}”。`,
    en: (w) => `Holds the required qualification “${w.text('name')}”.`,
  },
  qualification_missing: {
    zh: (w) => `缺少所需资质“${w.text('name')}”。`,
    en: (w) => `Lacks the required qualification “${w.text('name')}”.`,
  },
  qualification_expired: {
    zh: (w) => `所需资质“${w.text('name')}”已于 ${w.text('expires')} 到期。`,
    en: (w) => `The required qualification “${w.text('name')}” expired on ${w.text('expires')}.`,
  },
  field_match: { zh: fixed('应用领域一致。'), en: fixed('Same field of city operation.') },
  technologies_shared: {
    zh: (w) => `所需技术吻合：${w.list('technologies')}。`,
    en: (w) => `Technologies asked for are there: ${w.list('technologies')}.`,
  },
  region_match: { zh: fixed('服务范围覆盖需求所在区域。'), en: fixed('Serves the region of the need.') },
  region_other: {
    zh: fixed('服务范围未覆盖需求所在区域。'),
    en: fixed('Does not serve the region of the need.'),
  },
  within_budget: {
    zh: (w) => `起价 ${w.money('price')}，在 ${w.money('budget')}预算之内。`,
    en: (w) => `Starts at ${w.money('price')}, within the budget of ${w.money('budget')}.`,
  },
  over_budget: {
    zh: (w) => `起价 ${w.money('price')}，超出 ${w.money('budget')}的预算。`,
    en: (w) => `Starts at ${w.money('price')}, above the budget of ${w.money('budget')}.`,
  },
  price_unknown: { zh: fixed('方案未说明价格。'), en: fixed('The card states no price.') },
  cooperation_match: {
    zh: (w) => `合作方式一致：${w.terms('modes', mode)}。`,
    en: (w) => `Same way of cooperation: ${w.terms('modes', mode)}.`,
  },
  cooperation_other: {
    zh: (w) => `需求希望的合作方式（${w.terms('modes', mode)}）不在方案之列。`,
    en: (w) => `The way of cooperation asked for (${w.terms('modes', mode)}) is not offered.`,
  },
  maturity: {
    zh: (w) => `技术成熟度 ${w.number('trl')} 级。`,
    en: (w) => `Technology readiness level ${w.number('trl')}.`,
  },
  immature_for_purchase: {
    zh: (w) => `技术成熟度 ${w.number('trl')} 级，低于采购通常要求的 ${w.number('needed')} 级。`,
    en: (w) =>
      `Technology readiness level ${w.number('trl')}, below the ${w.number('needed')} usually asked for a purchase.`,
  },
};
