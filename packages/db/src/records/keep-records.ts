import { recordFigures } from '@scenario-lab/contracts/records';
import { type Counted, priorOf, tallyOf } from '@scenario-lab/domain/records/estimate';
import { execute } from '../core/rows.js';
import type { Tx } from '../database.js';
import { type GatheredFact, gatherFacts } from './gather-facts.js';

/**
 * Makes all records anew out of what is there: what did not change is not written, what is no fact any more goes. Facts,
 * tallies and priors change in one transaction, so that a tally always has its facts.
 */
export async function keepRecords(tx: Tx): Promise<void> {
  await execute(tx, `SELECT pg_advisory_xact_lock(hashtextextended('keep-records', 0))`);
  const facts = await gatherFacts(tx);
  const tallies = talliesOf(facts);
  await replace(tx, 'record_fact', ['organisation_id', 'figure', 'thing_id', 'part'], facts.map(rowOf));
  await replace(tx, 'record_tally', ['organisation_id', 'figure'], tallies);
  const priors = recordFigures.map((figure) => {
    const { share, ofTheLab } = priorOf(tallies.filter((tally) => tally.figure === figure));
    return { figure, share, of_lab: ofTheLab };
  });
  await execute(
    tx,
    `UPDATE record_figure f SET prior_share = x.share, prior_of_lab = x.of_lab, counted_at = now()
     FROM jsonb_to_recordset($1) AS x(figure text, share float8, of_lab boolean) WHERE f.figure = x.figure`,
    [JSON.stringify(priors)],
  );
}

const rowOf = (fact: GatheredFact) => ({
  organisation_id: fact.organisationId,
  figure: fact.figure,
  thing_id: fact.thingId,
  part: fact.part,
  thing: fact.thing,
  title: fact.title,
  at: new Date(fact.at).toISOString(),
  met: fact.met,
  weight: fact.weight,
  excluded: fact.excluded,
  values: fact.values,
});

function talliesOf(
  facts: readonly GatheredFact[],
): (Counted & { organisation_id: string; figure: string })[] {
  const groups = new Map<string, GatheredFact[]>();
  for (const fact of facts) {
    const key = `${fact.organisationId} ${fact.figure}`;
    const group = groups.get(key);
    if (group) group.push(fact);
    else groups.set(key, [fact]);
  }
  return [...groups.values()].flatMap((group) => {
    const [one] = group;
    return one ? [{ organisation_id: one.organisationId, figure: one.figure, ...tallyOf(group) }] : [];
  });
}

/** Table and keys are the code's own. */
async function replace(
  tx: Tx,
  table: string,
  key: readonly string[],
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  const fresh = `jsonb_populate_recordset(NULL::${table}, $1::jsonb)`;
  const same = key.map((column) => `x.${column} = t.${column}`).join(' AND ');
  const given = [JSON.stringify(rows)];
  await execute(
    tx,
    `DELETE FROM ${table} t WHERE NOT EXISTS (SELECT 1 FROM ${fresh} x WHERE ${same})`,
    given,
  );
  await execute(
    tx,
    `DELETE FROM ${table} t USING ${fresh} x WHERE ${same} AND t IS DISTINCT FROM x::${table}`,
    given,
  );
  await execute(tx, `INSERT INTO ${table} SELECT * FROM ${fresh} x ON CONFLICT DO NOTHING`, given);
}
