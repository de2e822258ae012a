import type { ColumnEntry, ReadAs } from '@scenario-lab/contracts/datasets';
import type { ColumnCells } from './table-preview.js';

/** What the need these data are for asks: its answer is what one column holds. */
export interface AskedFor {
  task: string | null;
  /** A noun: `故障`. */
  what: string | null;
}

type Column = ReadAs['columns'][number] & { cells: ColumnCells };

const idName = /(编号|编码|代码|流水号|单号|序号|户号|证号|档号|id|no\.?|code|key|number|#)$/i;
const rowName =
  /^(id|编号|序号|记录号?|流水号?|单号|row|record|#|no\.?)|(记录|流水|工单|订单|案件|事件)(编号|号)$/i;
const answerName =
  /^(是否|有无)|(结果|结论|标签|类别|等级|实测值?|真值|label|target|class|outcome|y)$|^(label|target|class|y|is_\w+)$/i;
const yesNo = new Set([
  '是',
  '否',
  '有',
  '无',
  '真',
  '假',
  'yes',
  'no',
  'y',
  'n',
  'true',
  'false',
  '0',
  '1',
  '正常',
  '异常',
  '故障',
]);
const personName =
  /(姓名|手机号?码?|电话|联系方式|身份证号?码?|证件号码?|住址|家庭地址|车牌号?码?|邮箱|full_?name|phone|mobile|e-?mail)$/i;

const phone = /^1[3-9]\d{9}$/;
const idCard = /^\d{17}[\dXx]$/;
const plate = /^[\u4e00-\u9fa5][A-Z][A-Z0-9]{4,5}[A-Z0-9挂学警港澳]$/;
const personal = (cells: readonly string[]) =>
  cells.length > 0 &&
  cells.slice(0, 20).filter((cell) => phone.test(cell) || idCard.test(cell) || plate.test(cell)).length >=
    Math.min(cells.length, 20) / 2;

/** `电流(A)` is `电流` in `A`; a year or a remark in brackets is no unit. */
export function nameAndUnit(name: string): { name: string; unit?: string } {
  const found = /^(.+?)\s*[（(［[/]\s*([^（()）［\]]{1,12}?)\s*[)）\]］]?$/.exec(name);
  const [, own = '', unit = ''] = found ?? [];
  const looksLikeUnit =
    /^(%|‰|℃|°C?|[a-zµμΩ³²/·^-]{1,10}\d?|[A-Z]|(?:k|M|m|µ)?(?:V|A|W|Hz|Pa|VA|Wh)|元|万元|亿元|人次?|次|件|个|台|辆|户|吨|千?克|公?里|千?米|毫米|厘米|平方米|立方米|分钟?|小时|天|秒|度|千瓦时?|兆帕)([/·].{1,8})?$/i;
  return own && looksLikeUnit.test(unit) ? { name: own.trim(), unit } : { name };
}

/** Names the lab gives to what it reads out of a geometry. */
const given: Record<string, NonNullable<ColumnEntry['title']>> = {
  geometry: { zh: '几何', en: 'Geometry' },
  geometry_type: { zh: '几何类型', en: 'Kind of geometry' },
  longitude: { zh: '经度', en: 'Longitude' },
  latitude: { zh: '纬度', en: 'Latitude' },
};
const titled = (name: string): ColumnEntry['title'] =>
  Object.hasOwn(given, name)
    ? given[name]
    : /[\u4e00-\u9fff]/.test(name)
      ? { zh: name }
      : { en: name.replace(/[_-]+/g, ' ') };

/** How well a column answers what is asked; 0 does not. */
function answers({ name, type, cells }: Column, asked: AskedFor): number {
  const { distinct, unique } = cells;
  if (type === 'timestamp' || type === 'image') return 0;
  const said = asked.what && name.includes(asked.what) ? 4 : 0;
  const named = answerName.test(nameAndUnit(name).name) ? 2 : 0;
  if (asked.task === 'regression' || asked.task === 'forecasting')
    return type === 'number' ? said + named : 0;
  const two = distinct.length === 2 && distinct.every((cell) => yesNo.has(cell.toLowerCase())) ? 1 : 0;
  if (distinct.length < 2 || unique || (asked.task === 'binary' && distinct.length !== 2)) return 0;
  return said + named + (asked.task === 'binary' || named || said ? two : 0);
}

/** The best; of several alike the last, for the answer usually stands at the end. */
function answerOf(columns: readonly Column[], asked: AskedFor): string | undefined {
  let best = { points: 1, name: undefined as string | undefined };
  for (const column of columns) {
    const points = answers(column, asked);
    if (points >= best.points) best = { points, name: column.name };
  }
  return best.name;
}

/**
 * The dictionary as far as names and contents tell: what names a row, what names a thing that many rows are of, when it
 * was, what is asked for, who must not be known; meaning and unit out of the name. Everything can be changed.
 */
export function proposedColumns(
  readAs: ReadAs,
  counted: readonly ColumnCells[],
  asked: AskedFor = { task: null, what: null },
): ColumnEntry[] {
  const nothing: ColumnCells = { rows: 0, filled: 0, distinct: [], unique: false };
  const columns = readAs.columns.map((column, at): Column => ({ ...column, cells: counted[at] ?? nothing }));
  const target = answerOf(columns, asked);
  const time = columns.find(({ type }) => type === 'timestamp')?.name;
  const naming = columns.filter(
    ({ name, cells }) => idName.test(name) && cells.filled === cells.rows && name !== target,
  );
  const alone = naming.filter(({ cells }) => cells.unique);
  // `id` names rows in the exam whatever it holds.
  const id = (
    columns.find(({ name }) => name.toLowerCase() === 'id') ??
    alone.find(({ name }) => rowName.test(name)) ??
    alone[0]
  )?.name;
  const group = naming.find(({ name, cells }) => !cells.unique && name !== id && !rowName.test(name))?.name;
  const roles = new Map<string | undefined, ColumnEntry['role']>([
    [time, 'time'],
    [group, 'group'],
    [target, 'target'],
    [id, 'id'],
  ]);
  return columns.map(({ name, type, cells }) => {
    const own = nameAndUnit(name);
    const hidden = personName.test(name) || personal(cells.distinct);
    return {
      name,
      type: type as ColumnEntry['type'],
      // Who somebody is helps no answer and is not handed out unless the owner says so.
      role: roles.get(name) ?? (hidden ? 'ignored' : 'feature'),
      title: titled(own.name),
      ...(own.unit ? { unit: own.unit } : {}),
      knownAt: 'always',
      sensitivity: hidden ? 'personal' : 'none',
    };
  });
}
