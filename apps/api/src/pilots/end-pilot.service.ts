import { Inject, Injectable } from '@nestjs/common';
import type { AcceptPilot, EndPilot } from '@scenario-lab/contracts/pilot-acceptance';
import { execute } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { recordEvent, transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { enoughObservations } from '@scenario-lab/domain/pilots/lab-to-field';
import { pilotPolicy } from '@scenario-lab/domain/pilots/pilots.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { z } from 'zod';
import { demand } from '../http/demand.js';
import { DATABASE } from '../http/tokens.js';
import { type KpiFigures, type LabRun, readKpiFigures, readLabRun } from './kpi-figures.js';
import { type PilotRecord, pilotFactsOf, readPilotRecord } from './pilot-record.js';
import { signAcceptance } from './sign-acceptance.js';

@Injectable()
export class EndPilotService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /**
   * What people say beside what was measured, signed. Surveys that still run end here, so that what is signed is what
   * there was. Errors: `too_few_observations` with what is there and what was declared.
   */
  accept(actor: SignedIn, id: string, body: z.output<typeof AcceptPilot>): Promise<void> {
    const { reason: statement, rubric, conditions } = body;
    return this.database.asActor(actor, async (tx) => {
      const pilot = await lock(tx, id);
      const lab = await readLabRun(tx, pilot.engagement_id);
      const figures = await readKpiFigures(tx, id, lab);
      const answer = may(pilotPolicy, actor, 'pilot.accept', {
        ...pilotFactsOf(pilot),
        enoughObservations: figures.every(isEnough),
      });
      if (!answer.ok && answer.code === 'too_few_observations') throw tooFew(figures);
      demand(answer, { thing: 'pilot', status: pilot.status });
      await signAcceptance(tx, actor, pilot, figures, lab, {
        phase: 'final',
        decision: 'accept',
        statement,
        rubric,
        conditions,
      });
      await end(tx, actor, pilot, 'accept', statement);
      await draftCase(tx, actor, pilot, 'accepted', figures, lab, null);
    });
  }

  /** Rejected at the end or stopped before it: the engagement ends with it, and what was learnt becomes a case. */
  fail(
    actor: SignedIn,
    id: string,
    event: 'reject' | 'terminate',
    { reason: statement, code }: z.output<typeof EndPilot>,
  ): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const pilot = await lock(tx, id);
      demand(may(pilotPolicy, actor, `pilot.${event}`, pilotFactsOf(pilot)), {
        thing: 'pilot',
        status: pilot.status,
      });
      // Stopped before it began it taught nothing, and the engagement stays where it is.
      if (pilot.status === 'planned') {
        await transition(tx, 'pilot', id, event, {
          by: actor,
          remark: statement,
          set: { statement, updated_at: new Date() },
        });
        return;
      }
      const lab = await readLabRun(tx, pilot.engagement_id);
      const figures = await readKpiFigures(tx, id, lab);
      if (event === 'reject')
        await signAcceptance(tx, actor, pilot, figures, lab, {
          phase: 'final',
          decision: 'reject',
          statement,
          rubric: null,
          conditions: [],
        });
      await end(tx, actor, pilot, event, statement);
      await draftCase(tx, actor, pilot, 'failed', figures, lab, code);
    });
  }
}

/** Nothing is recorded, voided or changed of a pilot while it ends: what was counted is what is signed. */
async function lock(tx: Tx, id: string): Promise<PilotRecord> {
  await readPilotRecord(tx, id);
  await execute(tx, 'SELECT 1 FROM pilot WHERE id = $1 FOR UPDATE', [id]);
  return readPilotRecord(tx, id);
}

/** The engagement moves with its pilot, in one transaction. */
async function end(
  tx: Tx,
  actor: SignedIn,
  pilot: PilotRecord,
  event: 'accept' | 'reject' | 'terminate',
  statement: string,
): Promise<void> {
  await transition(tx, 'pilot', pilot.id, event, {
    by: actor,
    remark: statement,
    set: { statement, updated_at: new Date() },
  });
  const accepted = event === 'accept';
  await transition(tx, 'engagement', pilot.engagement_id, accepted ? 'accept_field' : 'reject_field', {
    by: actor,
    set: { updated_at: new Date(), ...(accepted ? {} : { end_reason: statement }) },
  });
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
  reasonCode: string | null,
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
  await execute(
    tx,
    `INSERT INTO lab_case (id, pilot_id, title, outcome, numbers, scenario_id, solution_id, department_id, vendor_id,
       certificate_id, algorithm_version_id, field, region, reason_code)
     SELECT $1, $2, f.scenario_title, $3, $4, f.scenario_id, f.solution_id, e.department_id, e.vendor_id, $5, $6, f.field,
       f.region, $8
     FROM engagement e JOIN engagement_face f ON f.engagement_id = e.id WHERE e.id = $7`,
    [
      id,
      pilot.id,
      outcome,
      JSON.stringify(numbers),
      lab?.certificate_id ?? null,
      lab?.algorithm_version_id ?? null,
      pilot.engagement_id,
      reasonCode,
    ],
  );
  await recordEvent(tx, { thing: 'case', id, event: 'case.drafted', by: actor });
}
