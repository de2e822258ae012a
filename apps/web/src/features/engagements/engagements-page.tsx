import './engagements.css';
import { engagementStatuses, listEngagements } from '@scenario-lab/contracts/engagements';
import { stages } from '@scenario-lab/contracts/taxonomies';
import { useSearchParams } from 'react-router';
import { path } from '../../app/paths.js';
import { CataloguePage } from '../../components/catalogue-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ResultRow } from '../../components/result-row.js';
import { StageRail } from '../../components/stage-rail.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

/** Everything that travels along the chain and that the reader is a party of (the lab sees all). */
export function EngagementsPage() {
  const { t } = useWords();
  const { ago } = useFormats();
  const [params] = useSearchParams();
  const scenarioId = params.get('scenarioId');
  return (
    <CataloguePage
      title={t('engagements.title')}
      lead={scenarioId ? t('engagements.of_one_need') : t('engagements.lead')}
      row={listEngagements}
      keeps="engagements"
      fixed={scenarioId ? { scenarioId } : undefined}
      facets={[
        {
          key: 'stage',
          label: t('engagements.stage'),
          options: stages.map((value) => ({ value, label: t(`stage.${value}`) })),
        },
        {
          key: 'status',
          label: t('common.status'),
          options: engagementStatuses.map((value) => ({
            value,
            label: wordFor('status.engagement', value),
          })),
        },
      ]}
      empty={{ text: t('engagements.empty') }}
      keyOf={(one) => one.id}
      item={(one) => (
        <ResultRow
          to={path.engagement(one.id)}
          title={
            <>
              <TextView text={one.scenario.title} /> × <TextView text={one.solution.title} />
            </>
          }
          tags={<StatusTag thing="engagement" status={one.status} />}
          meta={
            <>
              <div className="engagement-rail">
                <StageRail steps={one.rail} small />
              </div>
              <span>
                {t('engagements.vendor')}
                {t('common.colon')}
                <OrganisationName of={one.vendor} />
              </span>
              <span>
                {t('engagements.department')}
                {t('common.colon')}
                <OrganisationName of={one.department} />
              </span>
              <span>{t('common.updated', { when: ago(one.updatedAt) })}</span>
            </>
          }
        />
      )}
    />
  );
}
