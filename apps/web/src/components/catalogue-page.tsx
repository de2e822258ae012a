import './catalogue-page.css';
import type { SearchedList } from '@scenario-lab/contracts/follows';
import type { Route } from '@scenario-lab/contracts/route';
import { type ReactNode, useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { type ItemOf, usePages } from '../app/api.js';
import { useFormats } from '../i18n/format.js';
import { useWords } from '../i18n/use-words.js';
import { Button } from './button.js';
import { EmptyState } from './empty-state.js';
import { Icon } from './icon.js';
import { leftOutKey } from './left-out.js';
import { ListExport } from './list-export.js';
import { PageSkeleton } from './page-skeleton.js';
import { ProblemAlert } from './problem-alert.js';
import { SaveSearch } from './save-search.js';
import { TakenFor } from './taken-for.js';
import { useKept } from './use-kept.js';
import { useTitle } from './use-title.js';

/** A filter of the catalogue: the query's key and the values it may have. */
export interface Facet {
  key: string;
  label: string;
  options: readonly { value: string; label: string }[];
}

interface CatalogueProps<Row extends Route> {
  title: string;
  lead?: ReactNode;
  /** A GET row that answers `pageOf(…)`, with `facets` where it counts them. */
  row: Row;
  facets?: readonly Facet[];
  sorts?: readonly { value: string; label: string }[];
  /** Query values that are always sent and are not the reader's to change. */
  fixed?: Record<string, string>;
  /** The row does not take `q`: no search field. */
  noSearch?: boolean;
  /** Its filters can be kept under a name. */
  keeps?: SearchedList;
  action?: ReactNode;
  empty: { text: string; action?: ReactNode };
  /** What to do where a search found nothing, besides searching otherwise. */
  nothing?: ReactNode;
  item: (item: ItemOf<Row>) => ReactNode;
  keyOf: (item: ItemOf<Row>) => string;
}

/** Page kind 1 of the look: search on top, facets left, dense rows; the address holds every filter. */
export function CataloguePage<Row extends Route>(props: CatalogueProps<Row>) {
  const { title, row, facets = [], sorts = [], fixed } = props;
  const { t } = useWords();
  const { count } = useFormats();
  useTitle(title);
  const [params, setParams] = useSearchParams();
  const [facetsOpen, setFacetsOpen] = useState(false);
  const [compact, setCompact] = useKept('list.compact', '');

  const known = (key: string, options: readonly { value: string }[]) =>
    options.find((option) => option.value === params.get(key))?.value;
  const chosen = facets.map((facet) => ({ facet, value: known(facet.key, facet.options) }));
  const sort = known('sort', sorts);
  const words = params.get('q') ?? '';
  const query = {
    ...Object.fromEntries(chosen.map(({ facet, value }) => [facet.key, value])),
    q: words || undefined,
    // Asked of rows that look for typing errors, by whoever was told of one.
    literal: words && params.get('literal') === 'true' ? 'true' : undefined,
    sort,
    ...fixed,
  };
  const pages = usePages(row, query);
  const first = pages.data?.pages[0];
  const items = pages.data?.pages.flatMap((one) => one.items) ?? [];
  const filtered = words !== '' || chosen.some(({ value }) => value !== undefined);

  const set = (key: string, value: string | undefined) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(key, value);
        else next.delete(key);
        if (key === 'q') next.delete('literal');
        return next;
      },
      { replace: true, preventScrollReset: true },
    );

  return (
    <div className="catalogue">
      <header className="catalogue-head">
        <div>
          <h1>{title}</h1>
          {props.lead ? <p className="sl-muted">{props.lead}</p> : null}
        </div>
        {props.action}
      </header>
      {props.noSearch ? null : <SearchField value={words} onSearch={(value) => set('q', value)} />}
      <div className={facets.length > 0 ? 'catalogue-columns' : undefined}>
        {facets.length > 0 ? (
          <div className={`catalogue-facets${facetsOpen ? ' catalogue-facets-open' : ''}`}>
            {chosen.map(({ facet, value }) => (
              <FacetList
                key={facet.key}
                facet={facet}
                value={value}
                counts={first?.facets?.[facet.key]}
                onChoose={(next) => set(facet.key, next)}
              />
            ))}
          </div>
        ) : null}
        <div className="sl-stack sl-tight">
          <div className="catalogue-bar">
            <span aria-live="polite">
              {first ? t('common.results', { count: first.total, shown: count(first.total) }) : ' '}
            </span>
            <span className="sl-row">
              {facets.length > 0 ? (
                <Button
                  className="catalogue-filter"
                  aria-expanded={facetsOpen}
                  onClick={() => setFacetsOpen(!facetsOpen)}
                >
                  <Icon name="filter" /> {t('common.filters')}
                </Button>
              ) : null}
              {filtered && props.keeps ? (
                <SaveSearch
                  key={params.toString()}
                  list={props.keeps}
                  filters={Object.fromEntries(
                    Object.entries({
                      ...query,
                      sort: undefined,
                      literal: undefined,
                      [leftOutKey]: params.get(leftOutKey) ?? undefined,
                    }).filter(
                      (pair): pair is [string, string] => pair[1] !== undefined && pair[1].length <= 200,
                    ),
                  )}
                />
              ) : null}
              {filtered ? (
                <Button tone="link" onClick={() => setParams({}, { replace: true })}>
                  {t('common.clear_filters')}
                </Button>
              ) : null}
              {items.length > 0 ? (
                <Button
                  tone="link"
                  aria-pressed={compact !== ''}
                  onClick={() => setCompact(compact ? '' : 'yes')}
                >
                  {t('common.compact')}
                </Button>
              ) : null}
              {items.length > 0 && first ? (
                <ListExport title={title} row={row} query={query} total={first.total} />
              ) : null}
              {sorts.length > 1 ? (
                <label className="catalogue-sort">
                  {t('common.sort')}
                  <select value={sort ?? ''} onChange={(event) => set('sort', event.target.value)}>
                    {sort ? null : <option value="">{t('common.sort_default')}</option>}
                    {sorts.map((option) => (
                      <option key={option.value} value={option.value}>
                        {option.label}
                      </option>
                    ))}
                  </select>
                </label>
              ) : null}
            </span>
          </div>
          <TakenFor corrected={first?.corrected} onLiteral={() => set('literal', 'true')} />
          <ProblemAlert error={pages.error} />
          {pages.isPending ? <PageSkeleton kind="rows" /> : null}
          {first && items.length === 0 ? (
            filtered ? (
              <EmptyState
                text={t('common.nothing_matches')}
                action={
                  <span className="sl-row">
                    <Button onClick={() => setParams({}, { replace: true })}>
                      {t('common.clear_filters')}
                    </Button>
                    {props.nothing ?? props.action}
                  </span>
                }
              />
            ) : (
              <EmptyState {...props.empty} />
            )
          ) : null}
          {items.length > 0 ? (
            <ul className={`catalogue-rows sl-plain${compact ? ' catalogue-compact' : ''}`}>
              {items.map((item) => (
                <li key={props.keyOf(item as ItemOf<Row>)}>{props.item(item as ItemOf<Row>)}</li>
              ))}
            </ul>
          ) : null}
          {pages.hasNextPage ? (
            <Button pending={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
              {t('common.more')}
            </Button>
          ) : null}
        </div>
      </div>
    </div>
  );
}

/** Searches while one types, a moment after the last key. */
function SearchField({ value, onSearch }: { value: string; onSearch: (value: string) => void }) {
  const { t } = useWords();
  const [typed, setTyped] = useState(value);
  const [from, setFrom] = useState(value);
  if (from !== value) {
    setFrom(value);
    if (typed.trim() !== value) setTyped(value);
  }
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => onSearch(typed.trim()), 300);
    return () => clearTimeout(timer);
  });
  return (
    <search>
      <input
        className="catalogue-search"
        type="search"
        value={typed}
        maxLength={200}
        placeholder={t('common.search_here')}
        aria-label={t('common.search_here')}
        onChange={(event) => setTyped(event.target.value)}
      />
    </search>
  );
}

/** More options than this: those nothing stands behind are left out. */
const mostEmptyOptions = 8;

function FacetList(props: {
  facet: Facet;
  value: string | undefined;
  counts: Record<string, number> | undefined;
  onChoose: (value: string | undefined) => void;
}) {
  const { t } = useWords();
  const { facet, value, counts } = props;
  const options =
    counts && facet.options.length > mostEmptyOptions
      ? facet.options.filter((option) => option.value === value || counts[option.value])
      : facet.options;
  return (
    <fieldset className="facet">
      <legend>{facet.label}</legend>
      <button type="button" aria-pressed={value === undefined} onClick={() => props.onChoose(undefined)}>
        {t('common.all')}
      </button>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={value === option.value}
          onClick={() => props.onChoose(value === option.value ? undefined : option.value)}
        >
          <span>{option.label}</span>
          {counts ? <span className="sl-muted">{counts[option.value] ?? 0}</span> : null}
        </button>
      ))}
    </fieldset>
  );
}
