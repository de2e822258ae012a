import { type Engagement, engagementDeeds } from '@scenario-lab/contracts/engagements';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { DeedButtons, type DeedSpec } from '../../components/deed-buttons.js';
import { NextStep, useTurn, YourTurn } from '../../components/next-step.js';
import { Facts, Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { AwardDeed } from './award-deed.js';
import { type Next, nextOf } from './next-action.js';

/** Where a number can only have come from a call that was won. */
const beforeAward = new Set<Engagement['status']>(['invited', 'shortlisted', 'validating', 'validated']);

/** The next step for this reader first, then what else may be done, then the facts. */
export function EngagementAside({ engagement }: { engagement: Engagement }) {
  const { t } = useWords();
  const { instant } = useFormats();
  const here = useMe();
  const next = nextOf(engagement, {
    organisationId: here.me?.organisation.id ?? '',
    mayRun: here.may('run.submit'),
  });
  const turn = useTurn('engagement', engagement.id);
  const may = (deed: string) => engagement.allowed.includes(`engagement.${deed}`);
  return (
    <>
      <Panel title={t('engagements.next')}>
        <div className="sl-stack sl-tight">
          <YourTurn turn={turn} />
          {next.kind === 'over' ? (
            <NextStep thing="engagement" status={engagement.status} />
          ) : (
            <p>{t(`engagements.next_says.${sentenceOf(next)}`)}</p>
          )}
          {engagement.procurementNumber && beforeAward.has(engagement.status) ? (
            <p className="sl-small">{t('engagements.call_won', { number: engagement.procurementNumber })}</p>
          ) : null}
          <NextPage next={next} engagement={engagement} />
          <DeedButtons allowed={engagement.allowed} deeds={deedsOf(engagement, next)} />
          {next.kind === 'deed' && engagement.allowed.includes('pilot.plan') ? (
            <p>
              <Link to={path.planPilot(engagement.id)}>{t('engagements.plan_pilot')}</Link>
            </p>
          ) : null}
          {may('award') ? (
            <div>
              <AwardDeed id={engagement.id} known={engagement.procurementNumber} />
            </div>
          ) : null}
        </div>
      </Panel>
      <Panel title={t('common.facts_only')}>
        <Facts
          facts={[
            [
              t('engagements.scenario'),
              <Link key="scenario" to={path.scenario(engagement.scenario.id)}>
                <TextView text={engagement.scenario.title} />
              </Link>,
            ],
            [
              t('engagements.solution'),
              <Link key="solution" to={path.solution(engagement.solution.id)}>
                <TextView text={engagement.solution.title} />
              </Link>,
            ],
            [t('engagements.vendor'), <OrganisationName key="vendor" of={engagement.vendor} />],
            [t('engagements.department'), <OrganisationName key="department" of={engagement.department} />],
            [t('engagements.procurement_number'), engagement.procurementNumber],
            [
              t('engagements.pilot'),
              engagement.pilotId ? (
                <Link key="pilot" to={path.pilot(engagement.pilotId)}>
                  {t('engagements.open_pilot')}
                </Link>
              ) : null,
            ],
            [
              t('engagements.case'),
              engagement.caseId ? (
                <Link key="case" to={path.case(engagement.caseId)}>
                  {t('engagements.open_case')}
                </Link>
              ) : null,
            ],
            [t('engagements.changed'), instant(engagement.updatedAt)],
          ]}
        />
      </Panel>
    </>
  );
}

function sentenceOf(next: Exclude<Next, { kind: 'over' }>) {
  return next.kind === 'wait' ? (`wait_${next.on}` as const) : next.name;
}

function deedsOf(engagement: Engagement, next: Next): DeedSpec[] {
  const params = { id: engagement.id };
  const forward = (['accept', 'shortlist', 'validate', 'enable', 'complete'] as const).map(
    (name): DeedSpec => ({
      row: engagementDeeds[name],
      params,
      field: 'remark',
      tone: next.kind === 'deed' && next.name === name ? 'primary' : 'default',
    }),
  );
  return [
    ...forward,
    { row: engagementDeeds.decline, params, field: 'reason' },
    { row: engagementDeeds.accept_field, params, field: 'reason', tone: 'primary' },
    { row: engagementDeeds.reject_field, params, field: 'reason', tone: 'danger' },
    { row: engagementDeeds.not_select, params, field: 'reason' },
    { row: engagementDeeds.fail_validation, params, field: 'reason', tone: 'danger' },
    { row: engagementDeeds.withdraw, params, field: 'reason', tone: 'danger' },
  ];
}

/** The next step where it is a page and not a deed. */
function NextPage({ next, engagement }: { next: Next; engagement: Engagement }) {
  const { t } = useWords();
  if (next.kind !== 'page') return null;
  const address = {
    start_run: runAddress(engagement),
    plan_pilot: path.planPilot(engagement.id),
    open_pilot: path.pilot(engagement.pilotId ?? ''),
    open_case: path.case(engagement.caseId ?? ''),
  }[next.name];
  return (
    <div>
      <Link className="sl-button" to={address}>
        {t(`engagements.${next.name}`)}
      </Link>
    </div>
  );
}

/** The run form with this engagement and its first benchmark already chosen. */
export function runAddress(engagement: Pick<Engagement, 'id' | 'benchmarks'>): string {
  const [benchmark] = engagement.benchmarks;
  return path.newRun({
    benchmarkVersionId: benchmark?.versionId,
    engagement: engagement.id,
  });
}
