import { readBenchmark } from '@scenario-lab/contracts/benchmarks';
import {
  downloadPdf,
  downloadStatement,
  listKeys,
  readCertificate,
  readReport,
} from '@scenario-lab/contracts/certificates';
import { readDataset } from '@scenario-lab/contracts/datasets';
import { readEngagement } from '@scenario-lab/contracts/engagements';
import { verifyEnvelope } from '@scenario-lab/contracts/envelope';
import { type Run, readRun } from '@scenario-lab/contracts/runs';
import { visitor } from '../seed/persona.js';
import { borderlineOffset, freshData, meanAbsoluteError } from './data.js';
import { enable, pilot } from './field.js';
import { engage, hiddenRun, matches, postNeed, provideData, showcase } from './links.js';
import { program } from './programs.js';
import { gatherPeople, type People } from './stage.js';

export const linkNames = ['showcase', 'matching', 'validation', 'field', 'enablement'] as const;
export type LinkName = (typeof linkNames)[number];

export interface ChainReport {
  links: Partial<Record<LinkName, { ok: boolean; seconds: number; error?: string }>>;
  facts: Record<string, unknown>;
}

interface Stage {
  api: string;
  lab: { email: (role: string) => string; password: string };
  seed: number;
  say: (line: string) => void;
}

/** Drives the whole chain once; stops at the first link that fails and says which. */
export async function driveChain({ api, lab, seed, say }: Stage): Promise<ChainReport> {
  const report: ChainReport = { links: {}, facts: { seed } };
  const facts = report.facts;
  const link = async <T>(name: LinkName, work: () => Promise<T>): Promise<T> => {
    const started = Date.now();
    say(`— ${name}`);
    try {
      const done = await work();
      report.links[name] = { ok: true, seconds: (Date.now() - started) / 1_000 };
      return done;
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      report.links[name] = { ok: false, seconds: (Date.now() - started) / 1_000, error: text };
      throw error;
    }
  };
  try {
    const data = freshData(seed);
    const offsets = { pass: 0, fail: 3, inconclusive: borderlineOffset(data.hidden) };
    const needles = [data.sentinel.digits, data.sentinel.words];
    const tag = seed.toString(36);
    const people = await gatherPeople(api, lab, tag);
    const vendors = { pass: people.vendor, fail: people.rivals[0]!, inconclusive: people.rivals[1]! };
    const kinds = ['pass', 'fail', 'inconclusive'] as const;

    const shown = await link('showcase', async () => {
      const made = {} as Record<(typeof kinds)[number], Awaited<ReturnType<typeof showcase>>>;
      for (const kind of kinds) {
        made[kind] = await showcase(people, vendors[kind], `${kind}-${tag}`, program(offsets[kind], needles));
        say(
          `  card and inspected algorithm of the vendor that must ${kind === 'inconclusive' ? 'come out inconclusive' : kind}`,
        );
      }
      return made;
    });

    const { need, engagements, dataset } = await link('matching', async () => {
      const dataset = await provideData(people, people.department, data, tag);
      say(`  ${data.hours.length} fresh rows, ${data.hidden.length} of them to be hidden`);
      const need = await postNeed(people, people.department, dataset, tag);
      say(`  need posted, compiled into a test and sealed (${need.digest?.slice(0, 12)}…)`);
      const list = await matches(people, need.scenarioId);
      const ours = list.find((match) => match.solution.id === shown.pass.solutionId);
      if (!ours || ours.reasons.length === 0)
        throw new Error('the match list does not have the new solution with reasons');
      say(`  matched with score ${ours.score.toFixed(1)}: ${ours.reasons[0]?.sentence.en}`);
      const engagements = {} as Record<(typeof kinds)[number], string>;
      for (const kind of kinds)
        engagements[kind] = await engage(
          people,
          vendors[kind],
          need,
          shown[kind].solutionId,
          dataset.datasetId,
        );
      facts.matchScoreBefore = ours.score;
      return { need, engagements, dataset };
    });
    Object.assign(facts, {
      scenarioId: need.scenarioId,
      benchmarkVersionId: need.benchmarkVersionId,
      benchmarkDigest: need.digest,
    });

    const certificate = await link('validation', async () => {
      const runs = {} as Record<(typeof kinds)[number], Run>;
      await Promise.all(
        kinds.map(async (kind) => {
          runs[kind] = await hiddenRun(
            people,
            vendors[kind],
            shown[kind].versionId,
            need.benchmarkVersionId,
            engagements[kind],
          );
        }),
      );
      facts.runs = Object.fromEntries(
        kinds.map((kind) => [kind, { id: runs[kind].id, verdict: runs[kind].verdict }]),
      );
      for (const kind of kinds) {
        if (runs[kind].verdict !== kind)
          throw new Error(`the run that must be ${kind} came out ${runs[kind].verdict}`);
        await recompute(
          people,
          runs[kind],
          meanAbsoluteError(data.hidden, offsets[kind]),
          data.hidden.length,
          say,
        );
      }
      const number = await verifyReports(people, api, runs.pass, say);
      facts.certificate = number;
      await searchForSentinel(
        people,
        { runs: kinds.map((kind) => runs[kind].id), need, dataset, engagements: Object.values(engagements) },
        needles,
        say,
      );
      const after = (await matches(people, need.scenarioId)).find(
        (match) => match.solution.id === shown.pass.solutionId,
      );
      if (!after || after.score <= Number(facts.matchScoreBefore))
        throw new Error(
          `measured evidence did not raise the match (${facts.matchScoreBefore} → ${after?.score})`,
        );
      say(
        `  measured evidence raises the match from ${Number(facts.matchScoreBefore).toFixed(1)} to ${after.score.toFixed(1)}`,
      );
      return number;
    });

    await link('field', async () => {
      const field = await pilot(people, engagements.pass);
      Object.assign(facts, field);
      say(
        `  pilot refused with too few observations, accepted with enough; lab-to-field gap ${field.gap?.toFixed(3)}`,
      );
    });

    await link('enablement', async () => {
      const fresh = freshData(seed + 1);
      const own = await provideData(people, people.district, fresh, `${tag}-north`);
      const test = await postNeed(people, people.district, own, `${tag}-north`);
      const done = await enable(people, engagements.pass, test.benchmarkVersionId);
      Object.assign(facts, done);
      say(
        `  another district adopted it after a transfer test on its own sealed data (${done.verdict}); certificate ${certificate}`,
      );
    });
  } catch (error) {
    say(`  ${error instanceof Error ? error.message : error}`);
    if (error instanceof Error && error.stack) facts.stack = error.stack;
  }
  return report;
}

/** The owner's edition carries the figure in full: it must be the textbook sum over the truth we made. */
async function recompute(
  people: People,
  run: Run,
  expected: number,
  rows: number,
  say: Stage['say'],
): Promise<void> {
  const full = await people.department.call(readRun, { params: { id: run.id } });
  const figure = full.result?.figures.find((one) => one.metric === 'mae' && one.slice === null);
  if (full.edition !== 'owner' || !figure || figure.value === null)
    throw new Error('the need’s owner does not see the full result');
  if (figure.rows !== rows) throw new Error(`${figure.rows} rows were scored, ${rows} are hidden`);
  if (Math.abs(figure.value - expected) > 1e-9)
    throw new Error(`MAE ${figure.value} is not ${expected}, recomputed from the truth`);
  say(
    `  ${run.verdict}: MAE ${figure.value.toFixed(6)} MW = recomputed; vendor sees ${run.result?.figures.find((one) => one.metric === 'mae')?.value}`,
  );
}

/** Report and certificate verify with the lab's key, fail with one byte changed, fail with another key. */
async function verifyReports(
  people: People,
  api: string,
  run: Run,
  say: Stage['say'],
): Promise<string | null> {
  const keys = (await visitor(api).call(listKeys, {})).map((key) => key.publicKey);
  const params = { id: run.report?.id ?? '', edition: 'vendor' as const };
  const text = await (await people.vendor.call(downloadStatement, { params })).text();
  const genuine = verifyEnvelope(text, keys);
  if (!genuine.ok) throw new Error(`the signed report does not verify: ${genuine.code}`);
  const at = Math.floor(text.length / 2);
  const changed = `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
  if (verifyEnvelope(changed, keys).ok) throw new Error('a changed byte went unnoticed');
  const other = Buffer.alloc(32, 7).toString('base64');
  if (verifyEnvelope(text, [other]).ok) throw new Error('another key was accepted');
  const pdf = await (await people.vendor.call(downloadPdf, { params, query: { lang: 'zh' } })).arrayBuffer();
  if (Buffer.from(pdf.slice(0, 5)).toString() !== '%PDF-') throw new Error('the PDF is not one');
  await people.vendor.call(readReport, { params: { id: params.id } });
  if (!run.certificate) {
    if (run.level === 'basic') {
      say('  report verifies; no certificate, because the sandbox level is basic');
      return null;
    }
    throw new Error('the passed run has no certificate');
  }
  const certificate = await visitor(api).call(readCertificate, { params: { number: run.certificate } });
  if (certificate.status !== 'valid')
    throw new Error(`certificate ${certificate.number} is ${certificate.status}`);
  say(
    `  report verifies, a changed byte and another key are refused; certificate ${certificate.number} is public`,
  );
  return certificate.number;
}

/** Every answer any vendor ever got, and some more that it may ask for, must not hold the sentinel. */
async function searchForSentinel(
  people: People,
  things: {
    runs: string[];
    need: { benchmarkId: string };
    dataset: { datasetId: string };
    engagements: string[];
  },
  needles: readonly string[],
  say: Stage['say'],
): Promise<void> {
  const vendors = [people.vendor, ...people.rivals];
  for (const [index, vendor] of vendors.entries()) {
    await vendor.call(readDataset, { params: { id: things.dataset.datasetId } });
    await vendor.call(readBenchmark, { params: { id: things.need.benchmarkId } });
    await vendor.call(readRun, { params: { id: things.runs[index] ?? '' } });
    await vendor.call(readEngagement, { params: { id: things.engagements[index] ?? '' } });
  }
  const leak = people.heard.find(({ text }) => needles.some((needle) => text.includes(needle)));
  if (leak) throw new Error(`the sentinel was told to a vendor by ${leak.url}`);
  say(
    `  the sentinel is in none of ${people.heard.length} answers to vendors, and no program found it where it ran`,
  );
}
