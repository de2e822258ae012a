import { Inject, Injectable } from '@nestjs/common';
import type { Case, listCases } from '@scenario-lab/contracts/cases';
import type { Received } from '@scenario-lab/contracts/route';
import {
  CaseRecord,
  caseColumns,
  caseFactsOf,
  caseFrom,
  caseRowOf,
  knowsNames,
  readCaseRecord,
} from '@scenario-lab/db/cases/case.queries';
import { knownNames } from '@scenario-lab/db/cases/known-names';
import { readPage, Where } from '@scenario-lab/db/core/page';
import { json, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import type { Actor } from '@scenario-lab/domain/actor';
import { casePolicy } from '@scenario-lab/domain/cases/cases.policy';
import { namesLeft } from '@scenario-lab/domain/cases/names-left';
import { allowed, may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { replicationPolicy } from '@scenario-lab/domain/replications/replications.policy';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { anywhere } from '../http/id-page.js';
import { DATABASE } from '../http/tokens.js';

@Injectable()
export class CasesQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(actor: Actor, filter: Received<typeof listCases>['query']) {
    return this.database.asActor(actor, async (tx) => {
      const where = new Where();
      if (filter.outcome) where.and('c.outcome = ?', filter.outcome);
      if (filter.field) where.and('c.field = ?', filter.field);
      if (filter.reasonCode) where.and('c.reason_code = ?', filter.reasonCode);
      if (filter.q) where.and(`concat(c.title, ' ', c.lesson) ILIKE ?`, anywhere(filter.q));
      const { rows, next, total } = await readPage(tx, {
        row: CaseRecord,
        select: caseColumns,
        from: caseFrom,
        counted: 'lab_case c',
        id: 'c.id',
        where,
        key: { sql: 'c.updated_at', type: 'timestamptz' },
        page: filter,
      });
      return { items: rows.map((row) => caseRowOf(row, actor)), next, total };
    });
  }

  read(actor: Actor, id: string): Promise<Case> {
    return this.database.asActor(actor, async (tx) => {
      const record = await readCaseRecord(tx, id);
      if (!record) throw new Refusal('not_found', { thing: 'case', id });
      demand(may(casePolicy, actor, 'case.read', caseFactsOf(record)));
      const named = knowsNames(record, actor);
      return {
        ...caseRowOf(record, actor),
        lesson: record.lesson,
        scenario: named ? record.scenario : null,
        solution: named ? record.solution : null,
        pilotId: named && actor !== 'anonymous' ? await pilotOf(tx, record) : null,
        numbers: record.numbers,
        certificate: named ? record.certificate : null,
        anonymous: record.anonymous,
        leaks: await leaksOf(tx, actor, record),
        replicationList: actor === 'anonymous' ? [] : await replicationsOf(tx, id),
        allowed: [
          ...allowed(casePolicy, actor, caseFactsOf(record)),
          ...(mayAsk(actor, record) ? ['replication.request'] : []),
        ],
      };
    });
  }
}

/** What still tells whose case it is, for whoever may do something about it. */
async function leaksOf(tx: Tx, actor: Actor, record: CaseRecord): Promise<Case['leaks']> {
  if (record.published || !record.anonymous) return [];
  const deeds = allowed(casePolicy, actor, caseFactsOf(record));
  if (!deeds.includes('case.write') && !deeds.includes('case.publish')) return [];
  return namesLeft(record, await knownNames(tx, record.id));
}

/** Its pilot, for those who can open it. */
async function pilotOf(tx: Tx, record: CaseRecord): Promise<string | null> {
  const seen = await queryRows(tx, z.unknown(), 'SELECT 1 FROM pilot WHERE id = $1', [record.pilot_id]);
  return seen.length > 0 ? record.pilot_id : null;
}

const ReplicationsOfRow = z.object({
  id: z.string(),
  adopter: json<{ id: string; name: { zh?: string | undefined; en?: string | undefined } }>(),
  status: z.string(),
});

async function replicationsOf(tx: Tx, caseId: string): Promise<Case['replicationList']> {
  return queryRows(
    tx,
    ReplicationsOfRow,
    `SELECT r.id, r.status, jsonb_build_object('id', o.id, 'name', o.name) AS adopter
     FROM replication r JOIN organisation o ON o.id = r.adopter_id
     WHERE r.case_id = $1 AND r.status <> 'new' ORDER BY r.created_at LIMIT 100`,
    [caseId],
  );
}

/** Another department may ask to take over what was accepted and published. */
function mayAsk(actor: Actor, record: CaseRecord): boolean {
  if (actor === 'anonymous' || !record.published || record.outcome !== 'accepted') return false;
  if (actor.organisationId === record.department.id) return false;
  return may(replicationPolicy, actor, 'replication.request', {
    status: null,
    adopterOrganisationId: actor.organisationId,
    sourceOrganisationId: record.department.id,
    vendorOrganisationId: record.vendor.id,
    namesTold: false,
    namesAgreed: false,
  }).ok;
}
