import { z } from 'zod';
import { mostCounted } from '../core/page.js';
import { queryOne } from '../core/rows.js';
import type { Tx } from '../database.js';

/** Which runs a list is picked from, for `readPage`. */
interface Reach {
  parts: readonly string[];
  /** How many they are, capped at 10,000; undefined where a count of the runs themselves says it as soon. */
  total: number | undefined;
}

const ofOwn = 'r.vendor_id = app_org()';
const ofOthers = 'r.vendor_id <> app_org()';
const byParty = `r.id IN (SELECT p.thing_id FROM party p
  WHERE p.organisation_id = app_org() AND p.thing = 'run' AND p."right" IN ('act', 'oversee', 'read'))`;

const ReadReachRow = z.object({
  own: z.number(),
  others: z.number(),
});

/**
 * One's own runs lie by date on an index. Those of others one is concerned with are found through the parties, read and
 * sorted; an organisation concerned with 10,000 and more walks all runs from the newest instead, and meets one of its own
 * soon. Row-level security holds in either case: the parts say where to look, not what may be seen. Everybody sees a
 * run it is a party of, so that the parties say how many there are.
 */
export async function readReach(tx: Tx, reader: { everything: boolean; own: boolean }): Promise<Reach> {
  if (reader.everything && !reader.own) return { parts: ['true'], total: undefined };
  const { own, others } = await queryOne(
    tx,
    ReadReachRow,
    `SELECT (SELECT count(*)::int FROM (SELECT 1 FROM party p
         WHERE p.organisation_id = app_org() AND p.thing = 'run' AND p."right" = 'own' LIMIT ${mostCounted}) AS x) AS own,
       (SELECT count(*)::int FROM (SELECT DISTINCT p.thing_id FROM (SELECT q.thing_id FROM party q
           WHERE q.organisation_id = app_org() AND q.thing = 'run' AND q."right" IN ('act', 'oversee', 'read')
           LIMIT ${mostCounted * 2}) AS p
         WHERE NOT EXISTS (SELECT 1 FROM party o WHERE o.thing_id = p.thing_id AND o.organisation_id = app_org()
           AND o."right" = 'own')) AS x) AS others`,
  );
  if (reader.own) return { parts: [ofOwn], total: own };
  if (others === 0) return { parts: [ofOwn], total: own };
  const rest = others < mostCounted ? `${ofOthers} AND ${byParty}` : ofOthers;
  return { parts: [ofOwn, rest], total: own + others };
}
