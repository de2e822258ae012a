import { ListingStatus } from '@scenario-lab/contracts/listing';
import { listSolutions } from '@scenario-lab/contracts/solutions';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { CataloguePage, type Facet } from '../../components/catalogue-page.js';
import { ResultRow } from '../../components/result-row.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { fieldChoices } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

export function SolutionsPage() {
  const { t } = useWords();
  const { count, ago } = useFormats();
  const here = useMe();
  const facets: Facet[] = [
    { key: 'field', label: t('common.field'), options: fieldChoices() },
    {
      key: 'certified',
      label: t('solutions.evidence'),
      options: [{ value: 'true', label: t('solutions.certified') }],
    },
    ...(here.me
      ? [
          { key: 'mine', label: t('common.scope'), options: [{ value: 'true', label: t('common.mine') }] },
          {
            key: 'status',
            label: t('common.status'),
            options: ListingStatus.options.map((value) => ({
              value,
              label: wordFor('status.solution', value),
            })),
          },
        ]
      : []),
  ];
  const create = here.may('solution.create') ? (
    <Link className="sl-button" to={path.newSolution()}>
      {t('solutions.new')}
    </Link>
  ) : null;
  return (
    <CataloguePage
      title={t('solutions.title')}
      lead={t('solutions.lead')}
      row={listSolutions}
      facets={facets}
      sorts={(['evidence', 'newest', 'relevance'] as const).map((value) => ({
        value,
        label: t(`common.sort_${value}`),
      }))}
      action={create}
      empty={{ text: t('solutions.empty'), action: create }}
      keyOf={(solution) => solution.id}
      item={(solution) => (
        <ResultRow
          to={path.solution(solution.id)}
          title={<TextView text={solution.title} />}
          tags={solution.status === 'listed' ? null : <StatusTag thing="solution" status={solution.status} />}
          text={<TextView text={solution.summary} plain />}
          meta={
            <>
              <TextView text={solution.owner.name} />
              <span>{solution.fields.map((field) => t(`taxonomy.field.${field}`)).join(' · ')}</span>
              <span>{t('common.updated', { when: ago(solution.updatedAt) })}</span>
            </>
          }
          figures={[
            [t('solutions.trl'), t('solutions.trl_value', { trl: solution.trl })],
            [t('solutions.tested_on'), count(solution.testedOn)],
            [t('solutions.certificates'), count(solution.certificates)],
          ]}
        />
      )}
    />
  );
}
