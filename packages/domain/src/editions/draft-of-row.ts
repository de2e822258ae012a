import type { Text } from '@scenario-lab/contracts/common';
import type { EditionKind } from '@scenario-lab/contracts/editions';
import { SaveScenario } from '@scenario-lab/contracts/scenarios';
import { SaveSolution } from '@scenario-lab/contracts/solutions';
import type { TaxonomyTerm } from '@scenario-lab/contracts/taxonomies';
import { creditCodeFault, tidyCreditCode } from '../organisations/credit-code.js';
import { gpuWord, siteWords } from './card-cells.js';
import type { Terms } from './cells.js';
import { isOpenEnded, readAmount, readContact, readDay, readLevel, readYes } from './list-values.js';

export type RowFault =
  | 'missing'
  | 'too_long'
  | 'not_an_amount'
  | 'not_a_day'
  | 'not_a_level'
  | 'credit_code'
  | 'unknown_term'
  | 'level_assumed';
/** What only warns: the entry is made without it. */
const harmless: readonly RowFault[] = ['unknown_term', 'level_assumed'];

export interface DraftRow {
  owner: { name: string; english: string | null; creditCode: string | null };
  need: SaveScenario | null;
  card: SaveSolution | null;
  faults: { column: string; code: RowFault; stops: boolean }[];
}
export interface RowSaid {
  kind: EditionKind;
  values: Readonly<Record<string, string>>;
  unit: number | null;
}

/** Under which name a column's English stands, where a file holds both languages. */
export const inEnglish = (column: string) => `${column}@en`;

const hasHan = (text: string) => /\p{Script=Han}/u.test(text);
const textOf = (text: string | undefined): Text | null =>
  text ? (hasHan(text) ? { zh: text } : { en: text }) : null;
const codeOf = (terms: Terms, kind: TaxonomyTerm['kind'], text: string): string | null => {
  const said = text.trim().toLowerCase();
  const found = terms.find(
    (term) =>
      term.kind === kind &&
      [term.code, term.name.zh, term.name.en].some((name) => name?.toLowerCase() === said),
  );
  return found?.code ?? null;
};
const parts = (text: string | undefined, by: RegExp) =>
  (text ?? '')
    .split(by)
    .map((part) => part.trim())
    .filter(Boolean);

/** A line of a list as the draft it becomes, and what is wrong with it, named by its column. */
export function draftOfRow({ kind, values, unit }: RowSaid, terms: Terms): DraftRow {
  const faults: DraftRow['faults'] = [];
  const fault = (column: string, code: RowFault) =>
    faults.push({ column, code, stops: !harmless.includes(code) });
  const term = (column: string, of: TaxonomyTerm['kind']) => {
    const text = values[column];
    if (!text) return null;
    const code = codeOf(terms, of, text);
    if (code === null) fault(column, 'unknown_term');
    return code;
  };
  for (const column of ['name', 'owner']) if (!values[column]) fault(column, 'missing');
  if ((values.name ?? '').length > 200) fault('name', 'too_long');
  if ((values.owner ?? '').length > 200) fault('owner', 'too_long');
  const contact = contactOf(values);
  const creditCode = values.creditCode ? tidyCreditCode(values.creditCode) : null;
  if (creditCode && creditCodeFault(creditCode)) fault('creditCode', 'credit_code');
  const title = both(values, 'name') ?? { zh: '—' };
  const owner = { name: values.owner ?? '', english: values[inEnglish('owner')] ?? null, creditCode };
  const about = { values, terms, term, fault, contact, title };
  const draft =
    kind === 'opportunity'
      ? { need: needOf({ ...about, unit }), card: null }
      : { need: null, card: cardOf(about) };
  return { owner, ...draft, faults };
}

interface About {
  values: RowSaid['values'];
  terms: Terms;
  term: (column: string, of: TaxonomyTerm['kind']) => string | null;
  fault: (column: string, code: RowFault) => void;
  contact: { name: string; phone: string } | null;
  title: Text;
}

/** A column in the languages it is told in. */
const both = (values: RowSaid['values'], column: string): Text | null => {
  const said = textOf(values[column]);
  const english = values[inEnglish(column)];
  return said && english ? { ...said, en: english } : said;
};

function contactOf(values: RowSaid['values']): About['contact'] {
  // Where each has a column of its own and the name holds no number, both are taken as they are written.
  if (values.contact && values.phone && readContact(values.contact).phone === null)
    return { name: values.contact.trim().slice(0, 100), phone: values.phone.trim().slice(0, 40) };
  const said = readContact([values.contact, values.phone].filter(Boolean).join(' '));
  const name = (values.contact ? readContact(values.contact).name : said.name).slice(0, 100);
  const phone = (said.phone ?? '').slice(0, 40);
  return name || phone ? { name: name || phone, phone } : null;
}

function needOf({
  values,
  term,
  fault,
  contact,
  title,
  unit,
}: About & { unit: number | null }): SaveScenario {
  const budget = values.budget ? readAmount(values.budget, unit) : null;
  if (values.budget && budget === null) fault('budget', 'not_an_amount');
  const open = !values.deadline || isOpenEnded(values.deadline);
  const deadline = open ? null : readDay(values.deadline as string);
  if (!open && deadline === null) fault('deadline', 'not_a_day');
  const inList = {
    ask: both(values, 'ask'),
    indicators: both(values, 'indicators'),
    data: both(values, 'data'),
    period: values.period?.slice(0, 200) ?? null,
  };
  return SaveScenario.parse({
    title: cut(title, 200),
    field: term('field', 'field'),
    region: term('region', 'region'),
    problem: both(values, 'problem'),
    conditions: both(values, 'conditions'),
    cooperationMode: term('mode', 'cooperation_mode'),
    budget,
    budgetOwner: values.funding?.slice(0, 200) ?? null,
    deadline,
    contact,
    inList,
  });
}

function cardOf({ values, terms, fault, contact, title }: About): SaveSolution {
  const trl = values.trl ? readLevel(values.trl) : null;
  if (trl === null) fault('trl', values.trl ? 'not_a_level' : 'level_assumed');
  const said = parts(values.deployment, /[；;]/);
  const site = (part: string) =>
    Object.entries(siteWords).find(([, { zh, en }]) => part === zh || part === en)?.[0] ?? null;
  const isGpu = (part: string) => part === gpuWord.zh || part === gpuWord.en;
  const english = parts(values[inEnglish('deployment')], /[；;]/).filter(
    (part) => !site(part) && !isGpu(part),
  );
  const rest = said
    .filter((part) => !site(part) && !isGpu(part))
    .join(hasHan(values.deployment ?? '') ? '；' : '; ');
  const fields = parts(values.applies, /[、,，;；]/).map((part) => codeOf(terms, 'field', part));
  const allFields = fields.length > 0 && fields.length <= 6 && fields.every((code) => code !== null);
  return SaveSolution.parse({
    title: cut(title, 200),
    summary: both(values, 'summary') ?? both(values, 'applies') ?? both(values, 'indicators') ?? title,
    fields: allFields ? [...new Set(fields)] : [],
    technologies: parts(values.technology, /[、,，;；]/)
      .slice(0, 20)
      .map((part) => (codeOf(terms, 'technology', part) ?? part).slice(0, 60)),
    trl: trl ?? 1,
    deployment: {
      gpu: said.some(isGpu),
      sites: said.map(site).filter((one) => one !== null),
      xinchuang: readYes(values.xinchuang ?? '') ?? false,
    },
    // A name may hold 、 itself: it parts names only where nothing stronger does.
    qualifications: parts(values.qualifications, /[；;]/.test(values.qualifications ?? '') ? /[；;]/ : /、/)
      .slice(0, 30)
      .map((part) => {
        const until = /^(.*?)\s*[（(](?:有效期至|until)\s*(\d{4}-\d{2}-\d{2})[）)]$/.exec(part);
        const name = until?.[1] ?? part;
        return {
          name: (codeOf(terms, 'qualification', name) ?? name).slice(0, 200),
          expires: until?.[2] ?? null,
        };
      }),
    cases: parts(values.cases, /\n/)
      .slice(0, 20)
      .map((line) => {
        const [, head = '', tail = ''] = /^([^：:\n]{1,200})[：:](.*)$/.exec(line) ?? [];
        return head
          ? { title: head, text: tail.slice(0, 2_000) }
          : { title: line.slice(0, 200), text: line.slice(200, 2_200) };
      }),
    contact,
    inList: {
      indicators: both(values, 'indicators'),
      ip: both(values, 'ip'),
      applies: allFields ? null : both(values, 'applies'),
      deployment: english.length > 0 && rest ? { ...textOf(rest), en: english.join('; ') } : textOf(rest),
    },
  });
}

const cut = (text: Text, most: number): Text => ({
  ...(text.zh && { zh: text.zh.slice(0, most) }),
  ...(text.en && { en: text.en.slice(0, most) }),
});
