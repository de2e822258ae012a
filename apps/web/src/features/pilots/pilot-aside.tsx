import { failureReasons } from '@scenario-lab/contracts/cases';
import { type Pilot, pilotDeeds, pilotEnds } from '@scenario-lab/contracts/pilots';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { SelectInput } from '../../components/choice-input.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { NextStep, useTurn, YourTurn } from '../../components/next-step.js';
import { Facts, Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { choicesOf } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';
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
  const turn = useTurn('pilot', pilot.id);
  const [code, setCode] = useState<(typeof failureReasons)[number]>('other');
  const codeField = useId();
  /** By the reason the library of failed pilots is sorted by. */
  const failing = {
    params,
    field: 'reason' as const,
    tone: 'danger' as const,
    body: { code },
    more: (
      <div>
        <label htmlFor={codeField}>{t('acceptance.code')}</label>
        <SelectInput
          id={codeField}
          value={code}
          options={choicesOf('failure_reason', failureReasons)}
          onChange={(value) => setCode(failureReasons.find((one) => one === value) ?? 'other')}
        />
      </div>
    ),
  };
  return (
    <>
      <Panel title={t('pilots.next')}>
        <div className="sl-stack sl-tight">
          <YourTurn turn={turn} />
          {live ? (
            <p>{t(own ? `pilots.next_says.${live}` : 'pilots.next_says.department')}</p>
          ) : (
            <NextStep thing="pilot" status={pilot.status} />
          )}
          {pilot.allowed.includes('pilot.accept') ? (
            <div>
              <Link className="button button-primary" to={path.pilotAcceptance(pilot.id)}>
                {wordFor('deed', 'pilot.accept.label')}
              </Link>
            </div>
          ) : null}
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
              ...(blocked ? [{ row: pilotEnds.accept, params, blocked }] : []),
              { ...failing, row: pilotEnds.reject },
              { row: pilotDeeds.pause, params, field: 'reason' },
              { ...failing, row: pilotEnds.terminate },
            ]}
          />
          {pilot.status === 'planned' ? null : (
            <p className="sl-row">
              <Link to={path.pilotAcceptance(pilot.id)}>{t('acceptance.open')}</Link>{' '}
              <Link to={path.pilotPlan(pilot.id)}>{t('plan.open')}</Link>
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
