import {
  readScenario,
  reopenScenario,
  type Scenario,
  scenarioDeeds,
} from '@scenario-lab/contracts/scenarios';
import { useId, useState } from 'react';
import { Link, useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { DayInput } from '../../components/choice-input.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { FieldRemarksPanel } from '../../components/field-remarks-panel.js';
import { HeldBadges } from '../../components/held-badges.js';
import { Notice } from '../../components/notice.js';
import { Facts, ObjectPage, Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useChains } from '../../components/use-chains.js';
import { useLive } from '../../components/use-live.js';
import { useTerms } from '../../components/use-terms.js';
import { labTimeZone, labToday, useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';
import { AddendaPanel } from './addenda-panel.js';
import { Apply } from './apply.js';
import { CallsPanel } from './calls-panel.js';
import { ClarificationsPanel } from './clarifications-panel.js';
import { CompileDeed } from './compile-deed.js';
import { FairnessPanel } from './fairness-panel.js';
import { GatesView, missingWords } from './gates-view.js';
import { JointPanel } from './joint-panel.js';
import { MadeOfTickets } from './made-of-tickets.js';
import { MeetingsLink } from './meetings-link.js';
import { ScenarioStory } from './scenario-story.js';
import { WishedData } from './wished-data.js';

export function ScenarioPage() {
  const { id = '' } = useParams();
  useLive([`scenario:${id}`]);
  const { data, error, isPending } = useRow(readScenario, { params: { id } });
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <Need scenario={data} />;
}

function Need({ scenario }: { scenario: Scenario }) {
  const { t } = useWords();
  const { text, ago } = useFormats();
  return (
    <ObjectPage
      title={<TextView text={scenario.title} />}
      name={text(scenario.title)}
      back={{ to: path.scenarios(), label: t('scenarios.title') }}
      follow={{ thing: 'scenario', id: scenario.id }}
      dates={
        (scenario.status === 'published' || scenario.status === 'closed') &&
        (scenario.deadline ?? scenario.decisionDate)
          ? { thing: 'scenario', id: scenario.id }
          : undefined
      }
      status={<StatusTag thing="scenario" status={scenario.status} />}
      lead={
        <>
          <OrganisationName of={scenario.owner} />
          <span>{t('common.updated', { when: ago(scenario.updatedAt) })}</span>
        </>
      }
      rail={scenario.rail}
      aside={<Aside scenario={scenario} />}
      next={{ thing: 'scenario', id: scenario.id, status: scenario.status }}
      timeline={{ thing: 'scenario', id: scenario.id }}
    >
      {scenario.remark ? (
        <Notice tone="warn">
          <strong>{t('common.remark_by_lab')}</strong>
          <p>{scenario.remark}</p>
        </Notice>
      ) : null}
      <FieldRemarksPanel
        thing="scenario"
        id={scenario.id}
        body={{ ...scenario, datasetIds: scenario.datasets.map(({ title }) => title) }}
        status={scenario.status}
        ownerId={scenario.owner.id}
        edit={scenario.allowed.includes('scenario.edit') ? path.editScenario(scenario.id) : null}
      />
      <JointPanel scenarioId={scenario.id} />
      <ScenarioStory story={scenario} />
      <AddendaPanel addenda={scenario.addenda} about={scenario} />
      <MadeOfTickets scenarioId={scenario.id} />
      <ClarificationsPanel scenarioId={scenario.id} />
      <CallsPanel scenario={scenario} />
      <MeetingsLink scenario={scenario} />
      <FairnessPanel scenarioId={scenario.id} />
      <Panel title={t('scenarios.data')}>
        {scenario.datasets.length === 0 ? <p className="sl-muted">{t('scenarios.no_data')}</p> : null}
        <ul className="sl-plain sl-stack sl-tight">
          {scenario.datasets.map((one) => (
            <li key={one.id} className="sl-row">
              <Link to={path.dataset(one.id)}>
                <TextView text={one.title} />
              </Link>
              <span className="sl-chip">{wordFor('taxonomy.access_mode', one.accessMode)}</span>
            </li>
          ))}
        </ul>
        <WishedData scenario={scenario} />
      </Panel>
      <Panel title={t('scenarios.benchmarks')}>
        {scenario.benchmarks.length === 0 ? <p className="sl-muted">{t('scenarios.no_benchmarks')}</p> : null}
        <ul className="sl-plain sl-stack sl-tight">
          {scenario.benchmarks.map((one) => (
            <li key={one.versionId} className="sl-row">
              <Link to={path.benchmark(one.id)}>
                <TextView text={one.title} />
              </Link>
              <StatusTag thing="benchmark_version" status={one.status} />
            </li>
          ))}
        </ul>
      </Panel>
    </ObjectPage>
  );
}

/** An extension moves the deadline; one that has passed must be moved. */
function NewDeadline({ value, onChange }: { value: string | null; onChange: (day: string | null) => void }) {
  const { t } = useWords();
  const field = useId();
  return (
    <div>
      <label htmlFor={field}>{t('scenarios.new_deadline')}</label>
      <DayInput id={field} min={labToday()} value={value} onChange={onChange} />
    </div>
  );
}

function Aside({ scenario }: { scenario: Scenario }) {
  const { t, language } = useWords();
  const { money, day, count } = useFormats();
  const here = useMe();
  const regions = useTerms('region');
  const { nameOf } = useChains();
  const [until, setUntil] = useState<string | null>(null);
  const params = { id: scenario.id };
  const may = (action: string) => scenario.allowed.includes(action);
  const first = scenario.gates.find(({ gate }) => gate === 'published');
  const mine = here.me?.organisation.id === scenario.owner.id;
  const waits = mine && (scenario.status === 'draft' || scenario.status === 'returned');
  const blocked =
    waits && !may('scenario.submit') && first && first.missing.length > 0
      ? t('scenarios.wizard.submit_missing', { what: missingWords(first, language) })
      : null;
  const unknown = scenario.ownerVerified === false ? t('scenarios.owner_not_verified') : null;
  const engagements = here.me ? (
    <Link to={path.engagements({ scenarioId: scenario.id })}>{count(scenario.engagements)}</Link>
  ) : null;
  const contact = scenario.contact ? (
    <>
      {scenario.contact.name}
      <br />
      {scenario.contact.phone}
    </>
  ) : here.me ? null : (
    t('scenarios.contact_hidden')
  );
  return (
    <>
      <Panel title={t('common.actions')}>
        <div className="sl-stack sl-tight">
          {mine && unknown ? (
            <p className="sl-muted sl-small">
              {unknown} <Link to={path.organisation()}>{t('workbench.complete_organisation')}</Link>
            </p>
          ) : null}
          {may('scenario.edit') ? (
            <div>
              <Link className="sl-button" to={path.editScenario(scenario.id)}>
                {t('scenarios.continue_editing')}
              </Link>
            </div>
          ) : null}
          {may('scenario.amend') ? (
            <div>
              <Link className="button button-default" to={path.amendScenario(scenario.id)}>
                {t('scenarios.addenda.write')}
              </Link>
            </div>
          ) : null}
          <DeedButtons
            allowed={scenario.allowed}
            deeds={[
              { row: scenarioDeeds.submit, params, tone: 'primary', field: 'remark', blocked },
              {
                row: scenarioDeeds.approve,
                params,
                tone: 'primary',
                field: 'remark',
                blocked: may('scenario.return') ? unknown : null,
              },
              { row: scenarioDeeds.return, params, field: 'reason' },
              {
                row: reopenScenario,
                params,
                field: 'remark',
                body: until ? { deadline: until } : {},
                more: <NewDeadline value={until} onChange={setUntil} />,
              },
              { row: scenarioDeeds.close, params, field: 'remark' },
              { row: scenarioDeeds.withdraw, params, tone: 'danger', field: 'reason' },
              { row: scenarioDeeds.archive, params, field: 'remark' },
            ]}
          />
          {may('scenario.compile') ? <CompileDeed scenario={scenario} /> : null}
          {here.is('vendor') && scenario.status === 'published' ? <Apply scenario={scenario} /> : null}
          <p className="sl-row">
            {here.me ? (
              <Link to={path.scenarioMatches(scenario.id)}>{t('scenarios.matches')}</Link>
            ) : (
              <Link to={path.signIn({ from: path.scenario(scenario.id) })}>{t('common.sign_in_first')}</Link>
            )}
          </p>
        </div>
      </Panel>
      <HeldBadges
        thingId={scenario.id}
        kinds={['demonstration_scenario']}
        own={mine && ['published', 'closed', 'archived'].includes(scenario.status)}
      />
      <Panel title={t('gate.title')}>
        <GatesView gates={scenario.gates} status={scenario.status} />
      </Panel>
      <Panel title={t('common.facts_only')}>
        <Facts
          facts={[
            [t('common.field'), scenario.field ? t(`taxonomy.field.${scenario.field}`) : null],
            [t('common.region'), scenario.region ? regions.nameOf(scenario.region) : null],
            [t('industryChains.links'), (scenario.chainLinks ?? []).map(nameOf).join(' · ') || null],
            [
              t('scenarios.cooperation'),
              scenario.cooperationMode ? t(`taxonomy.cooperation_mode.${scenario.cooperationMode}`) : null,
            ],
            [t('scenarios.budget'), scenario.budget === null ? null : money(scenario.budget)],
            [t('scenarios.budget_owner'), scenario.budgetOwner],
            [
              t('scenarios.procurement'),
              scenario.procurementRoute ? wordFor('taxonomy.procurement', scenario.procurementRoute) : null,
            ],
            [t('scenarios.decision_date'), scenario.decisionDate ? day(scenario.decisionDate) : null],
            [
              t('scenarios.deadline'),
              scenario.deadline
                ? t('common.day_ends', { day: day(scenario.deadline), zone: labTimeZone() })
                : null,
            ],
            [t('scenarios.engagements'), engagements],
            [t('scenarios.contact'), contact],
          ]}
        />
      </Panel>
    </>
  );
}
