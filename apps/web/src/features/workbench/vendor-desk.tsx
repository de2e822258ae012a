import { listAlgorithms } from '@scenario-lab/contracts/algorithms';
import { listCertificates } from '@scenario-lab/contracts/certificates';
import { listEngagements } from '@scenario-lab/contracts/engagements';
import { readOnboarding } from '@scenario-lab/contracts/onboarding';
import { listRuns } from '@scenario-lab/contracts/runs';
import { listScenarios, matchSolution } from '@scenario-lab/contracts/scenarios';
import { listSolutions } from '@scenario-lab/contracts/solutions';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ResultRow } from '../../components/result-row.js';
import { RunLines } from '../../components/run-lines.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { criterionSentence } from '../../i18n/metric-words.js';
import { useWords } from '../../i18n/use-words.js';
import { ContractShelf } from './contract-shelf.js';
import { EngagementLines } from './engagement-lines.js';
import { Shelf } from './shelf.js';
import { stepsOfVendor } from './steps.js';
import { StepsView } from './steps-view.js';

const mine = { mine: 'true' } as const;
/** Of 100. */
const worthALook = 10;

/** A vendor's desk: the way to a certificate, needs that fit, runs, engagements, certificates. */
export function VendorDesk() {
  const { t } = useWords();
  const { day, count } = useFormats();
  const first = useRow(readOnboarding, {});
  const solutions = useRow(listSolutions, { query: { ...mine, sort: 'newest', limit: 50 } });
  const algorithms = useRow(listAlgorithms, { query: { ...mine, limit: 50 } });
  const runs = useRow(listRuns, { query: { ...mine, limit: 5 } });
  const sample = useRow(listRuns, { query: { ...mine, split: 'sample', limit: 1 } });
  const hidden = useRow(listRuns, { query: { ...mine, split: 'hidden', limit: 1 } });
  const engagements = useRow(listEngagements, { query: { side: 'supply', limit: 5 } });
  const certificates = useRow(listCertificates, { query: { ...mine, limit: 5 } });
  const asked = [first, solutions, algorithms, sample, hidden, engagements, certificates];
  const known = asked.every(({ data }) => data !== undefined);
  const failed = asked.find(({ error }) => error)?.error;
  return (
    <div className="workbench-columns">
      <div className="sl-stack">
        {known ? (
          <StepsView
            side="vendor"
            onboarding={first.data}
            steps={stepsOfVendor({
              first: first.data?.tasks ?? [],
              solutions: solutions.data?.items ?? [],
              algorithms: algorithms.data?.items ?? [],
              runs: { sample: sample.data?.total ?? 0, hidden: hidden.data?.total ?? 0 },
              engagements: engagements.data?.total ?? 0,
              certificates: certificates.data?.total ?? 0,
            })}
          />
        ) : failed ? (
          <ProblemAlert error={failed} />
        ) : (
          <PageSkeleton kind="rows" />
        )}
        <FittingNeeds card={solutions.data?.items.find(({ status }) => status === 'listed')?.id} />
      </div>
      <div className="sl-stack">
        <Shelf
          title={t('workbench.my_runs')}
          all={path.runs({ mine: 'true' })}
          reading={runs}
          empty={
            <>
              {t('workbench.no_runs')} <Link to={path.benchmarks()}>{t('workbench.to_benchmarks')}</Link>
            </>
          }
        >
          {(items) => <RunLines runs={items} />}
        </Shelf>
        <Shelf
          title={t('workbench.my_engagements')}
          all={path.engagements()}
          reading={engagements}
          empty={
            <>
              {t('workbench.no_engagements')} <Link to={path.scenarios()}>{t('workbench.to_needs')}</Link>
            </>
          }
        >
          {(items) => <EngagementLines items={items} other="department" />}
        </Shelf>
        <Shelf
          title={t('workbench.my_certificates')}
          all={path.certificates({ mine: 'true' })}
          reading={certificates}
          empty={t('workbench.no_certificates')}
        >
          {(items) => (
            <div className="catalogue-rows">
              {items.map((one) => (
                <ResultRow
                  key={one.id}
                  to={path.certificate(one.number)}
                  title={one.number}
                  tags={<StatusTag thing="certificate" status={one.status} />}
                  meta={
                    <>
                      <TextView text={one.algorithm.title} />
                      <span>{t('home.valid_until', { day: day(one.expiresAt) })}</span>
                    </>
                  }
                />
              ))}
            </div>
          )}
        </Shelf>
        <Shelf
          title={t('workbench.my_cards')}
          all={path.solutions(mine)}
          reading={solutions}
          empty={
            <>
              {t('workbench.no_cards')} <Link to={path.newSolution()}>{t('workbench.write_card')}</Link>
            </>
          }
        >
          {(items) => (
            <div className="catalogue-rows">
              {items.slice(0, 5).map((one) => (
                <ResultRow
                  key={one.id}
                  to={path.solution(one.id)}
                  title={<TextView text={one.title} />}
                  tags={<StatusTag thing="solution" status={one.status} />}
                  meta={
                    <span>
                      {t('solutions.certificates')} {count(one.certificates)}
                    </span>
                  }
                />
              ))}
            </div>
          )}
        </Shelf>
        <ContractShelf side="held" />
      </div>
    </div>
  );
}

/** Ranked for the first listed card; without one, the newest needs that can be tested for. */
function FittingNeeds({ card }: { card: string | undefined }) {
  const { t, language } = useWords();
  const { money, day } = useFormats();
  const matches = useRow(
    matchSolution,
    { params: { id: card ?? '' }, query: { limit: 5 } },
    { enabled: card !== undefined },
  );
  // A score this low says that nothing much speaks for it: no reason to send anybody there.
  const fitting = { ...matches, data: matches.data?.filter(({ score }) => score >= worthALook) };
  const newest = useRow(
    listScenarios,
    { query: { gate: 'open_for_test', limit: 5 } },
    { enabled: card === undefined },
  );
  if (card)
    return (
      <Shelf
        title={t('workbench.fitting_needs')}
        all={path.solutionMatches(card)}
        reading={fitting}
        empty={t('workbench.no_matches')}
      >
        {(items) => (
          <div className="catalogue-rows">
            {items.map((one) => {
              const best = one.reasons.filter(({ polarity }) => polarity === 'for').slice(0, 2);
              return (
                <ResultRow
                  key={one.scenario.id}
                  to={path.scenario(one.scenario.id)}
                  title={<TextView text={one.scenario.title} />}
                  text={best.map(({ code, sentence }) => (
                    <div key={code + sentence.zh}>
                      <TextView text={sentence} />
                    </div>
                  ))}
                  meta={
                    <>
                      <OrganisationName of={one.scenario.owner} />
                      {one.engagementId ? (
                        <Link to={path.engagement(one.engagementId)}>{t('matches.engaged')}</Link>
                      ) : null}
                    </>
                  }
                  figures={[[t('workbench.fit'), Math.round(one.score)]]}
                />
              );
            })}
          </div>
        )}
      </Shelf>
    );
  return (
    <Shelf
      title={t('workbench.newest_needs')}
      all={path.scenarios()}
      reading={newest}
      empty={t('home.no_scenarios')}
    >
      {(items) => (
        <div className="catalogue-rows">
          {items.map((one) => (
            <ResultRow
              key={one.id}
              to={path.scenario(one.id)}
              title={<TextView text={one.title} />}
              text={one.criteria
                .slice(0, 2)
                .map((criterion) => criterionSentence(criterion, language))
                .join(language === 'zh' ? '；' : '; ')}
              meta={
                <>
                  <OrganisationName of={one.owner} />
                  {one.budget === null ? null : <span>{money(one.budget)}</span>}
                  {one.deadline ? <span>{day(one.deadline)}</span> : null}
                </>
              }
            />
          ))}
        </div>
      )}
    </Shelf>
  );
}
