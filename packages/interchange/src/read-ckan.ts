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

/** Answers of `package_search`, `package_show` and `current_package_list_with_resources`, or what is in them. */
export function readCkan(text: string): Extract<Reading, { ok: true }> {
  const answer = jsonOf(text);
  if (isObject(answer) && answer.success === false) {
    const said = isObject(answer.error) ? textOf(answer.error.message) : null;
    throw new Unreadable('not_ckan', 'success', said ?? 'the portal answered with an error');
  }
  const { list, place } = packagesOf(answer);
  return {
    ok: true,
    source: { name: null, address: null },
    total: totalOf(answer),
    entries: list.map((one, at) => entryOf(one, place(at))),
  };
}

function totalOf(answer: unknown): number | null {
  const count = isObject(answer) && isObject(answer.result) ? answer.result.count : null;
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : null;
}

function packagesOf(answer: unknown): { list: unknown[]; place: (at: number) => string } {
  const held = isObject(answer) && 'result' in answer ? { prefix: 'result', value: answer.result } : null;
  const { prefix, value } = held ?? { prefix: '', value: answer };
  const dot = prefix ? `${prefix}.` : '';
  if (Array.isArray(value)) return { list: value, place: (at) => `${prefix}[${at}]` };
  if (isObject(value) && Array.isArray(value.results)) {
    return { list: value.results, place: (at) => `${dot}results[${at}]` };
  }
  if (isObject(value) && ('resources' in value || 'notes' in value || 'title' in value)) {
    return { list: [value], place: () => prefix || 'file' };
  }
  throw new Unreadable(
    'not_ckan',
    prefix || 'file',
    'expected result.results (package_search) or result (package_show)',
  );
}

function entryOf(found: unknown, place: string): Found {
  const entry = nothing(place);
  if (!isObject(found)) {
    entry.problems.push({ code: 'not_an_object', place, detail: typeof found });
    return entry;
  }
  const organisation = isObject(found.organization) ? found.organization : {};
  const gone = textOf(found.state);
  if (gone !== null && gone !== 'active') {
    entry.problems.push({ code: 'not_active', place: `${place}.state`, detail: gone });
  }
  if (found.private === true)
    entry.problems.push({ code: 'private', place: `${place}.private`, detail: 'true' });
  return {
    ...entry,
    identifier: textOf(found.id) ?? textOf(found.name),
    title: translated(found.title_translated) ?? inItsLanguage(textOf(found.title) ?? textOf(found.name)),
    summary: translated(found.notes_translated) ?? inItsLanguage(textOf(found.notes)),
    keywords: listOf(found.tags).flatMap(
      (tag) => textOf(isObject(tag) ? (tag.display_name ?? tag.name) : tag) ?? [],
    ),
    publisher: textOf(organisation.title) ?? textOf(organisation.name) ?? textOf(found.author),
    licence: textOf(found.license_url) ?? textOf(found.license_title) ?? textOf(found.license_id),
    landingPage: textOf(found.url),
    modified: textOf(found.metadata_modified),
    files: listOf(found.resources).flatMap((file) => {
      const address = isObject(file) ? textOf(file.url) : null;
      if (!isObject(file) || address === null) return [];
      return [{ address, mediaType: textOf(file.mimetype) ?? textOf(file.format) }];
    }),
  };
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** `title_translated` of portals in several languages: `{ zh_CN: …, en: … }`. */
function translated(value: unknown): Found['title'] {
  if (!isObject(value)) return null;
  const said = (pattern: RegExp) =>
    Object.entries(value).flatMap(([key, text]) => (pattern.test(key) ? (textOf(text) ?? []) : []))[0];
  const zh = said(/^zh/i);
  const en = said(/^en/i);
  return zh === undefined && en === undefined
    ? null
    : { ...(zh === undefined ? {} : { zh }), ...(en === undefined ? {} : { en }) };
}
