import { listCases } from '@scenario-lab/contracts/cases';
import { path } from '../../app/paths.js';
import { CataloguePage } from '../../components/catalogue-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ResultRow } from '../../components/result-row.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { fieldChoices, useTerms } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** What pilots taught: accepted ones to take over, failed ones to learn from. */
export function CasesPage() {
  const { t } = useWords();
  const { count, ago } = useFormats();
  const regions = useTerms('region');
  return (
    <CataloguePage
      title={t('cases.title')}
      lead={t('cases.lead')}
      keeps="cases"
      row={listCases}
      facets={[
        {
          key: 'outcome',
          label: t('cases.outcome'),
          options: (['accepted', 'failed'] as const).map((value) => ({
            value,
            label: t(`status.case.${value}`),
          })),
        },
        { key: 'field', label: t('common.field'), options: fieldChoices() },
      ]}
      empty={{ text: t('cases.empty') }}
      keyOf={(one) => one.id}
      item={(one) => (
        <ResultRow
          to={path.case(one.id)}
          title={<TextView text={one.title} />}
          tags={
            <>
              <StatusTag thing="case" status={one.outcome} />
              {one.published ? null : <StatusTag thing="case" status="draft" />}
            </>
          }
          text={
            one.reasonCode
              ? t('cases.because', { reason: t(`taxonomy.failure_reason.${one.reasonCode}`) })
              : null
          }
          meta={
            <>
              <span>
                {one.department ? <OrganisationName of={one.department} /> : t('cases.unnamed_department')}
              </span>
              <span>{one.vendor ? <OrganisationName of={one.vendor} /> : t('cases.unnamed_vendor')}</span>
              {one.field ? <span>{t(`taxonomy.field.${one.field}`)}</span> : null}
              {one.region ? <span>{regions.nameOf(one.region)}</span> : null}
              <span>{t('common.updated', { when: ago(one.updatedAt) })}</span>
            </>
          }
          figures={one.outcome === 'accepted' ? [[t('cases.replications'), count(one.replications)]] : []}
        />
      )}
    />
  );
}
