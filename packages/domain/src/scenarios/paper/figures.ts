import { criterionNames, NewCriterion, type TaskKind } from '@scenario-lab/contracts/metrics';
import type { Place } from './sections.js';

/** How offices name what is measured, the particular before the general. */
const names: readonly [RegExp, string, ('turned' | 'unsure')?][] = [
  [/漏报率|漏检率|漏判率|miss(?:ed)? rate|false negative rate/i, 'recall', 'turned'],
  [/召回率|查全率|检出率|recall|sensitivity|detection rate/i, 'recall'],
  [/精确率|查准率|precision/i, 'precision'],
  [/\bF1\b|F1值/i, 'f1'],
  [/\bAUC\b|曲线下面积/i, 'roc_auc'],
  [/准确率|正确率|accuracy/i, 'accuracy'],
  [/识别率|命中率|精度/, 'accuracy', 'unsure'],
  [/平均绝对百分比误差|\bMAPE\b|mean absolute percentage error/i, 'mape'],
  [/平均绝对误差|\bMAE\b|mean absolute error/i, 'mae'],
  [/均方根误差|\bRMSE\b|root mean squared? error/i, 'rmse'],
  [/最大误差|max(?:imum)? error/i, 'max_error'],
  [/平均误差|预测误差|误差|average error|\berror\b/i, 'mae', 'unsure'],
  [/内存|memory/i, 'peak_memory_mib'],
];

const least =
  '不低于|不小于|不少于|大于等于|大于或等于|达到|达|高于|大于|超过|≥|>=|＞|>|at least|no less than|not less than|above';
const most =
  '不高于|不超过|不大于|小于等于|小于或等于|低于|小于|控制在|≤|<=|＜|<|at most|no more than|not more than|not exceed(?:ing)?|below|under';
const figure = '(\\d+(?:\\.\\d+)?)\\s*(%|[^\\s，。；,;、)）]{0,12})';
/** Longer signs first: 不超过 holds 超过. */
const compared = new RegExp(
  `^(.*?)\\s*(?:为|应|须|需|要|is|of|be|must be|should be)?\\s*(${most}|${least})\\s*${figure}`,
  'i',
);
const bareFigure = new RegExp(`^(.*?)\\s*[：:]?\\s*${figure}$`, 'i');
const isLeast = new RegExp(`^(?:${least})$`, 'i');

export interface FoundCriterion extends Place {
  criterion: NewCriterionValue;
  quote: string;
  sure: 'sure' | 'likely' | 'guess';
}
type NewCriterionValue = ReturnType<typeof NewCriterion.parse>;

export interface Clause extends Place {
  text: string;
  /** Stood in a table of figures. */
  tabled: boolean;
}

interface Read extends Place {
  metric: string;
  direction: 'at_least' | 'at_most';
  threshold: number;
  unit: string;
  quote: string;
  sure: FoundCriterion['sure'];
}

/** Sentences that may each hold one figure. */
export const clausesIn = (text: string): string[] =>
  text
    .normalize('NFKC')
    .split(/[;；。\n,，、]|\. |\.$/)
    .map((clause) => clause.trim())
    .filter((clause) => /\d/.test(clause));

function readClause({ text, tabled, page, paragraph }: Clause): Read | null {
  const said = text.normalize('NFKC').replace(/\s+/g, ' ').trim();
  const [, before = '', sign = '', number = '', after = ''] = compared.exec(said) ?? [];
  const [, name, figureOf, tail] = sign ? [said, before, number, after] : (bareFigure.exec(said) ?? []);
  const found = names.find(([test]) => test.test(name || said));
  if (!found || !figureOf) return null;
  const [, metric, how] = found;
  const better = criterionNames.find(({ id }) => id === metric)?.better;
  const up = /以上$|or more$|or above$/i.test(said);
  const down = /以内$|以下$|or less$/i.test(said);
  if (!sign && !up && !down && !tabled) return null;
  const turned = how === 'turned';
  let direction: Read['direction'] =
    sign !== ''
      ? isLeast.test(sign)
        ? 'at_least'
        : 'at_most'
      : up
        ? 'at_least'
        : down
          ? 'at_most'
          : better === 'higher'
            ? 'at_least'
            : 'at_most';
  if (turned) direction = direction === 'at_most' ? 'at_least' : 'at_most';
  let threshold = Number(figureOf);
  let unit = (tail ?? '').replace(/(?:以上|以内|以下|左右)$/, '').trim();
  const kind = criterionNames.find(({ id }) => id === metric)?.unit;
  if (kind === 'ratio') {
    if (unit === '%' || threshold > 1) threshold /= 100;
    if (turned) threshold = 1 - threshold;
    threshold = Number(threshold.toPrecision(12));
    unit = '';
  }
  if (kind === 'mebibytes') {
    if (/^G/i.test(unit)) threshold *= 1024;
    else if (!/^M/i.test(unit)) return null;
    unit = '';
  }
  const percent = metric === 'mae' && unit === '%';
  const sure = how === 'unsure' || turned || percent ? 'guess' : tabled ? 'sure' : 'likely';
  return {
    metric: percent ? 'mape' : metric,
    direction,
    threshold,
    unit: percent || unit === '%' ? '' : unit.slice(0, 40),
    quote: text,
    sure,
    page,
    paragraph,
  };
}

/** The question the figures belong to; the words tell which of two where the figures do not. */
function taskOf(read: readonly Read[], words: string): TaskKind | null {
  const fits = (task: TaskKind) =>
    read.filter(({ metric }) => criterionNames.find(({ id }) => id === metric)?.tasks.includes(task)).length;
  const figures = fits('regression') > fits('binary');
  if (read.length === 0 || Math.max(fits('regression'), fits('binary'), fits('multiclass')) === 0)
    return null;
  if (figures) return /预测|预报|forecast|predict/i.test(words) ? 'forecasting' : 'regression';
  const sorts = /分类|分派|派单|类别|归类|classif|categor/i.test(words);
  return sorts && fits('multiclass') === fits('binary') ? 'multiclass' : 'binary';
}

/** Acceptance criteria as far as an exam could measure them; what is left stays in the need's own words. */
export function criteriaIn(
  clauses: readonly Clause[],
  words: string,
): { task: TaskKind | null; criteria: FoundCriterion[] } {
  const read = clauses.flatMap((clause) => readClause(clause) ?? []);
  const task = taskOf(read, words);
  const criteria: FoundCriterion[] = [];
  for (const { metric, direction, threshold, unit, quote, sure, page, paragraph } of read) {
    const fits = task && criterionNames.find(({ id }) => id === metric)?.tasks.includes(task);
    if (!fits || criteria.some(({ criterion }) => criterion.metric === metric)) continue;
    const parsed = NewCriterion.safeParse({
      id: `c${criteria.length + 1}`,
      metric,
      direction,
      threshold,
      must: true,
      ...(unit ? { unit } : {}),
    });
    if (parsed.success && criteria.length < 20)
      criteria.push({ criterion: parsed.data, quote, sure, page, paragraph });
  }
  return { task: criteria.length > 0 ? task : null, criteria };
}
