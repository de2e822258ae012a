import type { Vocabulary } from './report-words.js';
import type { Statement } from './statement.js';

type Predicate = Statement['predicate'];
type Row = Predicate['criteria'][number];

/** What was found, in one or two sentences: what a reader takes away who reads nothing else. */
export function conclusion(said: Predicate, words: Vocabulary): string {
  const musts = said.criteria.filter(({ criterion }) => criterion.must);
  const wishes = said.criteria.filter(({ criterion }) => !criterion.must);
  const { language } = words;
  const where = language === 'zh' ? whereZh(said, words) : whereEn(said, words);
  const told = [language === 'zh' ? mustsZh(musts, words) : mustsEn(musts, words)];
  if (wishes.length > 0) {
    const met = wishes.filter(({ verdict }) => verdict === 'pass').length;
    told.push(
      language === 'zh'
        ? `期望指标 ${wishes.length} 项，其中 ${met} 项通过。`
        : ` Of ${many(wishes.length, 'wish', 'wishes')}, ${met} met.`,
    );
  }
  return `${where}${told.join('')}`;
}

function whereZh(said: Predicate, words: Vocabulary): string {
  const rows = said.run.split === 'hidden' ? '未公开的数据' : '数据';
  return `“${words.text(said.algorithm.title)}” ${said.algorithm.label} 版在“${words.text(said.benchmark.title)}”第 ${said.benchmark.number} 版的 ${said.benchmark.rows} 行${rows}上测试：`;
}

function whereEn(said: Predicate, words: Vocabulary): string {
  const rows = said.run.split === 'hidden' ? 'rows it had not been shown' : 'rows';
  // Straight marks: the paper's one font sets curly ones as wide as a Chinese character.
  return `"${words.text(said.algorithm.title)}" ${said.algorithm.label} was tested on ${said.benchmark.rows} ${rows} of "${words.text(said.benchmark.title)}" v${said.benchmark.number}. `;
}

const named = (rows: readonly Row[], words: Vocabulary) =>
  rows.map(({ criterion }) => words.criterion(criterion)).join(words.language === 'zh' ? '、' : ', ');

function mustsZh(rows: readonly Row[], words: Vocabulary): string {
  const failed = rows.filter(({ verdict }) => verdict === 'fail');
  const open = rows.filter(({ verdict }) => verdict === 'inconclusive');
  if (failed.length === 0 && open.length === 0) return `必达指标 ${rows.length} 项，全部通过。`;
  const parts = [`必达指标 ${rows.length} 项`];
  if (failed.length > 0) parts.push(`${failed.length} 项未通过（${named(failed, words)}）`);
  if (open.length > 0) parts.push(`${open.length} 项待定（${named(open, words)}）`);
  return `${parts.join('，')}。`;
}

function mustsEn(rows: readonly Row[], words: Vocabulary): string {
  const failed = rows.filter(({ verdict }) => verdict === 'fail');
  const open = rows.filter(({ verdict }) => verdict === 'inconclusive');
  const all = many(rows.length, 'must', 'musts');
  if (failed.length === 0 && open.length === 0)
    return rows.length === 1 ? 'The one must is met.' : `All ${all} are met.`;
  const parts = [];
  if (failed.length > 0) parts.push(`${failed.length} not met (${named(failed, words)})`);
  if (open.length > 0) parts.push(`${open.length} could not be decided (${named(open, words)})`);
  return `Of ${all}, ${parts.join(' and ')}.`;
}

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;
