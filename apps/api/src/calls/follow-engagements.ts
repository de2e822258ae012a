import type { Award } from '@scenario-lab/contracts/calls';
import type { CallRecord } from '@scenario-lab/db/calls/call.queries';
import type { Tx } from '@scenario-lab/db/database';
import { gatesOfRecord, readScenarioRecord } from '@scenario-lab/db/scenarios/scenarios.queries';
import { transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';

/** Both languages, since it is read as it stands. */
const notSelected =
  '公开征集未中选；名次、得分和理由见征集页面。Not selected in the call; rank, points and reasons stand on its page.';

/**
 * What a final award means for the engagements on the need: the winner's validated one is awarded under the call's
 * number, those of the other bidders end. One that is not so far yet stays where it is. Errors: `gate_incomplete` at the
 * conversion gate, as for any award.
 */
export async function followEngagements(
  tx: Tx,
  actor: SignedIn,
  call: CallRecord,
  award: Award,
): Promise<void> {
  const rows: { id: string; status: string; winner: boolean; planned: string | null }[] = await tx.query(
    `SELECT e.id, e.status, b.number = $2 AS winner,
       (SELECT p.id FROM pilot p WHERE p.engagement_id = e.id AND p.status = 'planned') AS planned
     FROM engagement e JOIN bid b ON b.vendor_id = e.vendor_id AND b.call_id = $1 AND b.number IS NOT NULL
     WHERE e.scenario_id = $3 AND e.status IN ('accepted', 'shortlisted', 'validating', 'validated')
       AND (b.number <> $2 OR e.solution_id = coalesce((b.content->>'solutionId')::uuid, e.solution_id))
     ORDER BY (e.status = 'validated') DESC, e.id`,
    [call.id, award.number, call.scenario.id],
  );
  const won = rows.find(({ winner, status }) => winner && status === 'validated');
  if (won) {
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
  }
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
