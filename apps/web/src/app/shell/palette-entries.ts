import { listAlgorithms } from '@scenario-lab/contracts/algorithms';
import { listBenchmarks } from '@scenario-lab/contracts/benchmarks';
import type { Text } from '@scenario-lab/contracts/common';
import { listDatasets } from '@scenario-lab/contracts/datasets';
import { listScenarios } from '@scenario-lab/contracts/scenarios';
import { listSolutions } from '@scenario-lab/contracts/solutions';
import { useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import { recentlySeen } from '../../components/recently-seen.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { useRow } from '../api.js';
import { path } from '../paths.js';
import { useMe } from '../session.js';
import { beginnings, goKeys } from './keys.js';
import { navigationFor } from './navigation.js';

export interface PaletteEntry {
  key: string;
  label: string;
  to: string;
  letter?: string | undefined;
}
export interface PaletteGroup {
  key: string;
  title: string;
  entries: PaletteEntry[];
}

const pause = 180;
/** Of what was seen last, before anything is typed. */
const mostRecent = 6;

/** The words as they stand once nobody has typed for a moment. */
function useSettled(words: string): string {
  const [settled, setSettled] = useState(words);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(words), pause);
    return () => clearTimeout(timer);
  }, [words]);
  return settled;
}

interface Thing {
  id: string;
  title: Text;
}
interface Listed {
  data?: { items: readonly Thing[] } | undefined;
  isPending: boolean;
}

/** Every kind of thing that has a page, as the row finds it. */
function useThings(query: { q?: string | undefined; mine?: 'true'; limit: number }, enabled: boolean) {
  const when = { enabled };
  const asked = { query };
  const lists: [string, Listed, (id: string) => string][] = [
    ['scenarios', useRow(listScenarios, asked, when), path.scenario],
    ['solutions', useRow(listSolutions, asked, when), path.solution],
    ['algorithms', useRow(listAlgorithms, asked, when), path.algorithm],
    ['datasets', useRow(listDatasets, asked, when), path.dataset],
    ['benchmarks', useRow(listBenchmarks, asked, when), path.benchmark],
  ];
  return {
    waiting: enabled && lists.some(([, { isPending }]) => isPending),
    things: lists.flatMap(([kind, { data }, page]) =>
      enabled ? (data?.items ?? []).map(({ id, title }) => ({ kind, id, title, to: page(id) })) : [],
    ),
  };
}

/** What the palette offers for these words; none yet: pages and what is newest of one's own. */
export function useFound(words: string): { groups: PaletteGroup[]; waiting: boolean } {
  const { t } = useWords();
  const { text } = useFormats();
  const here = useMe();
  const { pathname } = useLocation();
  const settled = useSettled(words);
  const own = useThings({ q: settled || undefined, mine: 'true', limit: settled ? 4 : 2 }, here.me !== null);
  const all = useThings({ q: settled, limit: 4 }, settled !== '');
  const letterOf = (key: string) => Object.entries(goKeys).find(([, named]) => named === key)?.[0];

  const pages: PaletteEntry[] = navigationFor(here).flatMap(({ entries }) =>
    entries.map(({ key, to }) => ({ key, to, label: t(`shell.entry.${key}`), letter: letterOf(key) })),
  );
  if (here.me)
    pages.push(
      { key: 'inbox', label: t('shell.inbox'), to: path.inbox() },
      { key: 'notices', label: t('shell.notices'), to: path.notices() },
      { key: 'account', label: t('shell.account'), to: path.account() },
      { key: 'organisation', label: t('shell.organisation'), to: path.organisation() },
    );
  const begin: PaletteEntry[] = beginnings
    .filter(({ right }) => here.may(right))
    .map(({ word, to }) => ({ key: `new-${word}`, label: t(`keys.new.${word}`), to }));
  const holds = ({ label }: PaletteEntry) => label.toLowerCase().includes(words.toLowerCase());
  const entry = ({ kind, id, title, to }: (typeof own.things)[number]): PaletteEntry => ({
    key: `${kind}-${id}`,
    label: `${text(title)} · ${t(`shell.entry.${kind as 'scenarios'}`)}`,
    to,
  });
  const mine = new Set(own.things.map(({ id }) => id));
  const search: PaletteEntry[] = words
    ? [{ key: 'search', label: t('keys.search_all', { words }), to: path.search({ q: words }) }]
    : [];
  // The page at hand is no way to go.
  const recent: PaletteEntry[] = recentlySeen()
    .filter(({ to }) => to !== pathname)
    .slice(0, mostRecent)
    .map(({ to, name }) => ({ key: `seen-${to}`, label: name, to }));
  const groups: PaletteGroup[] = [
    { key: 'recent', title: t('keys.recent'), entries: words ? [] : recent },
    { key: 'pages', title: t('keys.pages'), entries: pages.filter(holds) },
    { key: 'begin', title: t('keys.begin'), entries: begin.filter(holds) },
    { key: 'own', title: t('keys.own'), entries: own.things.map(entry) },
    {
      key: 'found',
      title: t('keys.everywhere'),
      entries: [...all.things.filter(({ id }) => !mine.has(id)).map(entry), ...search],
    },
  ];
  return {
    groups: groups.filter(({ entries }) => entries.length > 0),
    waiting: own.waiting || all.waiting || settled !== words,
  };
}
