import type { OrganisationRef, Text } from '@scenario-lab/contracts/common';
import { ListingStatus } from '@scenario-lab/contracts/listing';
import type { Route } from '@scenario-lab/contracts/route';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ItemOf } from '../app/api.js';
import { path } from '../app/paths.js';
import { useMe } from '../app/session.js';
import { useFormats } from '../i18n/format.js';
import { useWords, wordFor } from '../i18n/use-words.js';
import { CataloguePage, type Facet } from './catalogue-page.js';
import { CompareBox, CompareTray } from './compare-tray.js';
import { FoundBy } from './found-by.js';
import { OrganisationName } from './organisation-name.js';
import { ResultRow } from './result-row.js';
import { StatusTag } from './status-tag.js';
import { TextView } from './text-view.js';

const kinds = {
  solution: { group: 'solutions', page: path.solution, create: path.newSolution },
  algorithm: { group: 'algorithms', page: path.algorithm, create: path.newAlgorithm },
  dataset: { group: 'datasets', page: path.dataset, create: path.newDataset },
} as const;

/** What every card of the three supermarkets has. */
interface Card {
  id: string;
  title: Text;
  summary: Text;
  owner: OrganisationRef;
  status: string;
  updatedAt: string;
  matched?: string[] | undefined;
}

interface CardCatalogueProps<Row extends Route, Item> {
  thing: keyof typeof kinds;
  row: Row;
  facets: readonly Facet[];
  sorts?: readonly ('evidence' | 'newest' | 'relevance')[];
  tags?: (card: Item) => ReactNode;
  picture?: (card: Item) => { src: string; alt: string } | null;
  /** Between the owner and the day of the last change. */
  meta?: (card: Item) => ReactNode;
  figures: (card: Item) => readonly (readonly [string, ReactNode])[];
  /** What to do where a search found nothing. */
  nothing?: ReactNode;
  /** After what the catalogue is. */
  more?: ReactNode;
}

/** The catalogue of solutions, algorithms or datasets: what is listed, and for whoever is signed in the own drafts. */
export function CardCatalogue<Row extends Route>(props: CardCatalogueProps<Row, ItemOf<Row> & Card>) {
  const { thing, sorts = ['newest', 'relevance'] } = props;
  const { group, page, create } = kinds[thing];
  const { t } = useWords();
  const { ago, text } = useFormats();
  const compared = group === 'datasets' ? null : group;
  const here = useMe();
  const statuses = ListingStatus.options.map((value) => ({
    value,
    label: wordFor(`status.${thing}`, value),
  }));
  const own: Facet[] = [
    { key: 'mine', label: t('common.scope'), options: [{ value: 'true', label: t('common.mine') }] },
    { key: 'status', label: t('common.status'), options: statuses },
  ];
  const makeOne = here.may(`${thing}.create`) ? (
    <Link className="sl-button" to={create()}>
      {t(`${group}.new`)}
    </Link>
  ) : null;
  return (
    <>
      <CataloguePage
        title={t(`${group}.title`)}
        lead={
          <>
            {t(`${group}.lead`)} {props.more}
          </>
        }
        row={props.row}
        keeps={group}
        facets={[...props.facets, ...(here.me ? own : [])]}
        sorts={sorts.map((value) => ({ value, label: t(`common.sort_${value}`) }))}
        action={makeOne}
        nothing={props.nothing}
        empty={{ text: t(`${group}.empty`), action: makeOne }}
        keyOf={(card) => (card as Card).id}
        item={(one) => {
          const card = one as ItemOf<Row> & Card;
          return (
            <ResultRow
              to={page(card.id)}
              title={<TextView text={card.title} marked={card.matched} />}
              tags={
                <>
                  {props.tags?.(card)}
                  {card.status === 'listed' ? null : <StatusTag thing={thing} status={card.status} />}
                </>
              }
              picture={props.picture?.(card)}
              text={<TextView text={card.summary} plain marked={card.matched} />}
              meta={
                <>
                  <OrganisationName of={card.owner} />
                  {props.meta?.(card)}
                  {compared ? <CompareBox kind={compared} id={card.id} name={text(card.title)} /> : null}
                  <span>{t('common.updated', { when: ago(card.updatedAt) })}</span>
                  <FoundBy words={card.matched} shown={[card.title, card.summary]} />
                </>
              }
              figures={props.figures(card)}
            />
          );
        }}
      />
      {compared ? <CompareTray kind={compared} /> : null}
    </>
  );
}
