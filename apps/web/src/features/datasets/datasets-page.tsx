import { AccessMode, listDatasets } from '@scenario-lab/contracts/datasets';
import { Link, useSearchParams } from 'react-router';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { BadgeChips, useBadgeFacet } from '../../components/badge-chips.js';
import { CardCatalogue } from '../../components/card-catalogue.js';
import { choicesOf, fieldChoices, useTerms } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { AccessModeTag } from './access-mode-tag.js';

export function DatasetsPage() {
  const { t } = useWords();
  const { count } = useFormats();
  const regions = useTerms('region');
  const here = useMe();
  const badgeFacet = useBadgeFacet('dataset');
  const [params] = useSearchParams();
  // What is not there can be wished for, with the words it was looked for by.
  const wish = here.may('data_request.create')
    ? path.newDataRequest({ q: params.get('q') ?? undefined })
    : path.dataRequests();
  const counted = (many: number | null) => (many === null ? '–' : count(many));
  return (
    <CardCatalogue
      thing="dataset"
      more={<Link to={path.dataCounters()}>{t('data_counters.title')}</Link>}
      nothing={
        <Link className="sl-button" to={wish}>
          {t('data_requests.nothing_found')}
        </Link>
      }
      row={listDatasets}
      facets={[
        {
          key: 'accessMode',
          label: t('datasets.access_mode'),
          options: choicesOf('access_mode', AccessMode.options),
        },
        { key: 'field', label: t('common.field'), options: fieldChoices() },
        badgeFacet,
      ]}
      tags={(dataset) =>
        dataset.harvestedFrom === null ? (
          <>
            <AccessModeTag mode={dataset.accessMode} />
            <BadgeChips kinds={dataset.badges} />
            {dataset.columns === null ? <span className="sl-chip">{t('datasets.no_data_yet')}</span> : null}
          </>
        ) : (
          <span className="sl-chip" title={t('datasets.harvest.elsewhere')}>
            {t('datasets.harvest.from', { source: dataset.harvestedFrom })}
          </span>
        )
      }
      meta={(dataset) => (
        <>
          <span>{t(`taxonomy.source_kind.${dataset.sourceKind}`)}</span>
          {dataset.region ? <span>{regions.nameOf(dataset.region)}</span> : null}
          {dataset.truthPublic ? <span>{t('datasets.truth_public')}</span> : null}
        </>
      )}
      figures={(dataset) => [
        [t('datasets.rows'), counted(dataset.rows)],
        [t('datasets.columns'), counted(dataset.columns)],
      ]}
    />
  );
}
