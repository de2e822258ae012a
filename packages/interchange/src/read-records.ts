import type { ImportMapping } from '@scenario-lab/contracts/catalogue-imports';
import { parse as parseCsv } from 'csv-parse/sync';
import { parseAllDocuments } from 'yaml';
import {
  type Found,
  inItsLanguage,
  isObject,
  jsonOf,
  nothing,
  type Reading,
  textOf,
  Unreadable,
} from './found.js';

type Record_ = Record<string, unknown>;
type Key = keyof ImportMapping;
interface Held {
  value: unknown;
  place: string;
}

/** Paths by which the usual lists name things; the first that the records hold is taken. */
const usual: Record<Key, readonly string[]> = {
  identifier: ['identifier', 'id', 'uid', 'uri', 'code', '数据集编号', '编号', '目录编码', '标识'],
  titleZh: ['title.zh', 'name.zh', 'title_zh', 'name_zh', '数据集名称', '名称', '标题', '目录名称'],
  titleEn: ['title.en', 'name.en', 'title_en', 'name_en', 'title', 'name'],
  summaryZh: ['description.zh', 'summary.zh', 'description_zh', '摘要', '简介', '描述', '数据集描述'],
  summaryEn: ['description.en', 'summary.en', 'description_en', 'description', 'summary', 'notes'],
  keywords: ['keywords', 'tags', '关键词', '关键字'],
  publisher: [
    'publisher.name',
    'publisher',
    'owner.name',
    'owner',
    'organization',
    '提供单位',
    '数源单位',
    '发布机构',
  ],
  licence: ['rights.license_name', 'license', 'licence', 'license_title', '许可', '许可协议'],
  landingPage: ['data_url', 'landing_page', 'landingPage', 'url', 'link', 'website', '链接', '网址'],
  modified: ['modified', 'updated_at', 'date_updated', '更新时间', '更新日期'],
};
const keys = Object.keys(usual) as Key[];

export interface RecordsReading extends Extract<Reading, { ok: true }> {
  mapping: ImportMapping;
  paths: string[];
}

/** A list of records in JSON, JSON lines, YAML or CSV, by a mapping. Errors: `Unreadable`. */
export function readRecords(
  text: string,
  fileName: string,
  given: ImportMapping | undefined,
): RecordsReading {
  const records = recordsOf(text.replace(/^\uFEFF/, ''), fileName);
  if (records.length === 0) throw new Unreadable('no_datasets', 'file', 'no record in it');
  const paths = pathsOf(records);
  const known = new Set(paths);
  const mapping: ImportMapping = given ?? {};
  if (!given) {
    for (const key of keys) {
      const path = usual[key].find((one) => known.has(one));
      if (path !== undefined) mapping[key] = path;
    }
  }
  return {
    ok: true,
    source: { name: null, address: null },
    mapping,
    paths,
    entries: records.map((record) => entryOf(record, mapping)),
  };
}

function recordsOf(text: string, fileName: string): Held[] {
  const name = fileName.toLowerCase();
  const start = text.trimStart()[0] ?? '';
  if (/\.ya?ml$/.test(name)) return yamlRecords(text);
  if (/\.(csv|tsv|txt)$/.test(name)) return csvRecords(text, name.endsWith('.tsv') ? '\t' : ',');
  if (/\.(jsonl|ndjson)$/.test(name)) return lineRecords(text);
  if (start === '[' || start === '{') return jsonRecords(text);
  return csvRecords(text, ',');
}

function jsonRecords(text: string): Held[] {
  const found = jsonOf(text);
  if (Array.isArray(found)) return found.map((value, at) => ({ value, place: `[${at}]` }));
  const list = isObject(found) ? Object.entries(found).find(([, value]) => Array.isArray(value)) : undefined;
  if (!list) return [{ value: found, place: 'file' }];
  return (list[1] as unknown[]).map((value, at) => ({ value, place: `${list[0]}[${at}]` }));
}

const lineRecords = (text: string): Held[] =>
  text.split('\n').flatMap((line, at) => {
    if (line.trim() === '') return [];
    return [{ value: jsonOf(line, 'file', at + 1), place: `line ${at + 1}` }];
  });

function yamlRecords(text: string): Held[] {
  const documents = parseAllDocuments(text, { maxAliasCount: 100, strict: true, logLevel: 'error' } as never);
  if (!Array.isArray(documents)) return [];
  const held = documents.map((document) => {
    const [error] = document.errors;
    if (error) {
      const at = error.linePos?.[0];
      throw new Unreadable('not_yaml', at ? `line ${at.line}, column ${at.col}` : 'file', error.code);
    }
    try {
      return document.toJS({ maxAliasCount: 100 }) as unknown;
    } catch (fault) {
      throw new Unreadable('too_much', 'file', fault instanceof Error ? fault.message : String(fault));
    }
  });
  const [only] = held;
  if (held.length === 1 && Array.isArray(only)) return only.map((value, at) => ({ value, place: `[${at}]` }));
  return held.flatMap((value, at) => (value === null ? [] : [{ value, place: `document ${at + 1}` }]));
}

function csvRecords(text: string, delimiter: string): Held[] {
  try {
    const rows: { record: Record_; info: { lines: number } }[] = parseCsv(text, {
      columns: true,
      delimiter,
      info: true,
      skip_empty_lines: true,
      relax_column_count_less: true,
    });
    return rows.map(({ record, info }) => ({ value: record, place: `line ${info.lines}` }));
  } catch (error) {
    const { message = String(error), lines } = error as { message?: string; lines?: number };
    throw new Unreadable('not_table', lines === undefined ? 'file' : `line ${lines}`, message);
  }
}

/** What the first records hold, two names deep. */
function pathsOf(records: readonly Held[]): string[] {
  const paths = new Set<string>();
  for (const { value } of records.slice(0, 50)) {
    if (!isObject(value)) continue;
    for (const [name, held] of Object.entries(value).slice(0, 100)) {
      if (!isObject(held)) paths.add(name);
      else for (const inner of Object.keys(held).slice(0, 20)) paths.add(`${name}.${inner}`);
    }
  }
  return [...paths].slice(0, 300);
}

/** A name with dots in it comes before a path that means the same. */
function at(record: Record_, path: string | undefined): unknown {
  if (path === undefined) return undefined;
  if (Object.hasOwn(record, path)) return record[path];
  return path
    .split('.')
    .reduce<unknown>(
      (held, name) => (isObject(held) && Object.hasOwn(held, name) ? held[name] : undefined),
      record,
    );
}

function entryOf({ value, place }: Held, mapping: ImportMapping): Found {
  const entry = nothing(place);
  if (!isObject(value)) {
    entry.problems.push({ code: 'not_an_object', place, detail: value === null ? 'null' : typeof value });
    return entry;
  }
  const said = (key: Key) => textOf(at(value, mapping[key]));
  const both = (zh: string | null, en: string | null) => {
    if (zh !== null && en !== null) return { zh, en };
    return inItsLanguage(zh ?? en);
  };
  const keywords = at(value, mapping.keywords);
  return {
    ...entry,
    identifier: said('identifier'),
    title: both(said('titleZh'), said('titleEn')),
    summary: both(said('summaryZh'), said('summaryEn')),
    keywords: (Array.isArray(keywords) ? keywords : (textOf(keywords)?.split(/[,;，；、|]/) ?? [])).flatMap(
      (word) => textOf(word) ?? [],
    ),
    publisher: said('publisher'),
    licence: said('licence'),
    landingPage: said('landingPage'),
    modified: said('modified'),
  };
}
