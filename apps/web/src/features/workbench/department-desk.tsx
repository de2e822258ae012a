import { listBenchmarks } from '@scenario-lab/contracts/benchmarks';
import { listDatasets } from '@scenario-lab/contracts/datasets';
import { listEngagements } from '@scenario-lab/contracts/engagements';
import { readOnboarding } from '@scenario-lab/contracts/onboarding';
import { listPilots } from '@scenario-lab/contracts/pilots';
import { listScenarios } from '@scenario-lab/contracts/scenarios';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ResultRow } from '../../components/result-row.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';
import { ContractShelf } from './contract-shelf.js';
import { EngagementLines } from './engagement-lines.js';
import { Shelf } from './shelf.js';
import { stepsOfDepartment } from './steps.js';
import { StepsView } from './steps-view.js';

const mine = { mine: 'true' } as const;

/** A department's desk: the way from a problem to a pilot, its needs, who answers them, its data and pilots. */
export function DepartmentDesk() {
  const { t } = useWords();
  const { day, count } = useFormats();
  const { me } = useMe();
  const first = useRow(readOnboarding, {});
  const scenarios = useRow(listScenarios, { query: { ...mine, limit: 50 } });
  const datasets = useRow(listDatasets, { query: { ...mine, limit: 5 } });
  const benchmarks = useRow(listBenchmarks, { query: { ...mine, limit: 1 } });
  const engagements = useRow(listEngagements, { query: { side: 'demand', limit: 5 } });
  const pilots = useRow(listPilots, { query: { limit: 5 } });
  const asked = [first, scenarios, datasets, benchmarks, pilots];
  const known = asked.every(({ data }) => data !== undefined);
  const failed = asked.find(({ error }) => error)?.error;
  return (
    <div className="workbench-columns">
      <div className="sl-stack">
        {me?.allowed.includes('scenario.create') && (scenarios.data?.items.length ?? 0) > 0 ? (
          <p className="sl-row">
            <Link className="sl-button" to={path.newScenario()}>
              {t('workbench.write_need')}
            </Link>
          </p>
        ) : null}
        {known ? (
          <StepsView
            side="department"
            onboarding={first.data}
            steps={stepsOfDepartment({
              first: first.data?.tasks ?? [],
              scenarios: (scenarios.data?.items ?? []).map((one) => ({
                ...one,
                openForTest: one.gates.some(({ gate, open }) => gate === 'open_for_test' && open),
              })),
              datasets: datasets.data?.total ?? 0,
              benchmarks: benchmarks.data?.total ?? 0,
              pilots: pilots.data?.total ?? 0,
            })}
          />
        ) : failed ? (
          <ProblemAlert error={failed} />
        ) : (
          <PageSkeleton kind="rows" />
        )}
        <Shelf
          title={t('workbench.my_needs')}
          all={path.scenarios(mine)}
          reading={scenarios}
          empty={
            <>
              {t('workbench.no_needs')} <Link to={path.newScenario()}>{t('workbench.write_need')}</Link>
            </>
          }
        >
          {(items) => (
            <div className="catalogue-rows">
              {items.slice(0, 6).map((one) => (
                <ResultRow
                  key={one.id}
                  to={path.scenario(one.id)}
                  title={<TextView text={one.title} />}
                  tags={<StatusTag thing="scenario" status={one.status} />}
                  meta={
                    <>
                      {one.gates
                        .filter(({ open }) => open)
                        .map(({ gate }) => (
                          <span key={gate}>{t(`gate.${gate}`)}</span>
                        ))}
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
        <ContractShelf side="given" />
      </div>
      <div className="sl-stack">
        <Shelf
          title={t('workbench.my_engagements')}
          all={path.engagements()}
          reading={engagements}
          empty={t('workbench.no_engagements_department')}
        >
          {(items) => <EngagementLines items={items} other="vendor" />}
        </Shelf>
        <Shelf
          title={t('workbench.my_pilots')}
          all={path.pilots()}
          reading={pilots}
          empty={t('workbench.no_pilots')}
        >
          {(items) => (
            <div className="catalogue-rows">
              {items.map((one) => (
                <ResultRow
                  key={one.id}
                  to={path.pilot(one.id)}
                  title={<TextView text={one.scenario.title} />}
                  tags={<StatusTag thing="pilot" status={one.status} />}
                  meta={
                    <>
                      <OrganisationName of={one.vendor} />
                      <span>
                        {day(one.from)} – {day(one.until)}
                      </span>
                    </>
                  }
                />
              ))}
            </div>
          )}
        </Shelf>
        <Shelf
          title={t('workbench.my_data')}
          all={path.datasets(mine)}
          reading={datasets}
          empty={
            <>
              {t('workbench.no_data')} <Link to={path.newDataset()}>{t('workbench.add_data')}</Link>
            </>
          }
        >
          {(items) => (
            <div className="catalogue-rows">
              {items.map((one) => (
                <ResultRow
                  key={one.id}
                  to={path.dataset(one.id)}
                  title={<TextView text={one.title} />}
                  tags={<StatusTag thing="dataset" status={one.status} />}
                  meta={<span>{wordFor('taxonomy.access_mode', one.accessMode)}</span>}
                />
              ))}
            </div>
          )}
        </Shelf>
      </div>
    </div>
  );
}
