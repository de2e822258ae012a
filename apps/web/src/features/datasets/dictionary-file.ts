import { ColumnEntry } from '@scenario-lab/contracts/datasets';
import { taxonomy as en } from '@scenario-lab/contracts/words/codes-en';
import { taxonomy as zh } from '@scenario-lab/contracts/words/codes-zh';

/** Headings of a dictionary's file: the word of each language, and the one that machines write. */
const headings = {
  name: ['列名', 'column'],
  title_zh: ['中文名', 'Chinese name'],
  title_en: ['英文名', 'English name'],
  meaning_zh: ['中文含义', 'Chinese meaning'],
  meaning_en: ['英文含义', 'English meaning'],
  unit: ['单位', 'unit'],
  type: ['类型', 'type'],
  role: ['用途', 'role'],
  known_at: ['何时已知', 'known'],
  sensitivity: ['敏感性', 'sensitivity'],
  required: ['必填', 'required'],
  unique: ['唯一', 'unique'],
  least: ['最小值', 'at least'],
  most: ['最大值', 'at most'],
  pattern: ['格式', 'form'],
  one_of: ['取值范围', 'list of values'],
  values: ['取值名称', 'names of values'],
  open_reason: ['可公开的理由', 'why it may be open'],
} as const;
type Heading = keyof typeof headings;
const order = Object.keys(headings) as Heading[];

/** Values with words of their own, in both languages. */
const coded = {
  type: [zh.column_type, en.column_type],
  role: [zh.column_role, en.column_role],
  known_at: [zh.known_at, en.known_at],
  sensitivity: [zh.sensitivity, en.sensitivity],
} satisfies Partial<Record<Heading, [Record<string, string>, Record<string, string>]>>;

const yes = ['是', 'yes', 'true', '1'];
const no = ['否', 'no', 'false', '0', ''];

const plain = (text: string) => text.normalize('NFKC').trim().toLowerCase();
/** `数值 / number` is either of its words. */
const wordsIn = (text: string) => [text, ...text.split('/')].map(plain);

/** What would part a list or a name from its value is written with a stroke before it. */
const escaped = (text: string) => text.replace(/[\\|=]/g, '\\$&');
const unescaped = (text: string) => text.trim().replace(/\\([\\|=])/g, '$1');

/** `summer = 夏季 = summer | winter = 冬季`: value, Chinese name, English name. */
function valuesIn(cell: string): ColumnEntry['values'] {
  const lines = cell.split(/(?<!\\)\|/).filter((one) => one.trim() !== '');
  if (lines.length === 0) return undefined;
  return lines.map((line) => {
    const [value = '', zh = '', en = ''] = line.split(/(?<!\\)=/).map(unescaped);
    return { value, says: { zh: zh || undefined, en: en || undefined } };
  });
}

/** What of a dictionary goes into a file: headings and coded values in both languages. */
export function dictionaryRows(columns: readonly ColumnEntry[]): (string | number | null)[][] {
  const both = (heading: keyof typeof coded, code: string) =>
    `${(coded[heading][0] as Record<string, string>)[code] ?? code} / ${code}`;
  return [
    order.map((heading) => `${headings[heading][0]} / ${heading}`),
    ...columns.map(({ title, meaning, unit, rules, openReason, values, ...column }) => {
      const cells: Record<Heading, string | number | null> = {
        name: column.name,
        title_zh: title?.zh ?? '',
        title_en: title?.en ?? '',
        meaning_zh: meaning?.zh ?? '',
        meaning_en: meaning?.en ?? '',
        unit: unit ?? '',
        type: both('type', column.type),
        role: both('role', column.role),
        known_at: both('known_at', column.knownAt),
        sensitivity: both('sensitivity', column.sensitivity),
        required: rules?.required ? '是 / yes' : '',
        unique: rules?.unique ? '是 / yes' : '',
        least: rules?.least ?? null,
        most: rules?.most ?? null,
        pattern: rules?.pattern ?? '',
        one_of: (rules?.oneOf ?? []).map((one) => one.replace(/[\\|]/g, '\\$&')).join(' | '),
        values: (values ?? [])
          .map(({ value, says }) => [value, says.zh ?? '', says.en ?? ''].map(escaped).join(' = '))
          .join(' | '),
        open_reason: openReason ?? '',
      };
      return order.map((heading) => cells[heading]);
    }),
  ];
}

/** Where a dictionary's file cannot be followed. Rows count from 1 below the headings. */
export interface DictionaryFault {
  row: number;
  heading: string;
  code: 'no_names' | 'named_twice' | 'not_a_word' | 'not_a_number' | 'not_allowed';
  value: string;
}
type ReadEntry = Partial<ColumnEntry> & { name: string };

/** Cells of a file, headings first → what it says of columns; empty cells say nothing. */
export function readDictionary(rows: readonly (readonly string[])[]): {
  entries: ReadEntry[];
  faults: DictionaryFault[];
} {
  const [head = [], ...lines] = rows;
  const at = new Map<Heading, number>();
  head.forEach((cell, place) => {
    const said = wordsIn(cell);
    const heading = order.find((one) => [one, ...headings[one]].some((word) => said.includes(plain(word))));
    if (heading && !at.has(heading)) at.set(heading, place);
  });
  if (!at.has('name'))
    return {
      entries: [],
      faults: [{ row: 0, heading: headings.name[0], code: 'no_names', value: head.join(', ').slice(0, 200) }],
    };
  const faults: DictionaryFault[] = [];
  const names = new Set<string>();
  const entries = lines.flatMap((cells, index) => {
    const row = index + 1;
    // An apostrophe keeps a spreadsheet from running what looks like a formula.
    const cell = (heading: Heading) =>
      (cells[at.get(heading) ?? -1] ?? '').replace(/^'(?=[=+\-@\t\r])/, '').trim();
    const fault = (heading: Heading, code: DictionaryFault['code']) => {
      faults.push({
        row,
        heading: head[at.get(heading) ?? 0] ?? heading,
        code,
        value: cell(heading).slice(0, 100),
      });
    };
    const name = cell('name');
    if (name === '') return [];
    if (names.has(name)) fault('name', 'named_twice');
    names.add(name);
    return [entryOf(name, cell, fault)];
  });
  return { entries, faults };
}

function entryOf(
  name: string,
  cell: (heading: Heading) => string,
  fault: (heading: Heading, code: DictionaryFault['code']) => void,
): ReadEntry {
  const code = (heading: keyof typeof coded): string | undefined => {
    const said = wordsIn(cell(heading));
    if (said[0] === '') return undefined;
    const [chinese, english] = coded[heading] as [Record<string, string>, Record<string, string>];
    const found = Object.keys(chinese).find((one) =>
      [one, chinese[one] ?? one, english[one] ?? one].some((word) => said.includes(plain(word))),
    );
    if (found === undefined) fault(heading, 'not_a_word');
    return found;
  };
  const flag = (heading: Heading): true | undefined => {
    const said = wordsIn(cell(heading));
    if (yes.some((word) => said.includes(word))) return true;
    if (!no.some((word) => said.includes(word))) fault(heading, 'not_a_word');
    return undefined;
  };
  const figure = (heading: Heading): number | undefined => {
    const said = cell(heading);
    if (said === '') return undefined;
    const value = Number(said.normalize('NFKC').replace(/,/g, ''));
    if (Number.isFinite(value)) return value;
    fault(heading, 'not_a_number');
    return undefined;
  };
  const pair = (of: 'title' | 'meaning') => {
    const text = { zh: cell(`${of}_zh`) || undefined, en: cell(`${of}_en`) || undefined };
    return text.zh || text.en ? text : undefined;
  };
  const values = cell('one_of')
    .split(/(?<!\\)\|/)
    .map((one) => one.trim().replace(/\\([\\|])/g, '$1'))
    .filter(Boolean);
  const rules = defined({
    required: flag('required'),
    unique: flag('unique'),
    least: figure('least'),
    most: figure('most'),
    pattern: cell('pattern') || undefined,
    oneOf: values.length > 0 ? values : undefined,
  });
  const entry = defined({
    name,
    title: pair('title'),
    meaning: pair('meaning'),
    unit: cell('unit') || undefined,
    type: code('type'),
    role: code('role'),
    knownAt: code('known_at'),
    sensitivity: code('sensitivity'),
    rules: Object.keys(rules).length > 0 ? rules : undefined,
    openReason: cell('open_reason') || undefined,
    values: valuesIn(cell('values')),
  });
  // Lengths, patterns and bounds are held to what the lab itself takes.
  const parsed = ColumnEntry.partial().safeParse(entry);
  if (!parsed.success) for (const { path } of parsed.error.issues) fault(headingOf(path), 'not_allowed');
  return entry as ReadEntry;
}

const defined = <T extends object>(of: T): Partial<T> =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as Partial<T>;

function headingOf([first, second]: readonly PropertyKey[]): Heading {
  const named: Record<string, Heading> = { knownAt: 'known_at', openReason: 'open_reason', oneOf: 'one_of' };
  if (first === 'title' || first === 'meaning') return second === 'en' ? `${first}_en` : `${first}_zh`;
  const field = String(first === 'rules' ? (second ?? 'most') : first);
  return named[field] ?? order.find((one) => one === field) ?? 'name';
}

/** A file of a dictionary has no word for other data: what a column refers to stays. */
function withReference<C>(before: C, after: C): C {
  const kept = (before as { rules?: { inData?: unknown } }).rules?.inData;
  return kept ? { ...after, rules: { ...(after as { rules?: object }).rules, inData: kept } } : after;
}

/** Columns of a table with what a dictionary says of them: what it says nothing of stays. */
export function fillColumns<C extends { name: string }>(
  columns: readonly C[],
  entries: readonly (Partial<C> & { name: string })[],
): { columns: C[]; filled: number; unknown: string[] } {
  const said = new Map(entries.map((entry) => [entry.name, entry]));
  const names = new Set(columns.map(({ name }) => name));
  return {
    columns: columns.map((column) => withReference(column, { ...column, ...said.get(column.name) })),
    filled: columns.filter(({ name }) => said.has(name)).length,
    unknown: entries.map(({ name }) => name).filter((name) => !names.has(name)),
  };
}
