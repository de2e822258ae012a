import { Inject, Injectable } from '@nestjs/common';
import { OrganisationRef, type Text } from '@scenario-lab/contracts/common';
import type { FairnessLedger, Favour, recordFavour } from '@scenario-lab/contracts/fairness';
import type { Received } from '@scenario-lab/contracts/route';
import { execute, json, queryOne, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { recordEvent } from '@scenario-lab/db/transition';
import { type Actor, holds, isLab, type SignedIn } from '@scenario-lab/domain/actor';
import { belongs } from '@scenario-lab/domain/conditions';
import { debtsOf } from '@scenario-lab/domain/fairness';
import { allowed, may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { favourPolicy } from '@scenario-lab/domain/scenarios/favour.policy';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';

const Need = z.object({
  id: z.string(),
  owner_id: z.string(),
  status: z.string(),
});
type Need = z.output<typeof Need>;
const Line = z.object({
  id: z.string(),
  kind: word<Favour['kind']>(),
  day: z.string(),
  text: json<Text>(),
  recorded_at: z.date(),
  offered_at: z.date().nullable(),
  vendor: json<OrganisationRef>().nullable(),
  offers: z.array(z.string()),
});
type Line = z.output<typeof Line>;

const ended = `('new', 'declined', 'withdrawn', 'not_selected', 'validation_failed', 'field_rejected', 'completed')`;

const RecordRow = z.object({
  ahead: z.boolean().nullable(),
});

const OfferRow = z.object({
  scenario_id: z.string(),
});

@Injectable()
export class FairnessService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Everybody reads what was given and that it was offered; who got it, and who is owed, those who run the need. */
  read(actor: Actor, scenarioId: string): Promise<FairnessLedger> {
    return this.database.asActor(actor, async (tx) => {
      const need = await needOf(tx, scenarioId);
      const runs = runsNeed(actor, need);
      const participants = runs ? await participantsOf(tx, scenarioId) : [];
      const lines = await linesOf(tx, actor, scenarioId);
      const facts = { ownerOrganisationId: need.owner_id, status: need.status };
      return {
        facts: await factsOf(tx, scenarioId),
        participants,
        allowed: allowed(favourPolicy, actor, { ...facts, owed: 0 }),
        favours: lines.map((line) => {
          const owed = runs ? owedOf(line, participants) : [];
          return {
            id: line.id,
            kind: line.kind,
            day: line.day,
            text: line.text,
            recordedAt: line.recorded_at.toISOString(),
            offeredAt: line.offered_at?.toISOString() ?? null,
            given: runs ? line.vendor : null,
            owed,
            mine: line.vendor !== null && belongs(actor, line.vendor.id),
            allowed: allowed(favourPolicy, actor, { ...facts, owed: owed.length }).filter(
              (action) => action === 'favour.offer',
            ),
          };
        }),
      };
    });
  }

  record(
    actor: SignedIn,
    scenarioId: string,
    said: Received<typeof recordFavour>['body'],
  ): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      const need = await needOf(tx, scenarioId);
      demand(
        may(favourPolicy, actor, 'favour.record', {
          ownerOrganisationId: need.owner_id,
          status: need.status,
          owed: 0,
        }),
      );
      const participants = await participantsOf(tx, scenarioId);
      if (!participants.some(({ id }) => id === said.vendorId))
        throw inputRefusal({ path: 'vendorId', code: 'not_a_participant' });
      const { ahead } = await queryOne(tx, RecordRow, 'SELECT $1::date > current_date AS ahead', [said.day]);
      if (ahead) throw inputRefusal({ path: 'day', code: 'in_the_future' });
      const id = newId();
      await execute(tx, 'INSERT INTO favour (id, scenario_id, kind, day, text) VALUES ($1, $2, $3, $4, $5)', [
        id,
        scenarioId,
        said.kind,
        said.day,
        JSON.stringify(said.text),
      ]);
      await execute(tx, 'INSERT INTO favour_receiver (favour_id, vendor_id) VALUES ($1, $2)', [
        id,
        said.vendorId,
      ]);
      await recordEvent(tx, {
        thing: 'scenario',
        id: scenarioId,
        event: 'scenario.favour_recorded',
        by: actor,
      });
      return { id };
    });
  }

  offer(actor: SignedIn, id: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const row = await queryRow(tx, OfferRow, 'SELECT scenario_id FROM favour WHERE id = $1', [id]);
      if (!row) throw new Refusal('not_found', { thing: 'favour', id });
      const need = await needOf(tx, row.scenario_id);
      const participants = runsNeed(actor, need) ? await participantsOf(tx, need.id) : [];
      const line = (await linesOf(tx, actor, need.id)).find((one) => one.id === id);
      const owed = line ? owedOf(line, participants) : [];
      demand(
        may(favourPolicy, actor, 'favour.offer', {
          ownerOrganisationId: need.owner_id,
          status: need.status,
          owed: owed.length,
        }),
      );
      for (const { id: organisationId } of owed)
        await execute(
          tx,
          'INSERT INTO favour_offer (favour_id, organisation_id) VALUES ($1, $2) ON CONFLICT DO NOTHING',
          [id, organisationId],
        );
      await recordEvent(tx, { thing: 'scenario', id: need.id, event: 'scenario.favour_offered', by: actor });
    });
  }
}

const runsNeed = (actor: Actor, need: Need) =>
  belongs(actor, need.owner_id) || isLab(actor) || holds(actor, ['observer']);

async function needOf(tx: Tx, id: string): Promise<Need> {
  const row = await queryRow(tx, Need, 'SELECT id, owner_id, status FROM scenario WHERE id = $1', [id]);
  if (!row) throw new Refusal('not_found', { thing: 'scenario', id });
  return row;
}

function participantsOf(tx: Tx, scenarioId: string): Promise<OrganisationRef[]> {
  return queryRows(
    tx,
    OrganisationRef,
    `SELECT DISTINCT o.id, o.name FROM engagement e JOIN organisation o ON o.id = e.vendor_id
     WHERE e.scenario_id = $1 AND e.status NOT IN ${ended} ORDER BY o.id`,
    [scenarioId],
  );
}

function owedOf(line: Line, participants: readonly OrganisationRef[]): OrganisationRef[] {
  const favour = {
    id: line.id,
    kind: line.kind,
    givenToOrganisationId: line.vendor?.id ?? '',
  };
  const offers = line.offers.map((organisationId) => ({ favourId: line.id, organisationId }));
  const [debt] = debtsOf(
    [favour],
    offers,
    participants.map(({ id }) => id),
  );
  return participants.filter(({ id }) => debt?.owedTo.includes(id));
}

function linesOf(tx: Tx, actor: Actor, scenarioId: string): Promise<Line[]> {
  const told =
    actor === 'anonymous'
      ? `NULL AS vendor, '{}'::uuid[] AS offers`
      : `(SELECT jsonb_build_object('id', o.id, 'name', o.name) FROM favour_receiver r JOIN organisation o ON o.id = r.vendor_id
          WHERE r.favour_id = f.id) AS vendor,
         ARRAY(SELECT x.organisation_id FROM favour_offer x WHERE x.favour_id = f.id) AS offers`;
  return queryRows(
    tx,
    Line,
    `SELECT f.id, f.kind, f.day::text, f.text, f.recorded_at, favour_offered_at(f.id) AS offered_at, ${told}
     FROM favour f WHERE f.scenario_id = $1 ORDER BY f.day, f.id LIMIT 500`,
    [scenarioId],
  );
}

const FactRow = z.object({
  what: word<FairnessLedger['facts'][number]['what']>(),
  day: z.string(),
  number: z.number().nullable(),
});

/** What was given to everybody at once, from the need's own record. */
async function factsOf(tx: Tx, scenarioId: string): Promise<FairnessLedger['facts']> {
  return queryRows(
    tx,
    FactRow,
    `SELECT * FROM (
       SELECT 'answered' AS what, answered_at::date::text AS day, number FROM clarification
         WHERE scenario_id = $1 AND answered_at IS NOT NULL
       UNION ALL SELECT 'amended', at::date::text, number FROM addendum WHERE scenario_id = $1
       UNION ALL SELECT 'extended', at::date::text, NULL FROM event
         WHERE thing = 'scenario' AND thing_id = $1 AND event = 'scenario.extended'
       UNION ALL SELECT CASE e.event WHEN 'call.opened' THEN 'opened' WHEN 'call.award_announced' THEN 'announced'
           WHEN 'call.postponed' THEN 'postponed' WHEN 'call.seat_substituted' THEN 'substituted' WHEN 'call.runner_up' THEN 'moved_up'
           WHEN 'call.objected' THEN 'objected' WHEN 'call.objection_rejected' THEN 'rejected'
           WHEN 'call.objection_upheld' THEN 'upheld' ELSE 'awarded' END, e.at::date::text,
           row_number() OVER (PARTITION BY e.event ORDER BY e.seq)::integer
         FROM event e JOIN open_call c ON c.id = e.thing_id
         WHERE e.thing = 'call' AND c.scenario_id = $1 AND c.published_at IS NOT NULL AND e.event IN ('call.opened', 'call.postponed', 'call.seat_substituted', 'call.runner_up',
           'call.award_announced', 'call.objected', 'call.objection_rejected', 'call.objection_upheld', 'call.awarded')
       UNION ALL SELECT CASE kind WHEN 'visit' THEN 'visit_offered' ELSE 'pitch_offered' END, at::date::text,
           row_number() OVER (PARTITION BY kind ORDER BY at, id)::integer FROM meeting
         WHERE scenario_id = $1 AND engagement_id IS NULL
       UNION ALL SELECT 'uncharged_look', day::text, NULL FROM uncharged_look_days($1) AS day
     ) AS all_facts ORDER BY day, what, number LIMIT 500`,
    [scenarioId],
  );
}
