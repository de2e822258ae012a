import { isDeepStrictEqual } from 'node:util';
import { until } from '../seed/persona.js';
import { type Attempt, type Loss, lossesOf } from '../testing/fault-log.js';
import { digests, type FaultTrial, over, type Split } from './trial.js';

/** One promise of the lab after the blows; `seen` is empty where it was kept. */
export interface Finding {
  promise: string;
  seen: unknown[];
}

interface Ended {
  id: string;
  organisation: string;
  split: Split;
  status: string;
  ends: number;
  editions: number;
  open: number;
  lost: number;
}

/** How long after a blow a lost claim may go unnoticed, and when the run is to be under way again; milliseconds. */
const noticedWithin = 60_000;
const againWithin = 75_000;

/** Every promise about accepted runs, held against what the trial's lab has on record. The lab is stopped after it. */
export async function findings(trial: FaultTrial): Promise<{ found: Finding[]; lost: Loss[] }> {
  const { lab, senders } = trial;
  const runs = await lab.sql<Ended>(
    `SELECT r.id, r.split, r.status, r.vendor_id AS organisation,
       (SELECT count(*) FROM event e WHERE e.thing_id = r.id AND e.to_status = ANY($1))::int AS ends,
       (SELECT count(*) FROM result q WHERE q.run_id = r.id)::int AS editions,
       (SELECT count(*) FROM attempt a WHERE a.run_id = r.id AND a.ended_at IS NULL)::int AS open,
       (SELECT count(*) FROM attempt a WHERE a.run_id = r.id AND a."end" IN ('lost', 'platform_fault'))::int AS lost
     FROM run r ORDER BY r.number`,
    [over],
  );
  const attempts = await lab.sql<Attempt>(
    `SELECT run_id AS run, number, phase, "end", (extract(epoch FROM started_at) * 1000)::float AS started,
       (extract(epoch FROM ended_at) * 1000)::float AS ended FROM attempt ORDER BY started_at`,
  );
  const { lost, groundless } = blamed(attempts, trial);
  const found = [
    {
      promise: 'a run that was answered with 201 is there',
      seen: senders.flatMap(({ accepted }) => accepted.filter((id) => !runs.some((run) => run.id === id))),
    },
    {
      promise:
        'a run ends once, with the result it has when nothing happens; a fault of the lab took three losses',
      seen: await wrongEnds(trial, runs),
    },
    {
      promise: 'only a run whose vendor asked for it is cancelled, and one told to be cancelled is',
      seen: wronglyCancelled(trial, runs),
    },
    { promise: 'no claim is lost but by a blow to its own worker', seen: groundless },
    {
      promise: 'a lost claim is noticed and begun again in time',
      seen: lost.filter(({ noticed, again }) => noticed > noticedWithin || (again ?? 0) > againWithin),
    },
    { promise: 'credit: what began is left or was spent, by each run once', seen: await lostCredit(trial) },
    {
      promise: 'looks: one for each hidden run, returned for the lab’s faults',
      seen: await lab.sql(
        `SELECT r.id, r.status, l.charged FROM run r LEFT JOIN look l ON l.run_id = r.id WHERE r.split = 'hidden'
           AND l.charged IS DISTINCT FROM (r.status <> 'platform_fault')`,
      ),
    },
    {
      promise: 'an idle sandbox holds no process, mount or group of a run',
      seen: await until(
        'an idle sandbox',
        async () => lab.sandboxLeftovers(),
        (rest) => rest.length === 0,
        20,
      ).catch(() => lab.sandboxLeftovers()),
    },
  ];
  const code = await lab.stop();
  found.push({
    promise: 'the lab ends in good order and leaves nothing behind',
    seen: [...(code === 0 ? [] : [`exit ${code}`]), ...lab.leftovers()],
  });
  return { found, lost };
}

/** Losses with the blow that cost each; a claim that was lost without one is told as words. */
function blamed(attempts: readonly Attempt[], trial: FaultTrial): { lost: Loss[]; groundless: string[] } {
  const lost: Loss[] = [];
  const groundless: string[] = [];
  for (const { run } of new Map(attempts.map((one) => [one.run, one])).values()) {
    try {
      const own = attempts.filter((one) => one.run === run);
      lost.push(...lossesOf(own, trial.blows));
    } catch (error) {
      groundless.push(error instanceof Error ? error.message : String(error));
    }
  }
  return { lost, groundless };
}

async function wrongEnds({ lab, senders }: FaultTrial, runs: readonly Ended[]): Promise<unknown[]> {
  const result = await digests(
    lab,
    runs.map(({ id }) => id),
  );
  const undisturbed = new Map(senders.map(({ entrant, undisturbed: one }) => [entrant.vendorId, one]));
  return runs.flatMap(({ id, organisation, ...run }) => {
    const found = { ...run, digest: result.get(id) ?? null };
    const without = { ...found, ends: 1, editions: 0, open: 0, digest: null };
    const expected =
      run.status === 'platform_fault'
        ? { ...without, lost: 3 }
        : run.status === 'cancelled'
          ? without
          : {
              ...without,
              status: run.split === 'hidden' ? 'in_review' : 'finished',
              editions: 2,
              digest: undisturbed.get(organisation)?.[run.split] ?? null,
            };
    return isDeepStrictEqual(found, expected) ? [] : [{ id, found, expected }];
  });
}

function wronglyCancelled({ senders }: FaultTrial, runs: readonly Ended[]): unknown[] {
  const told = new Set(senders.flatMap(({ cancelled }) => cancelled));
  const perhaps = new Set(senders.flatMap(({ maybeCancelled }) => maybeCancelled));
  return runs.filter(({ id, status }) => {
    const is = status === 'cancelled';
    return is ? !told.has(id) && !perhaps.has(id) : told.has(id);
  });
}

async function lostCredit({ lab, senders }: FaultTrial): Promise<unknown[]> {
  const wallets = await lab.sql<{ id: string; balance: number; held: number; spent: number; most: number }>(
    `SELECT w.organisation_id AS id, w.balance, w.held, coalesce(sum(e.amount), 0) AS spent,
       (SELECT coalesce(max(n), 0) FROM (SELECT count(*)::int AS n FROM wallet_entry WHERE kind = 'spend' GROUP BY run_id) s) AS most
     FROM wallet w LEFT JOIN wallet_entry e ON e.organisation_id = w.organisation_id AND e.kind = 'spend'
     WHERE w.organisation_id = ANY($1) GROUP BY w.organisation_id`,
    [senders.map(({ entrant }) => entrant.vendorId)],
  );
  return wallets.filter(({ id, balance, held, spent, most }) => {
    const began = senders.find(({ entrant }) => entrant.vendorId === id)?.credit ?? 0;
    return held !== 0 || most > 1 || Math.abs(balance + spent - began) > 1e-6;
  });
}
