import { type Pilot, pilotDeeds } from '@scenario-lab/contracts/pilots';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { NextStep } from '../../components/next-step.js';
import { Facts, Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { lackingOf } from './kpi-words.js';
import { MilestonesPanel } from './milestones-panel.js';

/** The status while something remains to be done; null once it has ended. */
function liveOf(status: Pilot['status']) {
  return status === 'accepted' || status === 'rejected' || status === 'terminated' ? null : status;
}

export function PilotAside({ pilot }: { pilot: Pilot }) {
  const { t, language } = useWords();
  const { day, text } = useFormats();
  const here = useMe();
  const params = { id: pilot.id };
  const own = here.me?.organisation.id === pilot.department.id && here.is('department');
  const lacking = lackingOf(pilot.kpis);
  const blocked =
    own && pilot.status === 'evaluating' && lacking.length > 0
      ? t('pilots.accept_blocked', {
          what: lacking
            .map((kpi) => `${text(kpi.name)} ${kpi.counted}/${Math.max(1, kpi.observations)}`)
            .join(language === 'zh' ? '、' : ', '),
        })
      : null;
  const live = liveOf(pilot.status);
  return (
    <>
      <Panel title={t('pilots.next')}>
        <div className="sl-stack sl-tight">
          {live ? (
            <p>{t(own ? `pilots.next_says.${live}` : 'pilots.next_says.department')}</p>
          ) : (
            <NextStep thing="pilot" status={pilot.status} />
          )}
          <DeedButtons
            allowed={pilot.allowed}
            deeds={[
              { row: pilotDeeds.start, params, tone: 'primary', field: 'remark' },
              { row: pilotDeeds.resume, params, tone: 'primary', field: 'remark' },
              {
                row: pilotDeeds.evaluate,
                params,
                tone: lacking.length === 0 ? 'primary' : 'default',
                field: 'remark',
                more: lacking.length > 0 ? <p>{t('pilots.evaluate_early')}</p> : undefined,
              },
              { row: pilotDeeds.accept, params, tone: 'primary', field: 'reason', blocked },
              { row: pilotDeeds.reject, params, field: 'reason', tone: 'danger' },
              { row: pilotDeeds.pause, params, field: 'reason' },
              { row: pilotDeeds.terminate, params, field: 'reason', tone: 'danger' },
            ]}
          />
          {pilot.status === 'planned' ? null : (
            <p>
              <Link to={path.livePilot(pilot.id)}>{t('pilots.live.open')}</Link>
            </p>
          )}
          {pilot.allowed.includes('pilot.edit') ? (
            <p>
              <Link to={path.editPilot(pilot.id)}>{t('pilots.plan.edit')}</Link>
            </p>
          ) : null}
          {pilot.caseId ? (
            <div>
              <Link className="sl-button" to={path.case(pilot.caseId)}>
                {t('pilots.open_case')}
              </Link>
            </div>
          ) : null}
        </div>
      </Panel>
      <Panel title={t('common.facts_only')}>
        <Facts
          facts={[
            [
              t('pilots.engagement'),
              <Link key="engagement" to={path.engagement(pilot.engagementId)}>
                {t('pilots.open_engagement')}
              </Link>,
            ],
            [t('pilots.department'), <OrganisationName key="department" of={pilot.department} />],
            [t('pilots.vendor'), <OrganisationName key="vendor" of={pilot.vendor} />],
            [
              t('pilots.period'),
              t('pilots.from_until', {
                from: day(pilot.from),
                until: t('common.day_ends', { day: day(pilot.until), zone: pilot.timeZone }),
              }),
            ],
            [t('pilots.sites'), pilot.sites.join(language === 'zh' ? '；' : '; ')],
          ]}
        />
      </Panel>
      <MilestonesPanel pilot={pilot} />
    </>
  );
}
