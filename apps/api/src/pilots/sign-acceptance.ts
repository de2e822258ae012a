import type {
  Acceptance,
  AcceptanceCondition,
  AcceptancePredicate,
  Rubric,
} from '@scenario-lab/contracts/pilot-acceptance';
import { execute, queryOne, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';
import { readKpiEffects } from './kpi-effects.js';
import type { KpiFigures, LabRun } from './kpi-figures.js';
import type { PilotRecord } from './pilot-record.js';
import { readSurveys } from './read-surveys.js';

export interface Signed {
  phase: Acceptance['phase'];
  decision: Acceptance['decision'];
  statement: string;
  rubric: Rubric | null;
  conditions: Pick<AcceptanceCondition, 'words' | 'due' | 'owner'>[];
}

const SignAcceptanceRow = z.object({
  today: z.string(),
});

const SignAcceptanceRow2 = z.object({
  title: z.string(),
  amount: z.number(),
  due: z.string().nullable(),
  paidOn: z.string().nullable(),
  reference: z.string(),
});

/**
 * Keeps what the department says with the figures and surveys it says it on; a job of the lab's seals it. At the end
 * surveys that still run are closed first. Errors: `invalid_input` for a condition that was due before today.
 */
export async function signAcceptance(
  tx: Tx,
  actor: SignedIn,
  pilot: PilotRecord,
  figures: readonly KpiFigures[],
  lab: LabRun | null,
  signed: Signed,
): Promise<string> {
  const { today } = await queryOne(tx, SignAcceptanceRow, 'SELECT current_date::text AS today');
  signed.conditions.forEach(({ due }, at) => {
    if (due < today) throw inputRefusal({ path: `conditions.${at}.due`, code: 'in_the_past' });
  });
  if (signed.phase === 'final')
    await execute(
      tx,
      'UPDATE survey SET closed_at = clock_timestamp() WHERE pilot_id = $1 AND closed_at IS NULL AND until_day >= current_date',
      [pilot.id],
    );
  const surveys = (await readSurveys(tx, pilot.id)).filter(({ open }) => !open);
  const facts: Pick<
    AcceptancePredicate,
    'certificate' | 'indicators' | 'comparison' | 'surveys' | 'payments'
  > = {
    certificate: lab?.certificate ?? null,
    indicators: figures.map((kpi) => ({
      criterion: kpi.criterion.id,
      name: kpi.name,
      unit: kpi.unit,
      direction: kpi.criterion.direction,
      baseline: kpi.baseline,
      target: kpi.target,
      field: kpi.field && { value: kpi.field.value, interval: kpi.field.interval },
      lab: kpi.lab?.value ?? null,
      observations: kpi.counted,
      needed: Math.max(1, kpi.observations),
      reached: kpi.reached,
    })),
    comparison: await comparisonOf(tx, pilot, figures),
    payments: (await queryRows(
      tx,
      SignAcceptanceRow2,
      `SELECT title, amount, due::text AS due, paid_on::text AS "paidOn", reference FROM pilot_payment WHERE pilot_id = $1
       ORDER BY position`,
      [pilot.id],
    )) as NonNullable<AcceptancePredicate['payments']>,
    surveys: surveys.map(({ audience, sampling, population, invited, answered, figures: told }) => ({
      audience,
      sampling,
      population,
      invited,
      answered,
      figures: told,
    })),
  };
  const id = newId();
  await execute(
    tx,
    `INSERT INTO acceptance (id, pilot_id, phase, decision, statement, rubric, facts, signed_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      pilot.id,
      signed.phase,
      signed.decision,
      signed.statement,
      signed.rubric && JSON.stringify(signed.rubric),
      JSON.stringify(facts),
      actor.personId,
    ],
  );
  for (const [position, { words, due, owner }] of signed.conditions.entries())
    await execute(
      tx,
      `INSERT INTO acceptance_condition (id, acceptance_id, pilot_id, words, due, owner, position)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [newId(), id, pilot.id, words, due, owner, position],
    );
  await recordEvent(tx, {
    thing: 'pilot',
    id: pilot.id,
    event: signed.phase === 'midterm' ? 'pilot.midterm_reviewed' : 'pilot.statement_signed',
    by: actor,
    remark: signed.statement,
    deliver: ['sign-acceptance'],
  });
  return id;
}

const ComparisonOfRow = z.object({
  design_changed_at: z.date().nullable(),
});

/** The comparison of the plan as it stands today; null where none was named. */
async function comparisonOf(
  tx: Tx,
  { id, design }: PilotRecord,
  figures: readonly KpiFigures[],
): Promise<NonNullable<AcceptancePredicate['comparison']> | null> {
  if (!design) return null;
  const told = await readKpiEffects(tx, id, design, figures);
  const row = await queryRow(tx, ComparisonOfRow, 'SELECT design_changed_at FROM pilot WHERE id = $1', [id]);
  return {
    design: design.kind,
    from: design.from,
    controls: design.kind === 'control_sites' ? design.controls : [],
    assumption: design.kind === 'shadow' ? null : design.assumption,
    changedAt: row?.design_changed_at?.toISOString() ?? null,
    figures: figures.map((kpi) => {
      const { shadow, effect } = told(kpi.id);
      return {
        criterion: kpi.criterion.id,
        name: kpi.name,
        unit: kpi.unit,
        figure: shadow ?? effect?.effect ?? null,
        before: effect?.before ?? null,
        after: effect?.after ?? null,
        trendBefore: effect?.trendBefore ?? null,
      };
    }),
  };
}
