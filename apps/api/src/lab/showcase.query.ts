import { Inject, Injectable } from '@nestjs/common';
import { engagementMachine } from '@scenario-lab/contracts/engagements/engagement.machine';
import type { readShowcase, Story } from '@scenario-lab/contracts/lab';
import type { Answer } from '@scenario-lab/contracts/route';
import type { SaveSolution } from '@scenario-lab/contracts/solutions';
import { fields } from '@scenario-lab/contracts/taxonomies';
import { CaseRecord, caseColumns, caseFrom, caseRowOf } from '@scenario-lab/db/cases/case.queries';
import { type CardRow, cardColumns, publishedSql } from '@scenario-lab/db/catalogue/listing.queries';
import { provenTrlSql, solutionEvidence, solutionFrom } from '@scenario-lab/db/catalogue/solution-evidence';
import {
  CertificateRecord,
  certificateColumns,
  certificateFrom,
  certificateOf,
  readCertificateRecord,
} from '@scenario-lab/db/certificates/certificate.queries';
import { json, queryOne, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import {
  ScenarioRecord,
  scenarioColumns,
  scenarioFrom,
  scenarioRowOf,
} from '@scenario-lab/db/scenarios/scenarios.queries';
import { type EngagementStatus, stageOf, stages } from '@scenario-lab/domain/engagements/stage';
import { allowed } from '@scenario-lab/domain/policy';
import { solutionPolicy } from '@scenario-lab/domain/solutions/solutions.policy';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';
import { cardBase, factsOf } from '../listing/card-view.js';
import { firstPicture } from '../listing/first-picture.js';

type Showcase = Answer<typeof readShowcase>;
const Counted = z.object({
  what: z.string(),
  status: z.string().nullable(),
  number: z.string(),
});
type Counted = z.output<typeof Counted>;

const shown = 4;
/** The page is the same for everybody and the first one everybody opens. */
const freshFor = 5_000;

@Injectable()
export class ShowcaseQuery {
  private kept: { at: number; showcase: Promise<Showcase> } | null = null;

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** As a visitor sees it, whoever asks. */
  read(): Promise<Showcase> {
    const now = Date.now();
    if (this.kept && now - this.kept.at < freshFor) return this.kept.showcase;
    const showcase = this.database.asActor('anonymous', compose);
    const kept = { at: now, showcase };
    this.kept = kept;
    showcase.catch(() => {
      if (this.kept === kept) this.kept = null;
    });
    return showcase;
  }
}

async function compose(tx: Tx): Promise<Showcase> {
  const counted = await queryRows(tx, Counted, 'SELECT what, status, number FROM showcase_counts()');
  const counts = await countsOf(tx, counted);
  return {
    counts,
    funnel: funnelOf(counted, counts.solutions),
    fields: await fieldsOf(tx),
    regions: await regionsOf(tx),
    story: await storyOf(tx),
    certificates: await certificatesOf(tx),
    scenarios: await scenariosOf(tx),
    solutions: await solutionsOf(tx),
    cases: await casesOf(tx),
  };
}

const CountsOfRow = z.object({
  solutions: z.number(),
  algorithms: z.number(),
  datasets: z.number(),
  scenarios: z.number(),
  benchmarks: z.number(),
  certificates: z.number(),
  cases: z.number(),
  organisations: z.number(),
});

async function countsOf(tx: Tx, counted: readonly Counted[]): Promise<Showcase['counts']> {
  const row = await queryOne(
    tx,
    CountsOfRow,
    `SELECT (SELECT count(*)::int FROM solution c WHERE ${publishedSql('c')}) AS solutions,
       (SELECT count(*)::int FROM algorithm c WHERE ${publishedSql('c')}) AS algorithms,
       (SELECT count(*)::int FROM dataset c WHERE ${publishedSql('c')}) AS datasets,
       (SELECT count(*)::int FROM scenario WHERE status IN ('published', 'closed')) AS scenarios,
       (SELECT count(*)::int FROM benchmark b WHERE (SELECT v.status FROM benchmark_version v
         WHERE v.benchmark_id = b.id ORDER BY (v.status = 'open') DESC, v.number DESC LIMIT 1) IN ('open', 'closed')) AS benchmarks,
       (SELECT count(*)::int FROM public_certificate WHERE status = 'valid') AS certificates,
       (SELECT count(*)::int FROM lab_case WHERE published) AS cases,
       (SELECT count(*)::int FROM organisation WHERE verified) AS organisations`,
  );
  const of = (what: string) => Number(counted.find((one) => one.what === what)?.number ?? 0);
  return { ...row, runs: of('run'), pilots: of('pilot'), replications: of('replication') };
}

/** Live engagements by the stage they stand in; before any engagement stands what is on show. */
function funnelOf(counted: readonly Counted[], solutions: number): Showcase['funnel'] {
  const live = new Set<string>(engagementMachine.live);
  const byStage = new Map<string, number>([['showcase', solutions]]);
  for (const { what, status, number } of counted) {
    if (what !== 'engagement' || status === null || !live.has(status)) continue;
    const stage = stageOf(status as EngagementStatus);
    byStage.set(stage, (byStage.get(stage) ?? 0) + Number(number));
  }
  return stages.map((stage) => ({ stage, engagements: byStage.get(stage) ?? 0 }));
}

const FieldsOfRow = z.object({
  field: z.string(),
  scenarios: z.number(),
  solutions: z.number(),
});

async function fieldsOf(tx: Tx): Promise<Showcase['fields']> {
  return queryRows(
    tx,
    FieldsOfRow,
    `SELECT f.field,
       (SELECT count(*)::int FROM scenario s WHERE s.field = f.field AND s.status IN ('published', 'closed')) AS scenarios,
       (SELECT count(*)::int FROM solution c WHERE c.fields @> ARRAY[f.field] AND ${publishedSql('c')}) AS solutions
     FROM unnest($1::text[]) WITH ORDINALITY AS f(field, place) ORDER BY f.place`,
    [fields],
  );
}

const RegionsOfRow = z.object({
  region: z.string(),
  scenarios: z.number(),
});

async function regionsOf(tx: Tx): Promise<Showcase['regions']> {
  return queryRows(
    tx,
    RegionsOfRow,
    `SELECT region, count(*)::int AS scenarios FROM scenario
     WHERE status IN ('published', 'closed') AND region IS NOT NULL GROUP BY region ORDER BY region`,
  );
}

/** The newest accepted case that tells its names, one that was certified before others; else the newest certificate of a need. */
async function storyOf(tx: Tx): Promise<Story | null> {
  const record = await queryRow(
    tx,
    CaseRecord,
    `SELECT ${caseColumns} FROM ${caseFrom} WHERE c.published AND NOT c.anonymous AND c.outcome = 'accepted'
     ORDER BY (c.certificate_id IS NOT NULL) DESC, c.updated_at DESC, c.id DESC LIMIT 1`,
  );
  if (record) {
    const certified = record.certificate && (await readCertificateRecord(tx, { number: record.certificate }));
    return {
      case: { ...caseRowOf(record, 'anonymous'), numbers: record.numbers },
      scenario: record.scenario,
      solution: record.solution,
      certificate: certified ? certificateOf(certified, 'anonymous') : null,
    };
  }
  const certified = await queryRow(
    tx,
    CertificateRecord,
    `SELECT ${certificateColumns} FROM ${certificateFrom} WHERE c.status = 'valid' AND c.scenario_id IS NOT NULL
     ORDER BY c.issued_at DESC, c.id DESC LIMIT 1`,
  );
  if (!certified) return null;
  const certificate = certificateOf(certified, 'anonymous');
  return { case: null, scenario: certificate.scenario, solution: null, certificate };
}

async function certificatesOf(tx: Tx): Promise<Showcase['certificates']> {
  const records = await queryRows(
    tx,
    CertificateRecord,
    `SELECT ${certificateColumns} FROM ${certificateFrom} WHERE c.status IN ('valid', 'watch')
     ORDER BY c.issued_at DESC, c.id DESC LIMIT ${shown}`,
  );
  return records.map((record) => certificateOf(record, 'anonymous'));
}

async function scenariosOf(tx: Tx): Promise<Showcase['scenarios']> {
  const records = await queryRows(
    tx,
    ScenarioRecord,
    `SELECT ${scenarioColumns('anonymous')} FROM ${scenarioFrom} WHERE s.status = 'published'
     ORDER BY s.updated_at DESC, s.id DESC LIMIT ${shown}`,
  );
  return records.map((record) => scenarioRowOf(record, 'anonymous'));
}

type SolutionsOfAnswer = CardRow<SaveSolution> & {
  certificates: number;
  tested_on: number;
  proven_trl: number | null;
};

const SolutionsOfRow = z.object({
  id: z.string(),
  owner: json<SolutionsOfAnswer['owner']>(),
  body: json<SolutionsOfAnswer['body']>(),
  status: z.string(),
  newest: z.string(),
  published: z.boolean(),
  remark: z.string().nullable(),
  updated_at: z.date(),
  certificates: z.number(),
  tested_on: z.number(),
  proven_trl: z.number().nullable(),
});

/** What is proven stands before what is new. */
async function solutionsOf(tx: Tx): Promise<Showcase['solutions']> {
  const rows = await queryRows(
    tx,
    SolutionsOfRow,
    `SELECT ${cardColumns('anonymous')}, ${solutionEvidence}, ${provenTrlSql} AS proven_trl FROM ${solutionFrom} WHERE ${publishedSql('c')}
     ORDER BY certificates DESC, tested_on DESC, c.updated_at DESC, c.id DESC LIMIT ${shown}`,
  );
  return rows.map((row) => ({
    ...cardBase(row, allowed(solutionPolicy, 'anonymous', factsOf(row))),
    trl: row.body.trl,
    certificates: row.certificates,
    provenTrl: row.proven_trl,
    testedOn: row.tested_on,
    picture: firstPicture(row.body.media),
  }));
}

async function casesOf(tx: Tx): Promise<Showcase['cases']> {
  const records = await queryRows(
    tx,
    CaseRecord,
    `SELECT ${caseColumns} FROM ${caseFrom} WHERE c.published ORDER BY c.updated_at DESC, c.id DESC LIMIT ${shown}`,
  );
  return records.map((record) => caseRowOf(record, 'anonymous'));
}
