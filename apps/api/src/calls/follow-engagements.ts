import type { Award } from '@scenario-lab/contracts/calls';
import type { CallRecord } from '@scenario-lab/db/calls/call.queries';
import { execute, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { addParty } from '@scenario-lab/db/parties';
import { gatesOfRecord, readScenarioRecord } from '@scenario-lab/db/scenarios/scenarios.queries';
import { recordEvent, transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';

/** Both languages, since it is read as it stands. */
const notSelected =
  '公开征集未中选；名次、得分和理由见征集页面。Not selected in the call; rank, points and reasons stand on its page.';

const Followed = z.object({
  id: z.string(),
  status: z.string(),
  winner: z.boolean(),
  planned: z.string().nullable(),
});

/**
 * What a final award means for the engagements on the need: the winner's validated one is awarded under the call's
 * number, one that is not so far yet goes on under it (`carryOn`), those of the other bidders end. Errors:
 * `gate_incomplete` at the conversion gate, as for any award.
 */
export async function followEngagements(
  tx: Tx,
  actor: SignedIn,
  call: CallRecord,
  award: Award,
): Promise<void> {
  const rows = await queryRows(
    tx,
    Followed,
    `SELECT e.id, e.status, b.number = $2 AS winner,
       (SELECT p.id FROM pilot p WHERE p.engagement_id = e.id AND p.status = 'planned') AS planned
     FROM engagement e JOIN bid b ON b.vendor_id = e.vendor_id AND b.call_id = $1 AND b.number IS NOT NULL
     WHERE e.scenario_id = $3 AND (e.status IN ('accepted', 'shortlisted', 'validating', 'validated')
         OR b.number = $2 AND e.status IN ('proposed', 'invited'))
       AND (b.number <> $2 OR e.solution_id = coalesce((b.content->>'solutionId')::uuid, e.solution_id))
     ORDER BY array_position(ARRAY['validated', 'validating', 'shortlisted', 'accepted', 'proposed', 'invited'], e.status), e.id`,
    [call.id, award.number, call.scenario.id],
  );
  const won = rows.find(({ winner }) => winner);
  let carries: string | null = won?.id ?? null;
  if (won?.status === 'validated') {
    const scenario = await readScenarioRecord(tx, actor, call.scenario.id);
    const gate = scenario && gatesOfRecord(scenario).find((one) => one.gate === 'open_for_award');
    if (!gate || gate.missing.length > 0)
      throw new Refusal('gate_incomplete', {
        gate: 'open_for_award',
        missing: gate?.missing.join(' ') ?? '',
      });
    await transition(tx, 'engagement', won.id, 'award', {
      by: actor,
      set: { procurement_number: award.procurementNumber, updated_at: new Date() },
    });
  } else {
    const id = won?.id ?? (await invite(tx, actor, call, award));
    if (id) await carryOn(tx, actor, id, won?.status ?? 'invited', award);
    carries = id;
  }
  // What was won together is carried on together: members read the room and are named with their shares.
  if (carries) await execute(tx, 'SELECT join_consortium($1, $2)', [call.id, carries]);
  for (const lost of rows.filter(({ winner }) => !winner)) {
    await transition(tx, 'engagement', lost.id, 'not_select', {
      by: actor,
      set: { end_reason: notSelected, updated_at: new Date() },
    });
    if (lost.planned)
      await transition(tx, 'pilot', lost.planned, 'terminate', {
        by: actor,
        set: { statement: notSelected, updated_at: new Date() },
      });
  }
}

/**
 * The winner has still to be validated: what the department can do for it is done with the award (its own offer accepted
 * and shortlisted, so that the lab has it to arrange), the call's number is kept for the award that follows, and both
 * sides and the lab are told.
 */
async function carryOn(tx: Tx, actor: SignedIn, id: string, status: string, award: Award): Promise<void> {
  const by = { by: actor, set: { updated_at: new Date() } };
  if (status === 'proposed') await transition(tx, 'engagement', id, 'accept', by);
  if (status === 'proposed' || status === 'accepted') await transition(tx, 'engagement', id, 'shortlist', by);
  await execute(
    tx,
    'UPDATE engagement SET procurement_number = $2, updated_at = clock_timestamp() WHERE id = $1',
    [id, award.procurementNumber],
  );
  await recordEvent(tx, { thing: 'engagement', id, event: 'engagement.call_won', by: actor });
}

const InviteRow = z.object({
  id: z.string(),
  vendor: z.string(),
});

/**
 * A winner that is not engaged on the need is invited with the solution its bid named, or the one it was engaged with. Null where there is none, where the
 * solution is not listed any more, or where the two have something under way already.
 */
async function invite(tx: Tx, actor: SignedIn, call: CallRecord, award: Award): Promise<string | null> {
  const bid = await queryRow(
    tx,
    InviteRow,
    `SELECT n.id, n.owner_id AS vendor FROM bid b JOIN solution n ON n.id = coalesce((b.content->>'solutionId')::uuid,
         (SELECT e.solution_id FROM engagement e WHERE e.scenario_id = $3 AND e.vendor_id = b.vendor_id ORDER BY e.updated_at DESC LIMIT 1))
       AND n.owner_id = b.vendor_id AND n.listed IS NOT NULL AND n.status <> 'delisted'
     JOIN scenario s ON s.id = $3 AND s.status IN ('published', 'closed')
     WHERE b.call_id = $1 AND b.number = $2 AND NOT EXISTS (SELECT 1 FROM engagement e WHERE e.scenario_id = s.id
       AND e.vendor_id = b.vendor_id AND e.status IN ('piloting', 'awarded', 'field_accepted', 'enabling'))`,
    [call.id, award.number, call.scenario.id],
  );
  if (!bid) return null;
  const id = newId();
  await addParty(tx, 'engagement', id, actor.organisationId, 'own');
  await addParty(tx, 'engagement', id, bid.vendor, 'act');
  await execute(
    tx,
    `INSERT INTO engagement (id, scenario_id, solution_id, vendor_id, department_id) VALUES ($1, $2, $3, $4, $5)`,
    [id, call.scenario.id, bid.id, bid.vendor, actor.organisationId],
  );
  await transition(tx, 'engagement', id, 'invite', { by: actor });
  return id;
}
