import { queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { recordEvent, transition } from '@scenario-lab/db/transition';
import { revalidates } from '@scenario-lab/domain/pilots/revalidation';
import { z } from 'zod';
import type { ReportFacts } from './report-facts.js';

const Watched = z.object({
  id: z.string(),
  status: z.string(),
  algorithm_version_id: z.string(),
  scenario_id: z.string().nullable(),
  hidden_digest: z.string(),
  watched_at: z.date(),
});

const ClearWatchRow = z.object({
  id: z.string(),
});

/**
 * The field had put a certificate in doubt; the same program has passed on other rows since: the doubt is cleared, and
 * both sides of its pilots are told.
 */
export async function clearWatch(tx: Tx, facts: ReportFacts): Promise<void> {
  const watched = await queryRows(
    tx,
    Watched,
    `SELECT c.id, c.status, c.algorithm_version_id, be.scenario_id, b.hidden_digest, c.status_at AS watched_at
     FROM certificate c JOIN benchmark_version b ON b.id = c.benchmark_version_id JOIN benchmark be ON be.id = b.benchmark_id
     WHERE c.algorithm_version_id = $1 AND c.status = 'watch' AND c.run_id <> $2 FOR UPDATE OF c`,
    [facts.algorithm.versionId, facts.run.id],
  );
  for (const one of watched) {
    const cleared = revalidates({
      certificate: {
        status: one.status,
        algorithmVersionId: one.algorithm_version_id,
        scenarioId: one.scenario_id,
        hiddenDigest: one.hidden_digest,
        watchedAt: one.watched_at.getTime(),
      },
      run: {
        algorithmVersionId: facts.algorithm.versionId,
        scenarioId: facts.scenario?.id ?? null,
        hiddenDigest: facts.benchmark.hiddenDigest,
        submittedAt: Date.parse(facts.run.submittedAt),
        split: facts.run.split,
        overall: facts.owner.overall,
      },
    });
    if (!cleared) continue;
    await transition(tx, 'certificate', one.id, 'clear', {
      remark: `#${facts.run.number}`,
      set: { status_at: new Date(), reason: null },
    });
    const pilots = await queryRows(
      tx,
      ClearWatchRow,
      `SELECT p.id FROM pilot p JOIN run r ON r.engagement_id = p.engagement_id JOIN certificate c ON c.run_id = r.id
       WHERE c.id = $1 AND p.status IN ('planned', 'running', 'paused', 'evaluating')`,
      [one.id],
    );
    for (const { id } of pilots) await recordEvent(tx, { thing: 'pilot', id, event: 'pilot.revalidated' });
  }
}
