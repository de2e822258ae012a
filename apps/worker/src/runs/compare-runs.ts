import { randomUUID } from 'node:crypto';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { execute } from '@scenario-lab/db/core/rows';
import { leadingMetric } from '@scenario-lab/domain/benchmarks/leading-metric';
import type { Compared } from '@scenario-lab/evaluation/compare';
import { assertIntact } from '../blobs/fetch.js';
import type { ScoreDesk } from '../desk.js';
import { onceAtATime } from '../once-at-a-time.js';
import type { WakeUp } from '../queue/jobs.js';
import { tryJob } from '../queue/try-job.js';
import type { Comparison } from './compare-exam.js';
import { type BoardFacts, type CompareFacts, compareFacts } from './compare-facts.js';

type Pair = readonly [run: string, other: string | null];

/**
 * Compares an approved run with everybody on the same hidden split, and with the baseline, on each board it stands
 * on. All are compared together, so whoever joins a board makes its levels anew; a board that is known whole is not
 * computed again.
 */
export async function compareRuns(desk: ScoreDesk, { thingId }: WakeUp): Promise<void> {
  const facts = await desk.db.asSystem((tx) => compareFacts(tx, thingId));
  for (const board of facts?.boards ?? []) {
    // Whoever comes second finds the work done, or is woken again by the reconciler.
    await onceAtATime(desk.db, `compare-runs:${board.versionId}`, async () => {
      const fresh = await desk.db.asSystem((tx) => compareFacts(tx, thingId));
      if (fresh) await tryJob(desk, 'compare-runs', thingId, () => compareOn(desk, board, fresh));
    });
  }
}

async function compareOn(desk: ScoreDesk, board: BoardFacts, facts: CompareFacts): Promise<void> {
  const { versionId } = board;
  const pairs = allPairs(facts);
  if (!isMissing(pairs, board, facts)) return;
  const sitters = facts.contestants.filter(
    (one) => one.datasetVersionId === board.datasetVersionId && one.predictionsSha256 !== null,
  );
  const there = new Set(sitters.map(({ runId }) => runId));
  const able = pairs.filter(([run, other]) => there.has(run) && (other === null || there.has(other)));
  const unable = pairs.filter((pair) => !able.includes(pair));
  const compared = able.length > 0 ? await compare(desk, board, facts, sitters, able) : [];
  const rows = [...compared, ...unable.map(([run, other]) => ({ run, other, lead: null, p: null }))];
  await desk.db.asSystem((tx) =>
    execute(
      tx,
      `INSERT INTO comparison (benchmark_version_id, run_id, other_id, lead, p)
       SELECT $1, run_id, other_id, lead, p FROM jsonb_to_recordset($2::jsonb)
         AS pair (run_id uuid, other_id uuid, lead integer, p double precision)
       ON CONFLICT (benchmark_version_id, run_id, other_id) DO UPDATE SET lead = excluded.lead, p = excluded.p`,
      [
        versionId,
        JSON.stringify(
          rows.map(({ run, other, lead, p }) => ({ run_id: run, other_id: other ?? versionId, lead, p })),
        ),
      ],
    ),
  );
  desk.log.info({ board: versionId, pairs: rows.length }, 'compared in pairs');
}

/** The later run of a pair comes first; the one with the baseline last, for it says that a run is done with. */
const allPairs = ({ contestants }: CompareFacts): Pair[] =>
  contestants.flatMap(({ runId }, at): Pair[] => [
    ...contestants.slice(0, at).map((earlier): Pair => [runId, earlier.runId]),
    [runId, null],
  ]);

function isMissing(pairs: readonly Pair[], { versionId }: BoardFacts, { known }: CompareFacts): boolean {
  const done = new Set(
    known.filter((one) => one.versionId === versionId).map((one) => `${one.runId}/${one.otherId}`),
  );
  return pairs.some(([run, other]) => !done.has(`${run}/${other ?? versionId}`));
}

async function compare(
  desk: ScoreDesk,
  board: BoardFacts,
  facts: CompareFacts,
  sitters: CompareFacts['contestants'],
  pairs: readonly Pair[],
): Promise<Compared[]> {
  const wanted = new Set(pairs.flat());
  const contestants = sitters.filter(({ runId }) => wanted.has(runId));
  const versions = new Set([board.versionId, ...contestants.map(({ versionId }) => versionId)]);
  const sealed = facts.sealed.filter(({ versionId }) => versions.has(versionId));
  const truths = [...sealed.map(({ truthSha256 }) => truthSha256), ...board.openTruths];
  const place = join(desk.vaultDir, 'marking', randomUUID());
  await mkdir(place, { recursive: true, mode: 0o700 });
  try {
    const answers: Comparison['answers'][number][] = [];
    for (const { runId, versionId, predictionsSha256 } of contestants) {
      const file = join(place, `${runId}.bin`);
      await assertIntact(desk.vault, predictionsSha256!);
      await symlink(desk.vault.path(predictionsSha256!), file);
      answers.push({ runId, versionId, file });
    }
    for (const sha256 of new Set(truths)) await assertIntact(desk.vault, sha256);
    const files = Object.fromEntries(truths.map((sha256) => [sha256, desk.vault.path(sha256)]));
    const metric = leadingMetric(board.plan);
    return await desk.compare({ board, metric, sealed, answers, pairs, files });
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}
