import { Inject, Injectable } from '@nestjs/common';
import type { createControlGroup, decideKinProposal } from '@scenario-lab/contracts/control-groups';
import type { Received } from '@scenario-lab/contracts/route';
import { execute, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { findKinProposal } from '@scenario-lab/db/organisations/kinship.queries';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';

type Group = Received<typeof createControlGroup>['body'];
type Decision = Received<typeof decideKinProposal>['body'];

/** The guard has asked for the role; no fact of a group decides more. */
@Injectable()
export class ControlGroupsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Errors: `invalid_input` at an organisation that is not there or stands in another group. */
  create(actor: SignedIn, group: Group): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      await serialise(tx);
      const id = newId();
      await insistFree(tx, group.organisationIds, id);
      await make(tx, actor, { id, ...group });
      return { id };
    });
  }

  edit(actor: SignedIn, id: string, group: Group): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await serialise(tx);
      await insistThere(tx, id);
      await insistFree(tx, group.organisationIds, id);
      await execute(tx, 'UPDATE control_group SET name = $2 WHERE id = $1', [id, group.name]);
      await execute(
        tx,
        'UPDATE organisation SET control_group_id = NULL WHERE control_group_id = $1 AND id <> ALL($2)',
        [id, group.organisationIds],
      );
      await join(tx, id, group.organisationIds);
      await tell(tx, actor, id, 'control_group.changed', group.reason);
    });
  }

  /** The row stays for its history; looks made meanwhile still count for the group they were made in. */
  dissolve(actor: SignedIn, id: string, reason: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await serialise(tx);
      await insistThere(tx, id);
      await execute(tx, 'UPDATE organisation SET control_group_id = NULL WHERE control_group_id = $1', [id]);
      await tell(tx, actor, id, 'control_group.dissolved', reason);
    });
  }

  /** Errors: `not_found` for what is no proposal, or no longer one. */
  decide(actor: SignedIn, asked: Decision): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await serialise(tx);
      const proposal = await findKinProposal(tx, asked);
      if (!proposal) throw new Refusal('not_found', { thing: 'proposal' });
      await execute(
        tx,
        `INSERT INTO kin_decision (id, one_id, other_id, kind, value, accepted, reason, person_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          newId(),
          asked.oneId,
          asked.otherId,
          asked.kind,
          asked.value,
          asked.accepted,
          asked.reason,
          actor.personId,
        ],
      );
      if (asked.accepted) await unite(tx, actor, [proposal.one, proposal.other], asked.reason);
    });
  }
}

type Named = { id: string; name: { zh?: string | undefined; en?: string | undefined } };

const UniteRow = z.object({
  id: z.string(),
});

/** Both groups become one: the older keeps its name. */
async function unite(tx: Tx, actor: SignedIn, both: [Named, Named], reason: string): Promise<void> {
  const ids = both.map(({ id }) => id);
  const held = await queryRows(
    tx,
    UniteRow,
    'SELECT DISTINCT control_group_id AS id FROM organisation WHERE id = ANY($1) AND control_group_id IS NOT NULL ORDER BY 1',
    [ids],
  );
  const [kept, merged] = held;
  if (!kept) {
    const name = both.map((one) => one.name.zh ?? one.name.en ?? '').join(' · ');
    return make(tx, actor, { id: newId(), name: name.slice(0, 200), organisationIds: ids, reason });
  }
  if (merged) {
    await execute(tx, 'UPDATE organisation SET control_group_id = $1 WHERE control_group_id = $2', [
      kept.id,
      merged.id,
    ]);
    await tell(tx, actor, merged.id, 'control_group.dissolved', reason);
  }
  await join(tx, kept.id, ids);
  await tell(tx, actor, kept.id, 'control_group.changed', reason);
}

async function make(tx: Tx, actor: SignedIn, group: Group & { id: string }): Promise<void> {
  await execute(tx, 'INSERT INTO control_group (id, name) VALUES ($1, $2)', [group.id, group.name]);
  await join(tx, group.id, group.organisationIds);
  await tell(tx, actor, group.id, 'control_group.made', group.reason);
}

const join = (tx: Tx, id: string, organisationIds: readonly string[]) =>
  execute(tx, 'UPDATE organisation SET control_group_id = $1 WHERE id = ANY($2)', [id, organisationIds]);

/** Few and weighty: one after the other, so that no two groups take the same organisation. */
const serialise = (tx: Tx) =>
  execute(tx, `SELECT pg_advisory_xact_lock(hashtextextended('control-groups', 0))`);

async function insistThere(tx: Tx, id: string): Promise<void> {
  const group = await queryRow(
    tx,
    z.unknown(),
    'SELECT 1 FROM organisation WHERE control_group_id = $1 LIMIT 1',
    [id],
  );
  if (!group) throw new Refusal('not_found', { thing: 'control_group', id });
}

const InsistFreeRow = z.object({
  id: z.string(),
  control_group_id: z.string().nullable(),
});

async function insistFree(tx: Tx, organisationIds: readonly string[], groupId: string): Promise<void> {
  const rows = await queryRows(
    tx,
    InsistFreeRow,
    'SELECT id, control_group_id FROM organisation WHERE id = ANY($1)',
    [organisationIds],
  );
  const groupOf = new Map(rows.map((row) => [row.id, row.control_group_id]));
  const faults = organisationIds.flatMap((id, at) => {
    const path = `organisationIds.${at}`;
    const held = groupOf.get(id);
    if (held === undefined) return [{ path, code: 'organisation_missing' }];
    if (organisationIds.indexOf(id) < at) return [{ path, code: 'named_twice' }];
    return held === null || held === groupId ? [] : [{ path, code: 'in_another_group' }];
  });
  if (faults.length > 0) throw inputRefusal(...faults);
}

const tell = (tx: Tx, actor: SignedIn, id: string, event: string, remark: string) =>
  recordEvent(tx, { thing: 'control_group', id, event, by: actor, remark });
