import type { Plan } from '@scenario-lab/contracts/benchmarks';
import { isResource } from '@scenario-lab/contracts/metrics';
import type { Result } from '@scenario-lab/contracts/runs';
import { vendorInstantOf, vendorResourcesOf } from '@scenario-lab/domain/runs/edition';
import { metricById } from '@scenario-lab/metrics/registry';
import type { z } from 'zod';
import type { Issued } from './certificate.js';
import type { ReportFacts } from './report-facts.js';

export const predicateType = 'urn:scenario-lab:validation-report:1';
export type EditionName = 'owner' | 'vendor';
type ResultBody = z.infer<typeof Result>;

/** What a report does not say; printed on it, so that nobody reads more into it. */
export const limitsOfValidity = {
  zh: [
    '结论仅对所列摘要对应的算法制品、试题包与指标代码版本有效；任何改动都需要重新测试。',
    '结论描述算法在本基准隐藏数据上的表现，不保证在其他数据、场景或时期的表现。',
    '区间反映抽样误差，不包含真值标注误差与数据分布变化。',
    '“通过复核”表示测试过程规范；是否达标以各项指标的判定为准。',
  ],
  en: [
    'The findings hold for the artifact, exam pack and metric code with the digests given; any change needs a new test.',
    "They describe the algorithm on this benchmark's hidden data and promise nothing for other data, places or times.",
    'Intervals reflect sampling error; they do not cover errors of the truth itself or a change of the data over time.',
    '"Approved" says that the test was properly conducted; whether a criterion was met is said by its verdict.',
  ],
};

/** What was said in writing when the exam was sealed belongs to what its findings are worth. */
function limitsFor({ leakAnswer, powerAnswer }: Pick<Plan, 'leakAnswer' | 'powerAnswer'>) {
  const said = (answer: string | undefined, zh: string, en: string) =>
    answer === undefined ? [] : [[`${zh}${answer}`, `${en}${answer}`] as const];
  const more = [
    ...said(
      leakAnswer,
      '封存时，简单模型凭部分列几乎完全算出目标；封存方说明并非泄露的理由：',
      'When sealed, a quick model told the target nearly perfectly; why that is said to be no leak: ',
    ),
    ...said(
      powerAnswer,
      '样本量偏少，达到期望水平的算法也可能通不过；需求单位仍予开放的理由：',
      'There are few rows: even a program as good as hoped for may not pass; why it was opened all the same: ',
    ),
  ];
  return {
    zh: [...limitsOfValidity.zh, ...more.map(([zh]) => zh)],
    en: [...limitsOfValidity.en, ...more.map(([, en]) => en)],
  };
}

export interface Paper {
  reportId: string;
  issuedAt: string;
  certificate: Issued | null;
  /** Why no certificate follows; empty when one does. */
  obstacles: readonly string[];
}

const overallFigures = (result: ResultBody) =>
  result.figures.filter(({ slice }) => slice === null).map(({ metric, value }) => ({ metric, value }));

/** The signed account of a run as an in-toto statement (v1): what was examined is the subject, what was found the predicate. */
export function statementOf(facts: ReportFacts, edition: EditionName, paper: Paper) {
  const result = edition === 'owner' ? facts.owner : facts.vendorEdition;
  const { plan } = facts.benchmark;
  const { unpublishedRuns, review, runtime, previous } = facts;
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: `${facts.algorithm.versionId}`, digest: { sha256: facts.algorithm.sha256 } }],
    predicateType,
    predicate: {
      edition,
      reportId: paper.reportId,
      issuedAt: paper.issuedAt,
      certificate: paper.certificate && {
        number: paper.certificate.number,
        issuedAt: paper.certificate.issuedAt,
        expiresAt: paper.certificate.expiresAt,
        demonstration: paper.certificate.demonstration,
      },
      certificateObstacles: paper.obstacles,
      run: {
        id: facts.run.id,
        number: facts.run.number,
        split: facts.run.split,
        submittedAt: facts.run.submittedAt,
        endedAt:
          edition === 'owner' || !facts.run.endedAt ? facts.run.endedAt : vendorInstantOf(facts.run.endedAt),
      },
      vendor: facts.vendor,
      algorithm: {
        id: facts.algorithm.id,
        title: facts.algorithm.title,
        versionId: facts.algorithm.versionId,
        label: facts.algorithm.label,
        kind: facts.algorithm.kind,
      },
      scenario: facts.scenario,
      benchmark: {
        id: facts.benchmark.id,
        title: facts.benchmark.title,
        versionId: facts.benchmark.versionId,
        number: facts.benchmark.number,
        task: plan.task,
        target: plan.target,
        resamplingUnit: plan.resamplingUnit,
        limits: plan.limits,
        rows: facts.pack.rows,
        executions: facts.pack.executions,
      },
      dataset: {
        id: facts.dataset.id,
        title: facts.dataset.title,
        versionId: facts.dataset.versionId,
        label: facts.dataset.label,
        accessMode: facts.dataset.accessMode,
        truthPublic: facts.dataset.truthPublic,
      },
      digests: {
        artifact: facts.algorithm.sha256,
        unpackedArtifact: facts.algorithm.unpackedSha256,
        pack: facts.pack.sha256,
        benchmark: facts.benchmark.digest,
        hiddenSplit: facts.benchmark.hiddenDigest,
        environment: runtime?.digest ?? null,
        // Each would confirm a guess at what the coarse edition hides.
        ...(edition === 'owner'
          ? {
              dataset: facts.dataset.sha256,
              predictions: facts.run.predictions,
              result: facts.owner.digest,
            }
          : {}),
      },
      metricCode: Object.fromEntries(measuredIn(plan).map((id) => [id, metricById(id).version])),
      overall: judged(result.overall),
      criteria: result.criteria,
      figures: result.figures,
      plots: result.plots,
      baseline: result.baseline,
      previousVersion: previous && {
        run: previous.number,
        label: previous.label,
        figures: overallFigures(previous[edition]),
      },
      resources: edition === 'owner' ? facts.resources : vendorResourcesOf(facts.resources),
      looks: facts.look,
      unpublishedRuns,
      priorAccess: facts.run.priorAccess,
      sandbox: { level: facts.run.level, runtime },
      offlineEvidence: [],
      review: {
        decision: review.decision,
        statement: review.statement,
        reviewer: review.reviewer,
        at: review.at,
      },
      limitsOfValidity: limitsFor(plan),
    },
  };
}

export type Statement = ReturnType<typeof statementOf>;

/** Only a run that was judged is reported; a synthetic sample is not. */
function judged<V>(overall: V | null): V {
  if (overall === null) throw new Error('a run without a verdict has no report');
  return overall;
}

/** Every metric a figure or a criterion is of; what a run cost is no metric of ours. */
const measuredIn = ({ metrics, criteria }: Pick<Plan, 'metrics' | 'criteria'>): string[] =>
  [...new Set([...metrics, ...criteria.map(({ metric }) => metric)])].filter((id) => !isResource(id));
