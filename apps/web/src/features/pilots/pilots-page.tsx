import { listPilots, PilotStatus } from '@scenario-lab/contracts/pilots';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { CataloguePage } from '../../components/catalogue-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ResultRow } from '../../components/result-row.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

export function PilotsPage() {
  const { t, language } = useWords();
  const { day } = useFormats();
  return (
    <CataloguePage
      title={t('pilots.title')}
      lead={t('pilots.lead')}
      row={listPilots}
      keeps="pilots"
      facets={[
        {
          key: 'status',
          label: t('common.status'),
          options: PilotStatus.options.map((value) => ({ value, label: wordFor('status.pilot', value) })),
        },
      ]}
      empty={{
        text: t('pilots.empty'),
        action: <Link to={path.engagements({ status: 'validated' })}>{t('pilots.see_validated')}</Link>,
      }}
      keyOf={(pilot) => pilot.id}
      item={(pilot) => (
        <ResultRow
          to={path.pilot(pilot.id)}
          title={<TextView text={pilot.scenario.title} />}
          tags={<StatusTag thing="pilot" status={pilot.status} />}
          text={<TextView text={pilot.solution.title} />}
          meta={
            <>
              <OrganisationName of={pilot.department} />
              <OrganisationName of={pilot.vendor} />
              <span>{pilot.sites.join(language === 'zh' ? '；' : '; ')}</span>
            </>
          }
          figures={[
            [t('pilots.begins'), day(pilot.from)],
            [t('pilots.ends'), day(pilot.until)],
          ]}
        />
      )}
    />
  );
}
