import type { Harvested, ImportFile, ImportProblem } from '@scenario-lab/contracts/catalogue-imports';
import type { Text } from '@scenario-lab/contracts/common';
import type { SaveDataset } from '@scenario-lab/contracts/datasets';
import type { Found } from './found.js';
import { webAddress } from './web-address.js';

/** What a found data set becomes: a card of data held elsewhere. */
export interface Taken {
  /** The name the entry has everywhere. */
  key: string;
  card: SaveDataset;
  harvest: Harvested;
}

const mostFiles = 200;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The name an entry has everywhere: an address and a UUID are one wherever they stand, anything else is one of its own
 * catalogue.
 */
const keyOf = (identifier: string, source: string): string =>
  /^[a-z][a-z0-9+.-]*:\S+$/i.test(identifier) || uuid.test(identifier)
    ? identifier.slice(0, 1_000)
    : `${source} · ${identifier}`.slice(0, 1_000);

/** The card, with what was said of it on the way; or null with the reasons why there is none. */
export function cardOf(
  found: Found,
  file: Pick<ImportFile, 'source' | 'sourceAddress' | 'licence'>,
  ownBase: string,
): { key: string | null; taken: Taken | null; problems: ImportProblem[] } {
  const key = found.identifier === null ? null : keyOf(found.identifier, file.source);
  const problems = [...found.problems];
  const say = (code: ImportProblem['code'], detail = '') =>
    problems.push({ code, place: found.place, detail: detail.slice(0, 300) });
  const { identifier, title } = found;
  // What stands where the address should, so that it can be put right there.
  if (identifier === null) say('identifier_missing', found.landingPage ?? '');
  if (title === null) say('title_missing');
  const long = [title?.zh, title?.en].find((text) => text !== undefined && text.length > 200);
  if (long !== undefined) say('title_too_long', `${long.length} > 200`);
  if (identifier?.startsWith(`${ownBase}/`)) say('own_entry', identifier);
  if (problems.length > 0 || identifier === null || title === null) return { key, taken: null, problems };

  if (found.summary === null) say('summary_missing');
  const summary = cut(found.summary ?? title);
  if (summary.cut) say('summary_cut', '20000');
  const licence = (found.licence ?? file.licence ?? '').trim().slice(0, 200);
  if (licence === '') say('licence_missing');
  const address = (text: string | null | undefined) => {
    if (!text) return null;
    const good = webAddress(text);
    if (good === null) say('address_left_out', text);
    return good;
  };
  const landingPage = address(found.landingPage);
  const files = found.files.slice(0, mostFiles).flatMap((one) => {
    const good = address(one.address);
    return good === null ? [] : [{ address: good, mediaType: one.mediaType?.slice(0, 100) ?? null }];
  });
  const keywords = found.keywords.map((word) => word.trim().slice(0, 60)).filter(Boolean);
  const card: SaveDataset = {
    title,
    summary: summary.text,
    fields: [],
    technologies: [...new Set(keywords)].slice(0, 20),
    accessMode: found.restricted ? 'on_request' : 'open',
    sourceKind: 'public',
    region: null,
    licence,
    source: [file.source, landingPage].filter(Boolean).join(' · ').slice(0, 1_000),
    truthPublic: false,
  };
  const harvest: Harvested = {
    source: file.source,
    sourceAddress: address(file.sourceAddress),
    identifier,
    publisher: found.publisher?.slice(0, 300) ?? null,
    landingPage,
    modified: found.modified?.slice(0, 60) ?? null,
    columns: found.columns.map(({ name, type, description }) => ({
      name: name.slice(0, 200),
      type: type?.slice(0, 60) ?? null,
      description: description?.slice(0, 1_000) ?? null,
    })),
    files,
  };
  return { key, taken: { key: keyOf(identifier, file.source), card, harvest }, problems };
}

function cut(text: Text): { text: Text; cut: boolean } {
  const most = 20_000;
  const entries = Object.entries(text).map(([key, value = '']) => [key, value.slice(0, most)] as const);
  return {
    text: Object.fromEntries(entries) as Text,
    cut: Object.values(text).some((value) => (value?.length ?? 0) > most),
  };
}
