import { EditionStatus, editionKinds, listEditions } from '@scenario-lab/contracts/editions';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { CataloguePage } from '../../components/catalogue-page.js';
import { ResultRow } from '../../components/result-row.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

/** What the city has published, newest first; the lab sees what it is preparing as well. */
export function EditionsPage() {
  const { t } = useWords();
  const { day, ago, count } = useFormats();
  const here = useMe();
  const lab = here.is('operator', 'reviewer', 'broker', 'admin', 'observer');
  const make = here.may('edition.create') ? (
    <span className="sl-row">
      <Link className="sl-button" to={path.listImports()}>
        {t('editions.imports.title')}
      </Link>
      {editionKinds.map((kind) => (
        <Link key={kind} className="sl-button" to={path.newEdition({ kind })}>
          {t(`editions.new.${kind}`)}
        </Link>
      ))}
    </span>
  ) : null;
  return (
    <CataloguePage
      title={t('editions.title')}
      lead={t('editions.lead')}
      row={listEditions}
      facets={[
        {
          key: 'kind',
          label: t('editions.kind_label'),
          options: editionKinds.map((value) => ({ value, label: t(`editions.kind.${value}`) })),
        },
        ...(lab
          ? [
              {
                key: 'status',
                label: t('common.status'),
                options: EditionStatus.options.map((value) => ({
                  value,
                  label: wordFor('status.edition', value),
                })),
              },
            ]
          : []),
      ]}
      action={make}
      empty={{ text: t('editions.empty'), action: make }}
      keyOf={(one) => one.id}
      item={(one) => (
        <ResultRow
          to={path.edition(one.id)}
          title={<TextView text={one.title} />}
          tags={
            <>
              <span className="sl-chip">{t(`editions.kind.${one.kind}`)}</span>
              {one.status === 'published' ? null : <StatusTag thing="edition" status={one.status} />}
            </>
          }
          text={null}
          meta={
            <>
              {one.number === null ? null : <span>{t('editions.number', { number: one.number })}</span>}
              <span>
                {one.publishedAt
                  ? t('editions.published_on', { day: day(one.publishedAt) })
                  : t('common.updated', { when: ago(one.updatedAt) })}
              </span>
            </>
          }
          figures={[[t('editions.entries'), count(one.entries)]]}
        />
      )}
    />
  );
}
