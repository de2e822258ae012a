import { listReplications, ReplicationStatus } from '@scenario-lab/contracts/cases';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { CataloguePage } from '../../components/catalogue-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ResultRow } from '../../components/result-row.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

/** Where what worked once is taken over. */
export function ReplicationsPage() {
  const { t } = useWords();
  const { ago, count } = useFormats();
  return (
    <CataloguePage
      title={t('replications.title')}
      lead={t('replications.lead')}
      row={listReplications}
      facets={[
        {
          key: 'status',
          label: t('common.status'),
          options: ReplicationStatus.options.map((value) => ({
            value,
            label: wordFor('status.replication', value),
          })),
        },
      ]}
      empty={{
        text: t('replications.empty'),
        action: <Link to={path.cases({ outcome: 'accepted' })}>{t('replications.see_cases')}</Link>,
      }}
      keyOf={(one) => one.id}
      item={(one) => (
        <ResultRow
          to={path.replication(one.id)}
          title={<TextView text={one.case.title} />}
          tags={<StatusTag thing="replication" status={one.status} />}
          text={one.purpose}
          meta={
            <>
              <span>
                {t('replications.adopter')}
                {t('common.colon')}
                <OrganisationName of={one.adopter} />
              </span>
              <span>
                {t('replications.vendor')}
                {t('common.colon')}
                {one.vendor ? <OrganisationName of={one.vendor} /> : t('replications.no_name_yet')}
              </span>
              <span>{t('common.updated', { when: ago(one.updatedAt) })}</span>
            </>
          }
          figures={
            one.transferRuns.length > 0
              ? [[t('replications.transfer_runs'), count(one.transferRuns.length)]]
              : []
          }
        />
      )}
    />
  );
}
