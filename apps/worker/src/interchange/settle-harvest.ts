import type { ImportCounts, ImportKind, ImportLine } from '@scenario-lab/contracts/catalogue-imports';
import type { HarvestProblem, sourcePaces } from '@scenario-lab/contracts/catalogue-sources';
import { execute, queryOne, queryRow, word } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { transition } from '@scenario-lab/db/transition';
import { mostFailures, mostlyVanished, nextHarvest } from '@scenario-lab/domain/interchange/harvest-times';
import { countsOf, judge } from '@scenario-lab/interchange/judge';
import { goneOf, lineOf, oneAtATime, takeOver } from '@scenario-lab/interchange/take-over';
import { z } from 'zod';
import type { Brought, Progress } from './bring-pages.js';

export interface Claimed {
  id: string;
  source_id: string;
  trial: boolean;
  accept_vanished: boolean;
  tries: number;
}
const Source = z.object({
  id: z.string(),
  organisation_id: z.string(),
  person_id: z.string(),
  status: z.string(),
  name: z.string(),
  address: z.string(),
  kind: word<ImportKind>(),
  licence: z.string().nullable(),
  every: word<(typeof sourcePaces)[number]>(),
  failures: z.number(),
});
type Source = z.output<typeof Source>;
interface Outcome {
  problem: HarvestProblem | null;
  counts: ImportCounts | null;
  lines: ImportLine[];
  importId: string | null;
}

/** Of each source so many harvests are kept; those that changed something stand among the imports besides. */
const kept = 100;

const SettleHarvestRow = z.object({
  id: z.string(),
});

/** What a harvest came to, all of it or nothing. Who has lost the claim meanwhile writes nothing. */
export async function settleHarvest(
  tx: Tx,
  base: string,
  claimed: Claimed,
  brought: Brought,
  progress: Progress,
): Promise<HarvestProblem | null> {
  const source = await queryRow(
    tx,
    Source,
    `SELECT id, organisation_id, person_id, status, name, address, kind, licence, every, failures
     FROM catalogue_source WHERE id = $1 FOR UPDATE`,
    [claimed.source_id],
  );
  const held = await queryRow(
    tx,
    SettleHarvestRow,
    'SELECT id FROM catalogue_harvest WHERE id = $1 AND tries = $2 AND ended_at IS NULL FOR UPDATE',
    [claimed.id, claimed.tries],
  );
  if (!source || !held) return null;
  // Removed in the meantime: nothing of it comes in any more.
  const wanted = source.status !== 'removed';
  const outcome: Outcome =
    brought.ok && wanted
      ? await take(tx, base, claimed, source, brought)
      : { problem: brought.ok ? null : brought.problem, counts: null, lines: [], importId: null };
  await execute(
    tx,
    `UPDATE catalogue_harvest SET ended_at = now(), pages = $2, entries = $3, received = $4, problem = $5, counts = $6,
       lines = $7, mapping = $8, paths = $9, import_id = $10 WHERE id = $1`,
    [
      claimed.id,
      progress.pages,
      progress.entries,
      progress.received,
      json(outcome.problem),
      json(outcome.counts),
      // Beside an import the lines stand there.
      JSON.stringify(
        outcome.importId === null ? outcome.lines.filter(({ outcome: became }) => became !== 'same') : [],
      ),
      json(brought.ok ? brought.mapping : null),
      JSON.stringify(brought.ok ? brought.paths : []),
      outcome.importId,
    ],
  );
  await execute(
    tx,
    `DELETE FROM catalogue_harvest WHERE source_id = $1 AND ended_at IS NOT NULL AND id NOT IN (
       SELECT id FROM catalogue_harvest WHERE source_id = $1 ORDER BY id DESC LIMIT ${kept})`,
    [source.id],
  );
  if (!claimed.trial && wanted) await reschedule(tx, source, outcome.problem !== null);
  return outcome.problem;
}

const json = (value: unknown) => (value === null ? null : JSON.stringify(value));

async function take(
  tx: Tx,
  base: string,
  claimed: Claimed,
  source: Source,
  brought: Extract<Brought, { ok: true }>,
): Promise<Outcome> {
  await oneAtATime(tx);
  const from = new URL(source.address);
  const file = {
    kind: source.kind,
    fileName: `${from.host}${from.pathname}`.slice(0, 200),
    source: source.name,
    sourceAddress: `${from.origin}/`,
    licence: source.licence ?? undefined,
  };
  const own = { base, organisationId: source.organisation_id, sourceId: source.id };
  const judged = await judge(tx, brought.entries, file, own);
  const keys = judged.flatMap(({ key }) => key ?? []);
  const { gone, of } = await goneOf(tx, source.id, keys);
  const told = () => [...judged.map(({ line }) => line), ...gone.map(lineOf)];
  if (claimed.trial) return { problem: null, counts: countsOf(told()), lines: told(), importId: null };
  if (mostlyVanished(gone.length, of) && !claimed.accept_vanished) {
    const problem = { fetch: null, reading: null, vanished: { gone: gone.length, of } };
    return { problem, counts: countsOf(told()), lines: told(), importId: null };
  }
  const bearer = {
    organisationId: source.organisation_id,
    personId: source.person_id,
    by: undefined,
    sourceId: source.id,
  };
  const { id, lines } = await takeOver(tx, bearer, file, judged, gone);
  return { problem: null, counts: countsOf(lines), lines, importId: id };
}

const RescheduleRow = z.object({
  now: z.date(),
});

/** Its owner hears of the first failure and of the last; what lies between is tried ever more seldom. */
async function reschedule(tx: Tx, source: Source, failed: boolean): Promise<void> {
  const { now } = await queryOne(tx, RescheduleRow, 'SELECT now() AS now');
  const failures = failed ? source.failures + 1 : 0;
  const set = { failures, next_at: nextHarvest(source.every, failures, now) };
  if (source.status === 'active' && failed) {
    await transition(tx, 'catalogue_source', source.id, 'fail', { set });
  } else if (source.status === 'failing' && !failed) {
    await transition(tx, 'catalogue_source', source.id, 'recover', { set });
  } else if (source.status === 'failing' && failures >= mostFailures) {
    await transition(tx, 'catalogue_source', source.id, 'give_up', { set: { failures, next_at: null } });
  } else if (source.status === 'active' || source.status === 'failing') {
    await execute(tx, 'UPDATE catalogue_source SET failures = $2, next_at = $3 WHERE id = $1', [
      source.id,
      set.failures,
      set.next_at,
    ]);
  }
}
