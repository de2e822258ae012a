import { Inject, Injectable } from '@nestjs/common';
import { SaveScenario } from '@scenario-lab/contracts/scenarios';
import { execute, json, queryOne, queryRows } from '@scenario-lab/db/core/rows';
import { savedAtSql } from '@scenario-lab/db/core/versioned';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { addParty } from '@scenario-lab/db/parties';
import { transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import {
  draftJointNeed,
  type JoinedNeed,
  redraftJointNeed,
} from '@scenario-lab/domain/joint-needs/draft-need';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';
import { columnsOf } from '../listing/need-columns.js';
import { dutiesOf, type HeldJoint, holdJoint } from './joint-need-record.js';

/** The joint need as a draft of the department that leads; from there it goes the way of every need. */
@Injectable()
export class JointDraftService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  draft(actor: SignedIn, id: string, remark: string | undefined): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const held = await holdJoint(tx, actor, id, 'joint_need.draft');
      const { record } = held;
      const anew = await ofThoseWhoStay(tx, held);
      const scenarioId = record.scenario_id ?? newId();
      if (record.scenario_id) await redraft(tx, actor, record.scenario_id, anew);
      else await insert(tx, actor, scenarioId, anew);
      await transition(tx, 'joint_need', id, 'draft', {
        by: actor,
        remark,
        set: { scenario_id: scenarioId },
      });
    });
  }
}

const OfThoseWhoStayRow = z.object({
  id: z.string(),
});

async function ofThoseWhoStay(tx: Tx, { record, members }: HeldJoint): Promise<SaveScenario> {
  const needs = members.flatMap(
    ({ organisation_id, organisation, state, need, duties, budget }): JoinedNeed[] =>
      state === 'agreed' && need
        ? [
            {
              organisationId: organisation_id,
              name: organisation.name,
              // Needs of earlier versions lack what came since.
              need: SaveScenario.parse(need),
              duties: dutiesOf(duties),
              budget,
            },
          ]
        : [],
  );
  const draft = draftJointNeed(record.title, needs, record.lead_id);
  // Data of another that are listed nowhere are nothing the leading department can name.
  const seen = await queryRows(tx, OfThoseWhoStayRow, 'SELECT id FROM dataset WHERE id = ANY($1)', [
    draft.datasetIds,
  ]);
  return { ...draft, datasetIds: draft.datasetIds.filter((id) => seen.some((row) => row.id === id)) };
}

async function insert(tx: Tx, actor: SignedIn, id: string, need: SaveScenario): Promise<void> {
  await addParty(tx, 'scenario', id, actor.organisationId, 'own');
  await execute(
    tx,
    `INSERT INTO scenario (id, owner_id, need, field, region, budget, deadline, said, words, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::tsvector, date_trunc('milliseconds', clock_timestamp()))`,
    [id, actor.organisationId, ...(await columnsOf(tx, actor.organisationId, need))],
  );
  await transition(tx, 'scenario', id, 'create', { by: actor });
}

const RedraftRow = z.object({
  need: json<SaveScenario>(),
});

async function redraft(tx: Tx, actor: SignedIn, id: string, anew: SaveScenario): Promise<void> {
  const { need } = await queryOne(tx, RedraftRow, 'SELECT need FROM scenario WHERE id = $1 FOR UPDATE', [id]);
  await execute(
    tx,
    `UPDATE scenario SET need = $2, field = $3, region = $4, budget = $5, deadline = $6, said = $7, words = $8::tsvector,
       updated_at = ${savedAtSql} WHERE id = $1`,
    [id, ...(await columnsOf(tx, actor.organisationId, redraftJointNeed(need, anew)))],
  );
}
