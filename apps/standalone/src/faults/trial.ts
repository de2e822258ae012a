import { ProblemError } from '@scenario-lab/contracts/call';
import { runDeeds, submitRun } from '@scenario-lab/contracts/runs';
import { makeDice } from '../demo-data/seeded.js';
import { until } from '../seed/persona.js';
import { bringExam, type Entrant, type ExamPair } from '../testing/exam-pair.js';
import type { Blow } from '../testing/fault-log.js';
import { type Part, pause, SupervisedLab } from '../testing/supervised-lab.js';

export type Split = 'validation' | 'hidden';
export type Victim = Part | 'supervisor' | 'everything' | 'scoring';

/** What is done to the lab: a part is killed, or stopped where it stands for some milliseconds. */
export interface Strike {
  victim: Victim;
  freeze?: number;
}

/** Nobody is at these any more. */
export const over = ['finished', 'in_review', 'algorithm_fault', 'platform_fault', 'cancelled'];

const isRoot = process.getuid?.() === 0;

/** Sends runs of one vendor, whatever happens to the lab meanwhile. */
class Sender {
  /** The vendor's version and copies of it: the same one sent again while it waits is one run. */
  private versions: string[] = [];
  private sent = 0;
  /** Before the first run. */
  credit = 0;
  readonly undisturbed = {} as Record<Split, string>;
  /** Runs answered with 201. */
  readonly accepted: string[] = [];
  /** Cancels answered with 200. */
  readonly cancelled: string[] = [];
  /** Cancels whose answer was lost: either is right. */
  readonly maybeCancelled: string[] = [];

  constructor(
    private readonly lab: SupervisedLab,
    readonly entrant: Entrant,
    private readonly benchmarkVersionId: string,
  ) {}

  /** Copies of the version, the credit now, and one result of each split that nothing disturbs. */
  async prepare(splits: readonly Split[]): Promise<void> {
    const copies = await this.lab.sql<{ id: string }>(
      `INSERT INTO algorithm_version SELECT (jsonb_populate_record(v, jsonb_build_object('id', gen_random_uuid(), 'label', 'copy ' || n))).*
       FROM algorithm_version v, generate_series(1, 5) n WHERE v.id = $1 RETURNING id`,
      [this.entrant.versionId],
    );
    this.versions = [this.entrant.versionId, ...copies.map(({ id }) => id)];
    const [wallet] = await this.lab.sql<{ balance: number }>(
      'SELECT balance FROM wallet WHERE organisation_id = $1',
      [this.entrant.vendorId],
    );
    this.credit = wallet?.balance ?? 0;
    for (const split of splits) {
      const id = await this.submit(split);
      await ended(this.lab, [id], 60);
      this.undisturbed[split] = (await digests(this.lab, [id])).get(id) ?? '';
    }
  }

  private async submit(split: Split): Promise<string> {
    this.sent += split === 'validation' ? 1 : 0;
    const { id } = await this.entrant.vendor.call(submitRun, {
      body: {
        // Only the first has been tried, which the hidden split asks for.
        algorithmVersionId:
          (split === 'validation' && this.versions[(this.sent - 1) % this.versions.length]) ||
          this.entrant.versionId,
        benchmarkVersionId: this.benchmarkVersionId,
        split,
        engagementId: split === 'hidden' ? this.entrant.engagementId : null,
      },
    });
    return id;
  }

  /** Tries until the API says 201; what it did not say is not counted on. Answers the run, null if that is unknown. */
  async submitWhateverHappens(split: Split): Promise<string | null> {
    // A hidden run costs a look; one whose answer was lost may have been accepted and is not sent twice.
    const answer = await until(
      'an API that takes a run',
      () => this.submit(split).catch((error: unknown) => (split === 'hidden' ? String(error) : null)),
      (id) => id !== null,
      90,
    );
    if (!answer || !/^[0-9a-f-]{36}$/.test(answer)) return null;
    this.accepted.push(answer);
    return answer;
  }

  /** Asks once. A refusal says that the run was over. */
  async cancel(id: string): Promise<void> {
    try {
      await this.entrant.vendor.call(runDeeds.cancel, { params: { id }, body: {} });
      this.cancelled.push(id);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.status >= 500) this.maybeCancelled.push(id);
    }
  }
}

/**
 * A lab of its own that is struck while two vendors' runs pass through it, one of whom cancels some of its own.
 * `dice` decides victims' pauses, lengths of a freeze, and which run is cancelled when.
 */
export class FaultTrial {
  readonly dice;
  /** What was done and when the lab was whole again; milliseconds of the machine's clock, which is the database's. */
  readonly blows: (Blow & { freeze?: number })[] = [];
  senders: readonly Sender[] = [];

  private constructor(
    readonly lab: SupervisedLab,
    readonly seed: number,
  ) {
    this.dice = makeDice(seed);
  }

  static async open(seed: number): Promise<FaultTrial> {
    const trial = new FaultTrial(await SupervisedLab.open(), seed);
    await trial.lab.start();
    const exam: ExamPair = await bringExam(trial.lab.api, await trial.lab.adminPassword(), 3);
    const sender = (entrant: Entrant) => new Sender(trial.lab, entrant, exam.benchmarkVersionId);
    const [one, stranger] = [sender(exam.entrant), sender(exam.stranger)];
    await Promise.all([one.prepare(['validation', 'hidden']), stranger.prepare(['validation'])]);
    trial.senders = [one, stranger];
    return trial;
  }

  /** Strikes while runs come in; answers when every run is over or `seconds` after the last blow have passed. */
  async run(strikes: readonly Strike[], tell: (line: string) => void = () => {}): Promise<void> {
    const submissions = this.submitMeanwhile();
    try {
      for (const strike of strikes) {
        await pause(this.dice.between(500, 4_000));
        await this.strike(strike);
        const { at, mended } = this.blows.at(-1)!;
        tell(
          `${strike.freeze === undefined ? 'killed' : 'stopped'} ${strike.victim}, whole again after ${((mended - at) / 1_000).toFixed(1)} s`,
        );
      }
    } finally {
      await submissions.stop();
    }
    await ended(this.lab, await this.runs(), 120);
  }

  async runs(): Promise<string[]> {
    return (await this.lab.sql<{ id: string }>('SELECT id FROM run')).map(({ id }) => id);
  }

  private submitMeanwhile(): { stop(): Promise<void> } {
    const [one, stranger] = this.senders as [Sender, Sender];
    let submitting = true;
    const cancels: Promise<void>[] = [];
    const main = (async () => {
      for (let number = 0; submitting; number += 1) {
        const split = number === 4 || number === 9 ? 'hidden' : 'validation';
        const id = await one.submitWhateverHappens(split);
        // A hidden run that is cancelled would take its look with it.
        if (id && split === 'validation' && this.dice.chance(0.4)) {
          const wait = this.dice.between(0, 9_000);
          cancels.push(pause(wait).then(() => one.cancel(id)));
        }
        await pause(this.dice.between(1_500, 4_000));
      }
    })();
    const other = (async () => {
      while (submitting) {
        await stranger.submitWhateverHappens('validation');
        await pause(this.dice.between(4_000, 8_000));
      }
    })();
    return {
      stop: async () => {
        submitting = false;
        await Promise.all([main, other]);
        await Promise.all(cancels);
      },
    };
  }

  private async strike({ victim, freeze }: Strike): Promise<void> {
    const { lab } = this;
    // Before the blow, not after it: what it costs may be noticed while the dead are still being counted.
    let at = Date.now();
    if (victim === 'scoring') at = await this.killWhileScoring();
    else if (victim === 'supervisor') await lab.killSupervisor();
    else if (victim === 'everything') await lab.killEverything();
    else {
      // Not started as root there is no launcher apart: the execute worker has it for a child.
      const part = victim === 'launcher' && !isRoot ? 'execute' : victim;
      const blow = () => {
        at = Date.now();
        return freeze === undefined ? lab.kill(part) : lab.freeze(part, freeze);
      };
      // A part still down from the blow before is waited for: every blow is to hit.
      await until(`a running ${part}`, blow, Boolean, 60);
    }
    if (victim === 'supervisor' || victim === 'everything') await lab.start();
    this.blows.push({ victim, at, mended: Date.now(), ...(freeze === undefined ? {} : { freeze }) });
  }

  /**
   * Kills the score worker while it holds a collected run. Answers when it struck: the very claim seen before the blow
   * still stands after it, so that no claim of the worker that came next is taken for it.
   */
  private async killWhileScoring(): Promise<number> {
    const held = () =>
      this.lab
        .sql<{ claim: string }>(
          `SELECT id || ' ' || attempt AS claim FROM run WHERE status = 'scoring' AND lease_until IS NOT NULL`,
        )
        .catch(() => []);
    for (let time = 0; time < 20; time += 1) {
      const before = await until('a run being scored', held, (rows) => rows.length > 0, 90);
      const at = Date.now();
      if (!(await this.lab.kill('score'))) continue;
      const after = new Set((await held()).map(({ claim }) => claim));
      if (before.some(({ claim }) => after.has(claim))) return at;
    }
    throw new Error('the score worker was always quicker');
  }
}

async function ended(lab: SupervisedLab, ids: readonly string[], seconds: number): Promise<void> {
  await until(
    'the end of every run',
    () => lab.sql<{ id: string; status: string }>('SELECT id, status FROM run WHERE id = ANY($1)', [ids]),
    (rows) => rows.length === ids.length && rows.every(({ status }) => over.includes(status)),
    seconds,
  );
}

/** Digest of the owner's edition of each run that has one. */
export async function digests(lab: SupervisedLab, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await lab.sql<{ run_id: string; digest: string }>(
    `SELECT run_id, digest FROM result WHERE edition = 'owner' AND run_id = ANY($1)`,
    [ids],
  );
  return new Map(rows.map((row) => [row.run_id, row.digest]));
}
