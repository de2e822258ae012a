import { listAlgorithms } from '@scenario-lab/contracts/algorithms';
import { ListingStatus } from '@scenario-lab/contracts/listing';
import { taskKinds } from '@scenario-lab/contracts/metrics';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { CataloguePage, type Facet } from '../../components/catalogue-page.js';
import { ResultRow } from '../../components/result-row.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { choicesOf, fieldChoices } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

export function AlgorithmsPage() {
  const { t } = useWords();
  const { count, ago } = useFormats();
  const here = useMe();
  const facets: Facet[] = [
    { key: 'task', label: t('common.task'), options: choicesOf('task', taskKinds) },
    { key: 'field', label: t('common.field'), options: fieldChoices() },
    ...(here.me
      ? [
          { key: 'mine', label: t('common.scope'), options: [{ value: 'true', label: t('common.mine') }] },
          {
            key: 'status',
            label: t('common.status'),
            options: ListingStatus.options.map((value) => ({
              value,
              label: wordFor('status.algorithm', value),
            })),
          },
        ]
      : []),
  ];
  const create = here.may('algorithm.create') ? (
    <Link className="sl-button" to={path.newAlgorithm()}>
      {t('algorithms.new')}
    </Link>
  ) : null;
  return (
    <CataloguePage
      title={t('algorithms.title')}
      lead={t('algorithms.lead')}
      row={listAlgorithms}
      facets={facets}
      sorts={(['newest', 'relevance'] as const).map((value) => ({ value, label: t(`common.sort_${value}`) }))}
      action={create}
      empty={{ text: t('algorithms.empty'), action: create }}
      keyOf={(algorithm) => algorithm.id}
      item={(algorithm) => (
        <ResultRow
          to={path.algorithm(algorithm.id)}
          title={<TextView text={algorithm.title} />}
          tags={
            <>
              <span className="sl-chip">{t(`taxonomy.task.${algorithm.task}`)}</span>
              {algorithm.status === 'listed' ? null : (
                <StatusTag thing="algorithm" status={algorithm.status} />
              )}
            </>
          }
          text={<TextView text={algorithm.summary} plain />}
          meta={
            <>
              <TextView text={algorithm.owner.name} />
              <span>{t('common.updated', { when: ago(algorithm.updatedAt) })}</span>
            </>
          }
          figures={[
            [t('algorithms.certificates'), count(algorithm.certificates)],
            // Versions are their owner's and the lab's to see; to others there is no number of them.
            ...(algorithm.versions > 0
              ? [[t('algorithms.versions'), count(algorithm.versions)] as const]
              : []),
          ]}
        />
      )}
    />
  );
}
