import { Inject, Injectable } from '@nestjs/common';
import { type BrokerFact, brokerSteps, type listBrokerRecords } from '@scenario-lab/contracts/broker-records';
import type { Answer } from '@scenario-lab/contracts/route';
import { json, queryOne, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { holds, type SignedIn } from '@scenario-lab/domain/actor';
import { may } from '@scenario-lab/domain/policy';
import { brokerOutcomesOf, brokerTally, countOf } from '@scenario-lab/domain/records/broker-facts';
import { brokerRecordPolicy, readsAllBrokers } from '@scenario-lab/domain/records/broker-records.policy';
import { priorOf } from '@scenario-lab/domain/records/estimate';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { DATABASE } from '../http/tokens.js';

const Row = z.object({
  broker_id: z.string(),
  broker: z.string(),
  status: word<BrokerFact['status']>(),
  statuses: z.array(z.string()),
});
type Row = z.output<typeof Row>;

/** An invitation by whoever acts for the lab; the department's own are no broker's. */
const proposedSql = `FROM event v JOIN engagement e ON e.id = v.thing_id
  JOIN organisation by ON by.id = v.organisation_id AND 'operate' = ANY(by.roles)
  WHERE v.thing = 'engagement' AND v.event = 'engagement.invited' AND v.organisation_id <> e.department_id`;
const statusesSql = `ARRAY(SELECT DISTINCT x.to_status FROM event x
  WHERE x.thing = 'engagement' AND x.thing_id = e.id AND x.to_status IS NOT NULL)`;

type FactsAnswer = Omit<BrokerFact, 'at' | 'outcomes'> & { at: Date; statuses: string[] };

const FactsRow = z.object({
  department: json<FactsAnswer['department']>(),
  vendor: json<FactsAnswer['vendor']>(),
  status: word<FactsAnswer['status']>(),
  solution: json<FactsAnswer['solution']>(),
  scenario: json<FactsAnswer['scenario']>(),
  endReason: z.string().nullable(),
  engagementId: z.string(),
  at: z.date(),
  statuses: z.array(z.string()),
});

@Injectable()
export class BrokerRecordsQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(actor: SignedIn): Promise<Answer<typeof listBrokerRecords>> {
    demand(may(brokerRecordPolicy, actor, 'broker_record.read', { status: null, brokerPersonId: null }));
    return this.database.asActor(actor, async (tx) => {
      const rows = await readRows(tx);
      const all = new Map<string, { name: string; outcomes: ReturnType<typeof brokerOutcomesOf>[] }>();
      // Whoever has proposed nothing yet reads that.
      if (holds(actor, ['broker']))
        all.set(actor.personId, { name: await nameOf(tx, actor.personId), outcomes: [] });
      for (const row of rows) {
        const one = all.get(row.broker_id) ?? { name: row.broker, outcomes: [] };
        one.outcomes.push(brokerOutcomesOf(row.status, row.statuses));
        all.set(row.broker_id, one);
      }
      const priors = new Map(
        brokerSteps.map((step) => [
          step,
          priorOf([...all.values()].map(({ outcomes }) => countOf(step, outcomes))),
        ]),
      );
      const whole: boolean = holds(actor, readsAllBrokers);
      const shown = [...all].filter(([id]) => whole || id === actor.personId);
      return {
        brokers: shown
          .map(([id, { name, outcomes }]) => ({
            id,
            name,
            proposed: outcomes.length,
            tallies: brokerSteps.map((step) => brokerTally(step, outcomes, priors.get(step)!)),
          }))
          .sort((one, other) => other.proposed - one.proposed || (one.id < other.id ? -1 : 1)),
        priors: brokerSteps.map((step) => {
          const { share, ofTheLab } = priors.get(step)!;
          return { step, share, ofAll: ofTheLab };
        }),
      };
    });
  }

  facts(actor: SignedIn, brokerId: string): Promise<BrokerFact[]> {
    demand(may(brokerRecordPolicy, actor, 'broker_record.read', { status: null, brokerPersonId: brokerId }));
    return this.database.asActor(actor, async (tx) => {
      const rows = await queryRows(
        tx,
        FactsRow,
        `SELECT e.id AS "engagementId", e.status, e.end_reason AS "endReason", v.at, ${statusesSql} AS statuses,
           (SELECT jsonb_build_object('id', f.scenario_id, 'title', f.scenario_title) FROM engagement_face f WHERE f.engagement_id = e.id) AS scenario,
           (SELECT jsonb_build_object('id', f.solution_id, 'title', f.solution_title) FROM engagement_face f WHERE f.engagement_id = e.id) AS solution,
           (SELECT jsonb_build_object('id', o.id, 'name', o.name) FROM organisation o WHERE o.id = e.vendor_id) AS vendor,
           (SELECT jsonb_build_object('id', o.id, 'name', o.name) FROM organisation o WHERE o.id = e.department_id) AS department
         ${proposedSql} AND v.person_id = $1 ORDER BY v.at DESC, e.id LIMIT 1000`,
        [brokerId],
      );
      if (rows.length === 0 && brokerId !== actor.personId)
        throw new Refusal('not_found', { thing: 'person', id: brokerId });
      return rows.map(({ statuses, at, ...row }) => ({
        ...row,
        at: at.toISOString(),
        outcomes: brokerOutcomesOf(row.status, statuses),
      }));
    });
  }
}

function readRows(tx: Tx): Promise<Row[]> {
  return queryRows(
    tx,
    Row,
    `SELECT v.person_id AS broker_id, coalesce(person_name(v.person_id), '') AS broker, e.status, ${statusesSql} AS statuses
     ${proposedSql} AND v.person_id IS NOT NULL`,
  );
}

const NameOfRow = z.object({
  name: z.string(),
});

async function nameOf(tx: Tx, personId: string): Promise<string> {
  const { name } = await queryOne(tx, NameOfRow, `SELECT coalesce(person_name($1), '') AS name`, [personId]);
  return name;
}
