import { Inject, Injectable } from '@nestjs/common';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { recordEvent, transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { enoughObservations } from '@scenario-lab/domain/pilots/lab-to-field';
import { pilotPolicy } from '@scenario-lab/domain/pilots/pilots.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { demand } from '../http/demand.js';
import { DATABASE } from '../http/tokens.js';
import { type KpiFigures, type LabRun, readKpiFigures, readLabRun } from './kpi-figures.js';
import { holdPilot, type PilotRecord, pilotFactsOf, readPilotRecord } from './pilot-record.js';

type End = 'accept' | 'reject' | 'terminate';

@Injectable()
export class PilotsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  move(actor: SignedIn, id: string, event: 'pause' | 'resume' | 'evaluate', remark?: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdPilot(tx, actor, id, `pilot.${event}`);
      await transition(tx, 'pilot', id, event, { by: actor, remark, set: { updated_at: new Date() } });
    });
  }

  /** With its first day the engagement is in the field, unless an award has put it there already. */
  start(actor: SignedIn, id: string, remark?: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const pilot = await holdPilot(tx, actor, id, 'pilot.start');
      await transition(tx, 'pilot', id, 'start', { by: actor, remark, set: { updated_at: new Date() } });
      if (pilot.engagement_status === 'awarded') return;
      await transition(tx, 'engagement', pilot.engagement_id, 'start_pilot', {
        by: actor,
        set: { updated_at: new Date() },
      });
    });
  }

  /**
   * Acceptance, rejection or a stop: the engagement moves with it, and what was learnt becomes a case with its
   * numbers, in one transaction. Errors: `too_few_observations` with what is there and what was declared.
   */
  end(actor: SignedIn, id: string, event: End, statement: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const pilot = await readPilotRecord(tx, id);
      const lab = await readLabRun(tx, pilot.engagement_id);
      const figures = await readKpiFigures(tx, id, lab);
      const answer = may(pilotPolicy, actor, `pilot.${event}`, {
        ...pilotFactsOf(pilot),
        enoughObservations: figures.every(isEnough),
      });
      if (!answer.ok && answer.code === 'too_few_observations') throw tooFew(figures);
      demand(answer, { thing: 'pilot', status: pilot.status });
      await transition(tx, 'pilot', id, event, {
        by: actor,
        remark: statement,
        set: { statement, updated_at: new Date() },
      });
      // Stopped before it began it taught nothing, and the engagement stays where it is.
      if (pilot.status === 'planned') return;
      const accepted = event === 'accept';
      await transition(tx, 'engagement', pilot.engagement_id, accepted ? 'accept_field' : 'reject_field', {
        by: actor,
        set: { updated_at: new Date(), ...(accepted ? {} : { end_reason: statement }) },
      });
      await draftCase(tx, actor, pilot, accepted ? 'accepted' : 'failed', figures, lab);
    });
  }
}

const isEnough = ({ observations, counted }: KpiFigures) => enoughObservations(observations, counted);

function tooFew(figures: readonly KpiFigures[]): Refusal {
  const lacking = figures.filter((kpi) => !isEnough(kpi));
  const [first] = lacking;
  return new Refusal('too_few_observations', {
    criterion: first?.criterion.id ?? '',
    counted: first?.counted ?? 0,
    needed: first?.observations ?? 1,
    errors: lacking.map(({ criterion, counted, observations }) => ({
      path: `kpis.${criterion.id}`,
      code: 'too_few_observations',
      message: `${counted}/${observations}`,
    })),
  });
}

async function draftCase(
  tx: Tx,
  actor: SignedIn,
  pilot: PilotRecord,
  outcome: 'accepted' | 'failed',
  figures: readonly KpiFigures[],
  lab: LabRun | null,
): Promise<void> {
  const id = newId();
  const numbers = figures.map((kpi) => ({
    criterion: kpi.criterion.id,
    name: kpi.name,
    unit: kpi.unit,
    baseline: kpi.baseline,
    target: kpi.target,
    lab: kpi.lab?.value ?? null,
    field: kpi.field?.value ?? null,
    gap: kpi.gap?.gap ?? null,
    observations: kpi.counted,
  }));
  await tx.query(
    `INSERT INTO lab_case (id, pilot_id, title, outcome, numbers, scenario_id, solution_id, department_id, vendor_id,
       certificate_id, algorithm_version_id, field, region)
     SELECT $1, $2, f.scenario_title, $3, $4, f.scenario_id, f.solution_id, e.department_id, e.vendor_id, $5, $6, f.field,
       f.region
     FROM engagement e JOIN engagement_face f ON f.engagement_id = e.id WHERE e.id = $7`,
    [
      id,
      pilot.id,
      outcome,
      JSON.stringify(numbers),
      lab?.certificate_id ?? null,
      lab?.algorithm_version_id ?? null,
      pilot.engagement_id,
    ],
  );
  await recordEvent(tx, { thing: 'case', id, event: 'case.drafted', by: actor });
}
