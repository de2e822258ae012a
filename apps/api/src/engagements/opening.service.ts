import { Inject, Injectable } from '@nestjs/common';
import type { proposeEngagement } from '@scenario-lab/contracts/engagements';
import type { Received } from '@scenario-lab/contracts/route';
import { json, queryRow } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { engagementPolicy } from '@scenario-lab/domain/engagements/engagements.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { beginEngagement } from './begin-engagement.js';

type Opening = Received<typeof proposeEngagement>['body'];

const Pair = z.object({
  department_id: z.string(),
  status: z.string(),
  criteria: json<{ id: string }[]>().nullable(),
  vendor_id: z.string(),
  listed: z.boolean(),
});
type Pair = z.output<typeof Pair>;

/** How an engagement begins: a vendor proposes its solution, a department or a broker invites one. */
@Injectable()
export class OpeningService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  open(actor: SignedIn, event: 'propose' | 'invite', opening: Opening): Promise<{ id: string }> {
    return this.database
      .asActor(actor, async (tx) => {
        const pair = await readPair(tx, opening);
        demand(
          may(engagementPolicy, actor, `engagement.${event}`, {
            status: null,
            vendorOrganisationId: pair.vendor_id,
            partnerOrganisationIds: [],
            pilotLive: false,
            departmentOrganisationId: pair.department_id,
          }),
        );
        check(pair, opening);
        return { id: await beginEngagement(tx, actor, event, pair, opening) };
      })
      .catch((error: { code?: string; constraint?: string }) => {
        // One live engagement of a scenario with a solution; the index decides between two who open it at once.
        throw error.code === '23505' ? new Refusal('duplicate', { thing: 'engagement' }) : error;
      });
  }
}

async function readPair(tx: Tx, { scenarioId, solutionId }: Opening): Promise<Pair> {
  const pair = await queryRow(
    tx,
    Pair,
    `SELECT s.owner_id AS department_id, s.status, s.need->'criteria' AS criteria, n.owner_id AS vendor_id,
       n.listed IS NOT NULL AND n.status <> 'delisted' AS listed
     FROM scenario s, solution n WHERE s.id = $1 AND n.id = $2`,
    [scenarioId, solutionId],
  );
  if (!pair) throw new Refusal('not_found', { thing: 'scenario', id: scenarioId });
  return pair;
}

function check(pair: Pair, opening: Opening): void {
  if (pair.status !== 'published') {
    throw new Refusal('wrong_status', { thing: 'scenario', status: pair.status });
  }
  if (!pair.listed) throw inputRefusal({ path: 'solutionId', code: 'not_listed' });
  if (pair.vendor_id === pair.department_id) throw new Refusal('own_organisation');
  const known = new Set((pair.criteria ?? []).map(({ id }) => id));
  const faults = opening.predictions.flatMap(({ criterion }, index) =>
    known.has(criterion) ? [] : [{ path: `predictions.${index}.criterion`, code: 'unknown_criterion' }],
  );
  if (faults.length > 0) throw inputRefusal(...faults);
}
