import { execute } from './core/rows.js';
import type { Tx } from './database.js';

/** `oversee`: whose data a run measures; sees its owner edition. Who is concerned through need or exam alone has `read`. */
export type Right = 'own' | 'act' | 'oversee' | 'read';

/**
 * States who may see a thing. The first party of a new thing may be stated by anybody (it is theirs); later
 * ones only by an owner or the lab (row-level security holds it).
 */
export async function addParty(tx: Tx, thing: string, thingId: string, organisationId: string, right: Right) {
  await execute(
    tx,
    'INSERT INTO party (thing, thing_id, organisation_id, "right") VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    [thing, thingId, organisationId, right],
  );
}
