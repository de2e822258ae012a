import { MailAddress } from '@scenario-lab/contracts/mail-address';

/** Headings of what the 12345 lines hand out, in the words seen; English for whoever keeps such a sheet in English. */
const heads = {
  externalId: ['工单编号', '工单号', '受理编号', '编号', 'ticket number', 'number', 'id'],
  reportedAt: ['来电时间', '受理时间', '登记时间', '诉求时间', '反映时间', 'reported at', 'time', 'date'],
  name: ['诉求人', '来电人', '市民姓名', '反映人', '姓名', 'reporter', 'name'],
  phone: ['联系电话', '来电号码', '联系方式', '电话', 'phone'],
  mail: ['电子邮箱', '邮箱', '电子邮件', '邮件', 'email', 'e-mail', 'mail'],
  category: ['诉求类别', '诉求分类', '问题分类', '问题类别', '类别', 'category'],
  title: ['诉求标题', '工单标题', '标题', '主题', 'title', 'subject'],
  words: ['诉求内容', '反映内容', '工单内容', '问题描述', '内容', 'description', 'content'],
  region: ['所属区域', '所属区县', '诉求区域', '区县', '区域', 'district', 'region'],
  place: ['事发地址', '诉求地址', '地址', '地点', 'address', 'place'],
} as const;
export type TicketColumn = keyof typeof heads;

export interface Term {
  code: string;
  zh?: string | undefined;
  en?: string | undefined;
}
export interface ReadLine {
  /** Row of the sheet, from 1. */
  row: number;
  externalId: string;
  title: string;
  words: string;
  category: string | null;
  region: string | null;
  place: string | null;
  /** Wall clock of the lab, `YYYY-MM-DDTHH:MM:SS`; null: now. */
  reportedAt: string | null;
  reporter: { name: string; phone: string } | null;
  /** Where its reporter is asked once it is closed. */
  mail: string | null;
  faults: { column: string; code: FaultCode; stops: boolean }[];
}
type FaultCode =
  | 'no_title'
  | 'no_words'
  | 'no_number'
  | 'twice_in_file'
  | 'unknown_category'
  | 'unknown_region'
  | 'bad_time'
  | 'bad_phone'
  | 'bad_mail';

const narrow = (cell: string | undefined) => (cell ?? '').normalize('NFKC').trim();
const plain = (cell: string | undefined) => narrow(cell).toLowerCase();

/**
 * Tickets out of a sheet as cells. A title or notes may stand above the headings; the heading row is the first of the
 * first ten that names a number and a content. Null where there is none. What stops a line is said with its column.
 */
export function readTickets(
  cells: readonly (readonly string[])[],
  terms: { categories: readonly Term[]; regions: readonly Term[] },
): { lines: ReadLine[]; unread: string[] } | null {
  const at = cells.slice(0, 10).findIndex((row) => {
    const found = columnsOf(row);
    return found.externalId !== undefined && found.words !== undefined;
  });
  const head = cells[at];
  if (!head) return null;
  const columns = columnsOf(head);
  const known = new Set(Object.values(columns));
  const unread = head.filter((cell, index) => narrow(cell) !== '' && !known.has(index)).map(narrow);
  const category = byName(terms.categories);
  const region = byName(terms.regions);
  const seen = new Set<string>();
  const lines: ReadLine[] = [];
  for (const [index, row] of cells.entries()) {
    if (index <= at || row.every((cell) => narrow(cell) === '')) continue;
    const cell = (column: TicketColumn) =>
      columns[column] === undefined ? '' : narrow(row[columns[column]]);
    const heading = (column: TicketColumn) =>
      columns[column] === undefined ? column : narrow(head[columns[column]]);
    const faults: ReadLine['faults'] = [];
    const fault = (column: TicketColumn, code: FaultCode, stops: boolean) =>
      faults.push({ column: heading(column), code, stops });
    const externalId = cell('externalId');
    const words = cell('words');
    if (externalId === '') fault('externalId', 'no_number', true);
    else if (seen.has(externalId)) fault('externalId', 'twice_in_file', true);
    seen.add(externalId);
    if (words === '') fault('words', 'no_words', true);
    // A line without a title of its own is told by the beginning of what it says.
    const title = cell('title') || cut(words, 60);
    if (title === '') fault('title', 'no_title', true);
    const categoryCode = category(cell('category'));
    if (cell('category') !== '' && categoryCode === null) fault('category', 'unknown_category', false);
    const regionCode = region(cell('region'));
    if (cell('region') !== '' && regionCode === null) fault('region', 'unknown_region', false);
    const reportedAt = cell('reportedAt') === '' ? null : clockOf(cell('reportedAt'));
    if (cell('reportedAt') !== '' && reportedAt === null) fault('reportedAt', 'bad_time', true);
    const phone = cell('phone');
    const callable = /^[+0-9][0-9 ()-]{4,24}$/.test(phone);
    if (phone !== '' && !callable) fault('phone', 'bad_phone', false);
    const mail = cell('mail');
    const writable = MailAddress.safeParse(mail).success;
    if (mail !== '' && !writable) fault('mail', 'bad_mail', false);
    lines.push({
      row: index + 1,
      externalId: cut(externalId, 100),
      title,
      words,
      category: categoryCode,
      region: regionCode,
      place: cell('place') || null,
      reportedAt,
      reporter: callable ? { name: cell('name') || phone, phone } : null,
      mail: writable ? mail : null,
      faults,
    });
  }
  return { lines, unread };
}

function columnsOf(head: readonly string[]): Partial<Record<TicketColumn, number>> {
  const found: Partial<Record<TicketColumn, number>> = {};
  for (const [column, names] of Object.entries(heads) as [TicketColumn, readonly string[]][]) {
    for (const name of names) {
      const index = head.findIndex((cell) => plain(cell) === name);
      if (index >= 0 && !Object.values(found).includes(index)) {
        found[column] = index;
        break;
      }
    }
  }
  return found;
}

/** A term by its code or its name in either language, also as part of what stands there (“成都市锦江区”). */
function byName(terms: readonly Term[]): (cell: string) => string | null {
  const names = terms.flatMap(({ code, zh, en }) =>
    [code, zh, en].filter((name) => name !== undefined).map((name) => [plain(name), code] as const),
  );
  return (cell) => {
    const said = plain(cell);
    if (said === '') return null;
    const whole = names.find(([name]) => name === said);
    const part = names
      .filter(([name]) => name.length >= 2 && said.endsWith(name))
      .sort(([one], [other]) => other.length - one.length)[0];
    return (whole ?? part)?.[1] ?? null;
  };
}

/** `2026-11-03 09:20`, `2026/11/3 9:20:05`, `2026年11月3日 9时20分`; null for what is in no calendar. */
function clockOf(cell: string): string | null {
  const parts =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]*(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})?秒?)?)?$/.exec(
      cell,
    );
  if (!parts) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0'] = parts;
  const two = (text: string) => text.padStart(2, '0');
  const clock = `${year}-${two(month ?? '')}-${two(day ?? '')}T${two(hour)}:${two(minute)}:${two(second)}`;
  const instant = new Date(`${clock}Z`);
  return Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 19) !== clock ? null : clock;
}

const cut = (text: string, length: number) => [...text].slice(0, length).join('');
