import { Inject, Injectable } from '@nestjs/common';
import type { Received } from '@scenario-lab/contracts/route';
import type { chooseRouting, Routing } from '@scenario-lab/contracts/ticket-routing';
import { execute, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { readCandidates, readChoice } from './routing.query.js';

const ChooseRow = z.object({
  id: z.string(),
});

/** Which certified program is asked where tickets belong. What it says is read beside the directory and is never final. */
@Injectable()
export class RoutingService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  read(actor: SignedIn): Promise<Routing> {
    return this.database.asActor(actor, async (tx) => ({
      choice: await readChoice(tx),
      candidates: await readCandidates(tx),
    }));
  }

  /** Errors: `invalid_input` at a certificate that cannot be chosen, a column or class that is none of its exam's, a stranger. */
  choose(
    actor: SignedIn,
    { certificate, textColumn, classes }: Received<typeof chooseRouting>['body'],
  ): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      const candidate = (await readCandidates(tx)).find((one) => one.certificate === certificate);
      if (!candidate) throw inputRefusal({ path: 'certificate', code: 'cannot_route' });
      if (!candidate.textColumns.includes(textColumn))
        throw inputRefusal({ path: 'textColumn', code: 'unknown_column' });
      const seen = new Set<string>();
      classes.forEach((one, at) => {
        if (!candidate.classes.includes(one.class) || seen.has(one.class))
          throw inputRefusal({ path: `classes.${at}.class`, code: 'unknown_class' });
        seen.add(one.class);
      });
      const ids = [...new Set(classes.flatMap(({ departmentId }) => departmentId ?? []))];
      if (ids.length === 0) throw inputRefusal({ path: 'classes', code: 'no_department_named' });
      const known = await queryRows(
        tx,
        ChooseRow,
        `SELECT id FROM organisation WHERE id = ANY($1) AND 'demand' = ANY(roles)`,
        [ids],
      );
      classes.forEach(({ departmentId }, at) => {
        if (departmentId !== null && !known.some(({ id }) => id === departmentId))
          throw inputRefusal({ path: `classes.${at}.departmentId`, code: 'not_a_department' });
      });
      await end(tx);
      const id = newId();
      await execute(
        tx,
        `INSERT INTO routing_choice (id, certificate_id, text_column, classes, chosen_by)
         SELECT $1, c.id, $3, $4, $5 FROM certificate c WHERE c.number = $2`,
        [id, certificate, textColumn, JSON.stringify(classes), actor.personId],
      );
      return { id };
    });
  }

  /** Errors: `not_found` where none is asked. */
  end(actor: SignedIn): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      if ((await end(tx)) === 0) throw new Refusal('not_found', { thing: 'routing_choice' });
    });
  }
}

async function end(tx: Tx): Promise<number> {
  const changed = await execute(
    tx,
    'UPDATE routing_choice SET active = false, ended_at = now() WHERE active',
  );
  return changed;
}
