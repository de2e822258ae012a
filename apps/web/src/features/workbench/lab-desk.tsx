import { readDesk } from '@scenario-lab/contracts/desks';
import { readConsole } from '@scenario-lab/contracts/lab';
import { listRuns } from '@scenario-lab/contracts/runs';
import { listScenarios } from '@scenario-lab/contracts/scenarios';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ResultRow } from '../../components/result-row.js';
import { RunLines } from '../../components/run-lines.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { BrokerFigures } from './broker-figures.js';
import { HouseFigures, RoleDesk } from './role-desk.js';
import { Shelf } from './shelf.js';

/** The lab's desks: each role's own, and for whoever runs the tests the queue, what is reviewed and what is new. */
export function LabDesk() {
  const here = useMe();
  const { data, error } = useRow(readDesk, {}, { enabled: here.may('lab.read_desk') });
  const running = here.is('operator', 'observer');
  return (
    <>
      <ProblemAlert error={error} />
      {here.may('lab.read_console') ? <Queue /> : null}
      {here.is('broker') ? <BrokerFigures /> : null}
      {data?.house ? <HouseFigures house={data.house} /> : null}
      {data?.sides.map(({ side, shelves }) => (
        <RoleDesk key={side} side={side} shelves={shelves} />
      ))}
      {running ? <RunningDesk /> : null}
    </>
  );
}

function RunningDesk() {
  const { t } = useWords();
  const { day, count } = useFormats();
  const here = useMe();
  const reviewed = useRow(
    listRuns,
    { query: { status: 'in_review', limit: 5 } },
    { enabled: !here.is('reviewer') },
  );
  const scenarios = useRow(listScenarios, { query: { limit: 5 } });
  return (
    <div className="workbench-columns">
      {here.is('reviewer') ? null : (
        <Shelf
          title={t('workbench.to_review')}
          all={path.runs({ status: 'in_review' })}
          reading={reviewed}
          empty={t('workbench.none_to_review')}
        >
          {(items) => <RunLines runs={items} />}
        </Shelf>
      )}
      <Shelf
        title={t('home.newest_scenarios')}
        all={path.scenarios()}
        reading={scenarios}
        empty={t('home.no_scenarios')}
      >
        {(items) => (
          <div className="catalogue-rows">
            {items.map((one) => (
              <ResultRow
                key={one.id}
                to={path.scenario(one.id)}
                title={<TextView text={one.title} />}
                tags={<StatusTag thing="scenario" status={one.status} />}
                meta={
                  <>
                    <OrganisationName of={one.owner} />
                    {one.deadline ? <span>{t('workbench.until', { day: day(one.deadline) })}</span> : null}
                    <Link to={path.scenarioMatches(one.id)}>{t('scenarios.matches')}</Link>
                  </>
                }
                figures={[[t('scenarios.engagements'), count(one.engagements)]]}
              />
            ))}
          </div>
        )}
      </Shelf>
    </div>
  );
}

function Queue() {
  const { t } = useWords();
  const { count, ago } = useFormats();
  const { data } = useRow(readConsole, {}, { refetchInterval: 30_000 });
  const sum = (what: 'queued' | 'running') => data?.backlog.reduce((total, one) => total + one[what], 0) ?? 0;
  const oldest = data?.backlog.flatMap((one) => one.oldest ?? []).sort()[0];
  const alive = data?.workers.filter((one) => one.alive) ?? [];
  const slots = alive.reduce((total, one) => total + one.slots, 0);
  const figures: [string, string][] = [
    [t('workbench.queue.queued'), data ? count(sum('queued')) : '–'],
    [t('workbench.queue.running'), data ? `${count(sum('running'))} / ${count(slots)}` : '–'],
    [t('workbench.queue.oldest'), oldest ? ago(oldest) : '–'],
    [t('workbench.queue.workers'), data ? count(alive.length) : '–'],
    [
      t('workbench.queue.state'),
      data ? t(data.paused ? 'workbench.queue.paused' : 'workbench.queue.open') : '–',
    ],
  ];
  return (
    <section aria-label={t('workbench.queue.title')}>
      <dl className="workbench-figures">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="sl-small">
        <Link to={path.labConsole()}>{t('workbench.queue.console')}</Link>
      </p>
    </section>
  );
}
