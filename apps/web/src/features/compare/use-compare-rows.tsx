import { type Algorithm, readAlgorithm } from '@scenario-lab/contracts/algorithms';
import type { Text } from '@scenario-lab/contracts/common';
import { criterionUnit } from '@scenario-lab/contracts/metrics';
import { readScenario, type Scenario } from '@scenario-lab/contracts/scenarios';
import { readSolution, type Solution } from '@scenario-lab/contracts/solutions';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useRows } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { claimStanding } from '../../components/claim-standing.js';
import type { ComparedKind } from '../../components/compare-choice.js';
import { CriterionView } from '../../components/criteria-view.js';
import { StatusTag, ToneTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useTerms } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { metricName } from '../../i18n/metric-words.js';
import { useWords } from '../../i18n/use-words.js';
import type { Cell, CompareRow } from './compare-row.js';

interface Column {
  id: string;
  title: Text | null;
  to: string;
  pending: boolean;
}
export interface Comparison {
  columns: readonly Column[];
  rows: readonly CompareRow[];
}

const tones = { agrees: 'pass', above_measured: 'fail', unproven: 'waiting' } as const;

/** What `said` says is what is compared, too. */
const plain = (said: string | null | undefined): Cell => ({ key: said || null, shown: said || '–' });
const cell = (key: string | null, shown: ReactNode): Cell => ({ key, shown: key === null ? '–' : shown });

function useCells() {
  const { t } = useWords();
  const { text } = useFormats();
  return {
    list: (words: readonly string[]) => plain([...words].sort().join(' · ')),
    yes: (value: boolean) => plain(t(value ? 'compare.yes' : 'compare.no')),
    prose: (value: Text | null | undefined) =>
      value ? cell(text(value), <TextView text={value} plain />) : plain(null),
  };
}

function useSolutions(ids: readonly string[]): Comparison {
  const { t, language } = useWords();
  const { money, count, figure, spread, day } = useFormats();
  const { list, yes, prose } = useCells();
  const regions = useTerms('region');
  const asked = useRows(
    readSolution,
    ids.map((id) => ({ params: { id } })),
  );
  const found = asked.map(({ data }) => data ?? null);
  const row = (name: string, of: (one: Solution) => Cell): CompareRow => ({
    name,
    cells: found.map((one) => one && of(one)),
  });
  const metrics = [
    ...new Set(
      found.flatMap((one) => [...(one?.claims ?? []), ...(one?.measured ?? [])].map(({ metric }) => metric)),
    ),
  ];
  const ofMetric = (metric: string) => (one: Solution) => {
    const claim = one.claims.find((had) => had.metric === metric);
    const measured = one.measured.filter((had) => had.metric === metric);
    if (!claim && measured.length === 0) return plain(null);
    const unit = criterionUnit(metric, undefined, language);
    const standing = claim ? claimStanding(claim, one.measured) : null;
    return cell(
      JSON.stringify([claim?.value, measured.map(({ value }) => value)]),
      <div className="sl-stack sl-tight">
        {claim ? (
          <span>
            <span className={standing === 'unproven' ? 'sl-muted' : undefined}>
              {t('solutions.claimed')} {`${figure(claim.value)} ${unit}`.trim()}
            </span>{' '}
            {standing ? <ToneTag tone={tones[standing]}>{t(`solutions.claim.${standing}`)}</ToneTag> : null}
          </span>
        ) : null}
        {measured.map((run) => {
          const told =
            run.lower === null || run.upper === null ? null : spread(run.value, run.lower, run.upper);
          return (
            <span key={`${run.benchmarkVersionId}:${run.value}`}>
              {t('solutions.measured')}{' '}
              <strong>{`${told ? told[0] : figure(run.value)} ${unit}`.trim()}</strong>
              {told ? <span className="sl-muted"> [{told.slice(1).join(', ')}]</span> : null}
              <span className="sl-muted sl-small compare-where">
                <TextView text={run.benchmark} />
              </span>
            </span>
          );
        })}
      </div>,
    );
  };
  return {
    columns: ids.map((id, at) => ({
      id,
      title: found[at]?.title ?? null,
      to: path.solution(id),
      pending: asked[at]?.isPending ?? false,
    })),
    rows: [
      row(t('compare.owner'), (one) => cell(one.owner.id, <TextView text={one.owner.name} />)),
      row(t('solutions.trl'), (one) => plain(t('solutions.trl_value', { trl: one.trl }))),
      row(t('solutions.readiness.facet'), (one) =>
        plain(one.provenTrl === null ? null : t('solutions.trl_value', { trl: one.provenTrl })),
      ),
      row(t('solutions.certificates'), (one) => plain(count(one.certificates))),
      row(t('solutions.tested_on'), (one) => plain(count(one.testedOn))),
      ...metrics.map((metric) => row(metricName(metric, language), ofMetric(metric))),
      row(t('solutions.price_from'), (one) => plain(one.priceFrom === null ? null : money(one.priceFrom))),
      row(t('common.field'), (one) => list(one.fields.map((field) => t(`taxonomy.field.${field}`)))),
      row(t('scenarios.site'), (one) => list(one.deployment.sites.map((site) => t(`taxonomy.site.${site}`)))),
      row(t('solutions.gpu_needed'), (one) => yes(one.deployment.gpu)),
      row(t('solutions.xinchuang'), (one) => yes(one.deployment.xinchuang)),
      row(t('solutions.cooperation'), (one) =>
        list(one.cooperationModes.map((mode) => t(`taxonomy.cooperation_mode.${mode}`))),
      ),
      row(t('common.region'), (one) => list(one.regions.map((region) => regions.nameOf(region)))),
      row(t('solutions.qualifications'), (one) =>
        list(
          one.qualifications.map(({ name, expires, expired }) =>
            expired
              ? `${name} / ${t('solutions.expired_no_evidence')}`
              : expires
                ? `${name} / ${t('solutions.valid_until', { day: day(expires) })}`
                : name,
          ),
        ),
      ),
      row(t('compare.summary'), (one) => prose(one.summary)),
    ],
  };
}

function useAlgorithms(ids: readonly string[]): Comparison {
  const { t } = useWords();
  const { count } = useFormats();
  const { list, prose } = useCells();
  const asked = useRows(
    readAlgorithm,
    ids.map((id) => ({ params: { id } })),
  );
  const found = asked.map(({ data }) => data ?? null);
  const row = (name: string, of: (one: Algorithm) => Cell): CompareRow => ({
    name,
    cells: found.map((one) => one && of(one)),
  });
  return {
    columns: ids.map((id, at) => ({
      id,
      title: found[at]?.title ?? null,
      to: path.algorithm(id),
      pending: asked[at]?.isPending ?? false,
    })),
    rows: [
      row(t('compare.owner'), (one) => cell(one.owner.id, <TextView text={one.owner.name} />)),
      row(t('common.task'), (one) => plain(t(`taxonomy.task.${one.task}`))),
      row(t('algorithms.certificates'), (one) => plain(count(one.certificates))),
      row(t('algorithms.versions'), (one) => plain(count(one.versions))),
      row(t('algorithms.licence'), (one) => plain(one.licence)),
      row(t('common.field'), (one) => list(one.fields.map((field) => t(`taxonomy.field.${field}`)))),
      row(t('field.intendedUse'), (one) => prose(one.card.intendedUse)),
      row(t('field.limits'), (one) => prose(one.card.limits)),
      row(t('field.trainingData'), (one) => prose(one.card.trainingData)),
      row(t('compare.summary'), (one) => prose(one.summary)),
    ],
  };
}

function useScenarios(ids: readonly string[]): Comparison {
  const { t } = useWords();
  const { money, day } = useFormats();
  const { list, prose } = useCells();
  const regions = useTerms('region');
  const asked = useRows(
    readScenario,
    ids.map((id) => ({ params: { id } })),
  );
  const found = asked.map(({ data }) => data ?? null);
  const row = (name: string, of: (one: Scenario) => Cell): CompareRow => ({
    name,
    cells: found.map((one) => one && of(one)),
  });
  return {
    columns: ids.map((id, at) => ({
      id,
      title: found[at]?.title ?? null,
      to: path.scenario(id),
      pending: asked[at]?.isPending ?? false,
    })),
    rows: [
      row(t('compare.owner'), (one) => cell(one.owner.id, <TextView text={one.owner.name} />)),
      row(t('common.status'), (one) => cell(one.status, <StatusTag thing="scenario" status={one.status} />)),
      row(t('scenarios.gate'), (one) =>
        list(one.gates.filter(({ open }) => open).map(({ gate }) => t(`gate.${gate}`))),
      ),
      row(t('compare.criteria'), (one) =>
        cell(
          one.criteria.length > 0
            ? JSON.stringify(one.criteria.map(({ metric, threshold }) => [metric, threshold]))
            : null,
          <ul className="sl-plain sl-stack sl-tight">
            {one.criteria.map((criterion) => (
              <li key={criterion.id}>
                <CriterionView criterion={criterion} about={{ task: one.task, subject: one.subject }} />
              </li>
            ))}
          </ul>,
        ),
      ),
      row(t('scenarios.budget'), (one) => plain(one.budget === null ? null : money(one.budget))),
      row(t('scenarios.deadline'), (one) => plain(one.deadline && day(one.deadline))),
      row(t('scenarios.decision_date'), (one) => plain(one.decisionDate && day(one.decisionDate))),
      row(t('common.field'), (one) => plain(one.field && t(`taxonomy.field.${one.field}`))),
      row(t('common.region'), (one) => plain(one.region && regions.nameOf(one.region))),
      row(t('scenarios.data'), (one) =>
        cell(
          one.datasets.length > 0 ? one.datasets.map(({ id }) => id).join() : null,
          <ul className="sl-plain">
            {one.datasets.map((data) => (
              <li key={data.id}>
                <Link to={path.dataset(data.id)}>
                  <TextView text={data.title} />
                </Link>
              </li>
            ))}
          </ul>,
        ),
      ),
      row(t('compare.problem'), (one) => prose(one.problem)),
    ],
  };
}

const none: readonly string[] = [];

/** Each kind's hook is called each time, the others' with nothing to read. */
export function useComparison(kind: ComparedKind, ids: readonly string[]): Comparison {
  const of = (one: ComparedKind) => (one === kind ? ids : none);
  const all = {
    solutions: useSolutions(of('solutions')),
    algorithms: useAlgorithms(of('algorithms')),
    scenarios: useScenarios(of('scenarios')),
  };
  return all[kind];
}
