import { Inject, Injectable } from '@nestjs/common';
import type { editSource, SaveSource } from '@scenario-lab/contracts/catalogue-sources';
import type { Received } from '@scenario-lab/contracts/route';
import { execute, queryRow } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { catalogueSourcePolicy } from '@scenario-lab/domain/interchange/interchange.policy';
import type { ActionOf } from '@scenario-lab/domain/policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';

type Settings = Received<typeof editSource>['body'];

const StandingRow = z.object({
  status: z.string(),
});

/** Catalogues that are read by the clock: what is asked for is a row, which the worker takes up. */
@Injectable()
export class SourcesService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  create(actor: SignedIn, body: SaveSource): Promise<{ id: string }> {
    insist(actor, 'catalogue_source.create', null);
    return this.database.asActor(actor, async (tx) => {
      const id = newId();
      await execute(
        tx,
        `INSERT INTO catalogue_source (id, organisation_id, person_id, name, address, kind, licence, mapping, every)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [id, actor.organisationId, actor.personId, body.name, ...settingsOf(body)],
      ).catch((error: { code?: string }) => {
        throw error.code === '23505' ? new Refusal('duplicate', { thing: 'catalogue_source' }) : error;
      });
      await transition(tx, 'catalogue_source', id, 'create', { by: actor });
      await ask(tx, actor, id, { trial: true });
      return { id };
    });
  }

  /** Of what is read from now on; what was taken over stays until the next harvest says otherwise. */
  edit(actor: SignedIn, id: string, body: Settings): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await this.standing(tx, actor, id, 'catalogue_source.edit');
      await execute(
        tx,
        `UPDATE catalogue_source SET address = $2, kind = $3, licence = $4, mapping = $5, every = $6 WHERE id = $1`,
        [id, ...settingsOf(body)],
      );
    });
  }

  look(actor: SignedIn, id: string): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      await this.standing(tx, actor, id, 'catalogue_source.look');
      return ask(tx, actor, id, { trial: true });
    });
  }

  start(actor: SignedIn, id: string): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      await this.standing(tx, actor, id, 'catalogue_source.start');
      await transition(tx, 'catalogue_source', id, 'start', { by: actor });
      return ask(tx, actor, id, { trial: false });
    });
  }

  harvest(actor: SignedIn, id: string, acceptVanished: boolean): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      await this.standing(tx, actor, id, 'catalogue_source.harvest');
      return ask(tx, actor, id, { trial: false, acceptVanished });
    });
  }

  pause(actor: SignedIn, id: string, remark: string | undefined): Promise<void> {
    return this.step(actor, id, 'pause', remark, null);
  }

  /** It is due at once, and starts counting its failures anew. */
  resume(actor: SignedIn, id: string, remark: string | undefined): Promise<void> {
    return this.step(actor, id, 'resume', remark, new Date());
  }

  remove(actor: SignedIn, id: string, remark: string | undefined): Promise<void> {
    return this.step(actor, id, 'remove', remark, null);
  }

  private step(
    actor: SignedIn,
    id: string,
    event: 'pause' | 'resume' | 'remove',
    remark: string | undefined,
    nextAt: Date | null,
  ): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await this.standing(tx, actor, id, `catalogue_source.${event}`);
      const set = { next_at: nextAt, failures: 0 };
      await transition(tx, 'catalogue_source', id, event, { by: actor, remark, set });
    });
  }

  private async standing(
    tx: Tx,
    actor: SignedIn,
    id: string,
    action: ActionOf<typeof catalogueSourcePolicy>,
  ): Promise<void> {
    const row = await queryRow(
      tx,
      StandingRow,
      'SELECT status FROM catalogue_source WHERE id = $1 FOR UPDATE',
      [id],
    );
    if (!row) throw new Refusal('not_found', { thing: 'catalogue_source', id });
    insist(actor, action, row.status);
  }
}

function insist(
  actor: SignedIn,
  action: ActionOf<typeof catalogueSourcePolicy>,
  status: string | null,
): void {
  const answer = may(catalogueSourcePolicy, actor, action, { status });
  if (!answer.ok) throw new Refusal(answer.code, { thing: 'catalogue_source' });
}

const settingsOf = ({ address, kind, licence, mapping, every }: Settings) => [
  address,
  kind,
  licence || null,
  mapping === null ? null : JSON.stringify(mapping),
  every,
];

/** One at a time of each source. Errors: `conflict` while another is under way. */
async function ask(
  tx: Tx,
  actor: SignedIn,
  sourceId: string,
  { trial, acceptVanished = false }: { trial: boolean; acceptVanished?: boolean },
): Promise<{ id: string }> {
  const id = newId();
  const added = await execute(
    tx,
    `INSERT INTO catalogue_harvest (id, source_id, person_id, trial, accept_vanished) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (source_id) WHERE ended_at IS NULL DO NOTHING RETURNING id`,
    [id, sourceId, actor.personId, trial, acceptVanished],
  );
  if (added === 0) throw new Refusal('conflict', { thing: 'catalogue_source', id: sourceId });
  return { id };
}
