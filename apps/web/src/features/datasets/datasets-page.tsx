import { AccessMode, listDatasets } from '@scenario-lab/contracts/datasets';
import { ListingStatus } from '@scenario-lab/contracts/listing';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { CataloguePage, type Facet } from '../../components/catalogue-page.js';
import { ResultRow } from '../../components/result-row.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { choicesOf, fieldChoices, useTerms } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';
import { AccessModeTag } from './access-mode-tag.js';

export function DatasetsPage() {
  const { t } = useWords();
  const { count, ago } = useFormats();
  const here = useMe();
  const regions = useTerms('region');
  const facets: Facet[] = [
    {
      key: 'accessMode',
      label: t('datasets.access_mode'),
      options: choicesOf('access_mode', AccessMode.options),
    },
    { key: 'field', label: t('common.field'), options: fieldChoices() },
    ...(here.me
      ? [
          { key: 'mine', label: t('common.scope'), options: [{ value: 'true', label: t('common.mine') }] },
          {
            key: 'status',
            label: t('common.status'),
            options: ListingStatus.options.map((value) => ({
              value,
              label: wordFor('status.dataset', value),
            })),
          },
        ]
      : []),
  ];
  const create = here.may('dataset.create') ? (
    <Link className="sl-button" to={path.newDataset()}>
      {t('datasets.new')}
    </Link>
  ) : null;
  return (
    <CataloguePage
      title={t('datasets.title')}
      lead={t('datasets.lead')}
      row={listDatasets}
      facets={facets}
      sorts={(['newest', 'relevance'] as const).map((value) => ({ value, label: t(`common.sort_${value}`) }))}
      action={create}
      empty={{ text: t('datasets.empty'), action: create }}
      keyOf={(dataset) => dataset.id}
      item={(dataset) => (
        <ResultRow
          to={path.dataset(dataset.id)}
          title={<TextView text={dataset.title} />}
          tags={
            <>
              <AccessModeTag mode={dataset.accessMode} />
              {dataset.status === 'listed' ? null : <StatusTag thing="dataset" status={dataset.status} />}
            </>
          }
          text={<TextView text={dataset.summary} plain />}
          meta={
            <>
              <TextView text={dataset.owner.name} />
              <span>{t(`taxonomy.source_kind.${dataset.sourceKind}`)}</span>
              {dataset.region ? <span>{regions.nameOf(dataset.region)}</span> : null}
              {dataset.truthPublic ? <span>{t('datasets.truth_public')}</span> : null}
              <span>{t('common.updated', { when: ago(dataset.updatedAt) })}</span>
            </>
          }
          figures={[
            [t('datasets.rows'), dataset.rows === null ? '–' : count(dataset.rows)],
            [t('datasets.columns'), dataset.columns === null ? '–' : count(dataset.columns)],
          ]}
        />
      )}
    />
  );
}
