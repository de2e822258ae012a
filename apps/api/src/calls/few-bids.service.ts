import { Inject, Injectable } from '@nestjs/common';
import { type FewBids, type WhyNot, whyNots } from '@scenario-lab/contracts/few-bids';
import { bidFactsOf, type CallRecord } from '@scenario-lab/db/calls/call.queries';
import { publishedSql } from '@scenario-lab/db/catalogue/listing.queries';
import { execute, json, queryOne, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { addParty } from '@scenario-lab/db/parties';
import { transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { bidPolicy } from '@scenario-lab/domain/calls/calls.policy';
import { findingsOf } from '@scenario-lab/domain/calls/few-bids';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { DATABASE } from '../http/tokens.js';
import { callOf, holdCall } from './hold-call.js';
import { measuredOf } from './measured.js';

/** Days a new draft is open for at first; whoever writes it says otherwise. */
const again = 30;

const ReadRow = z.object({
  echo: json<FewBids['counts'] & { answers: number; reasons: Partial<Record<WhyNot, number | null>> }>(),
});

const ReopenRow = z.object({
  deadline: z.string(),
});

/** Why a call found one bid or none, and beginning anew. */
@Injectable()
export class FewBidsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  note(actor: SignedIn, id: string, started: boolean): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const call = await callOf(tx, actor, id);
      demand(
        may(bidPolicy, actor, 'bid.note', {
          ...bidFactsOf(call),
          standing: false,
          vendorOrganisationId: actor.organisationId,
        }),
        { thing: 'call', status: call.status },
      );
      await execute(
        tx,
        `INSERT INTO call_interest (call_id, organisation_id, started_at) VALUES ($1, app_org(), CASE WHEN $2 THEN now() END)
         ON CONFLICT (call_id, organisation_id) DO UPDATE SET started_at = coalesce(call_interest.started_at, EXCLUDED.started_at)`,
        [id, started],
      );
    });
  }

  say(actor: SignedIn, id: string, reasons: readonly WhyNot[]): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdCall(tx, actor, id, 'say_why');
      const said = await queryRows(
        tx,
        z.unknown(),
        `INSERT INTO call_interest (call_id, organisation_id, reasons, said_at) VALUES ($1, app_org(), $2, clock_timestamp())
         ON CONFLICT (call_id, organisation_id) DO UPDATE SET reasons = EXCLUDED.reasons, said_at = EXCLUDED.said_at
           WHERE call_interest.said_at IS NULL RETURNING 1`,
        [id, [...new Set(reasons)]],
      );
      // Said once: a word taken back would show as the difference of two tallies.
      if (said.length === 0) throw new Refusal('duplicate', { thing: 'call', id });
    });
  }

  read(actor: SignedIn, id: string): Promise<FewBids> {
    return this.database.asActor(actor, async (tx) => {
      const call = await holdCall(tx, actor, id, 'read_few');
      const { echo } = await queryOne(tx, ReadRow, 'SELECT call_echo($1) AS echo', [id]);
      const { answers, reasons: said, ...counts } = echo;
      const reasons = whyNots.flatMap((reason) => {
        const count = said[reason];
        return count === undefined ? [] : [{ reason, count }];
      });
      return {
        counts,
        answers,
        reasons,
        findings: findingsOf({ counts, reasons, ...(await factsOf(tx, call)) }),
      };
    });
  }

  reopen(actor: SignedIn, id: string): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      const call = await holdCall(tx, actor, id, 'reopen');
      const next = newId();
      await addParty(tx, 'call', next, actor.organisationId, 'own');
      const { deadline } = await queryOne(
        tx,
        ReopenRow,
        `SELECT to_char(current_date + ${again}, 'YYYY-MM-DD') || 'T17:00' AS deadline`,
      );
      await execute(
        tx,
        `INSERT INTO open_call (id, scenario_id, department_id, terms, deadline, updated_at)
         VALUES ($1, $2, $3, $4, $5::timestamp AT TIME ZONE current_setting('TimeZone'), date_trunc('milliseconds', clock_timestamp()))`,
        [next, call.scenario.id, actor.organisationId, JSON.stringify({ ...call.terms, deadline }), deadline],
      );
      await transition(tx, 'call', next, 'create', { by: actor });
      return { id: next };
    });
  }
}

const FactsOfRow = z.object({
  certificates: z.array(z.string()),
  field: z.string().nullable(),
  exams: z.number(),
  vendors: z.array(z.string()),
  days: z.number(),
});

const FactsOfRow2 = z.object({
  all: z.number(),
  priced: z.number(),
  within: z.number(),
});

const FactsOfRow3 = z.object({
  name: z.string(),
  holders: z.number(),
});

async function factsOf(tx: Tx, call: CallRecord) {
  const { criteria, ceiling } = call.terms;
  const need = await queryOne(
    tx,
    FactsOfRow,
    `SELECT coalesce(s.need->'qualifications', '[]') AS certificates, s.need->>'field' AS field,
       (SELECT count(*)::int FROM benchmark b JOIN benchmark_version v ON v.benchmark_id = b.id
        WHERE b.scenario_id = s.id AND v.status = 'open') AS exams,
       (SELECT coalesce(array_agg(DISTINCT r.vendor_id), '{}') FROM run r JOIN benchmark_version v ON v.id = r.benchmark_version_id
          JOIN benchmark b ON b.id = v.benchmark_id
        WHERE b.scenario_id = s.id AND r.split = 'hidden' AND r.status = 'approved') AS vendors,
       (SELECT (c.deadline::date - c.published_at::date) FROM open_call c WHERE c.id = $2) AS days
     FROM scenario s WHERE s.id = $1`,
    [call.scenario.id, call.id],
  );
  const cards = await queryOne(
    tx,
    FactsOfRow2,
    `SELECT count(*)::int AS all, count(price)::int AS priced, count(*) FILTER (WHERE price <= $2::float8)::int AS within
     FROM (SELECT (s.listed->>'priceFrom')::float8 AS price FROM solution s WHERE ${publishedSql('s')}
       AND ($1::text IS NULL OR s.listed->'fields' ? $1)) q`,
    [need.field, ceiling],
  );
  const certificates = await queryRows(
    tx,
    FactsOfRow3,
    `SELECT n.name, (SELECT count(*)::int FROM solution s WHERE ${publishedSql('s')} AND ($2::text IS NULL OR s.listed->'fields' ? $2)
       AND EXISTS (SELECT 1 FROM jsonb_array_elements(coalesce(s.listed->'qualifications', '[]')) q
         WHERE lower(btrim(q->>'name')) = lower(btrim(n.name))
           AND coalesce(q->>'expires', 'infinity')::date >= current_date)) AS holders
     FROM jsonb_array_elements_text($1::jsonb) AS n (name)`,
    [JSON.stringify(need.certificates), need.field],
  );
  const measured = [...(await measuredOf(tx, call.scenario.id, need.vendors)).values()];
  const musts = criteria
    .filter(({ kind, must }) => kind === 'measured' && must)
    .map(({ id, title }) => {
      const found = measured.flatMap((values) => values[id] ?? []);
      return {
        title,
        tested: found.length,
        passed: found.filter(({ verdict }) => verdict === 'pass').length,
      };
    });
  return { musts, exams: need.exams, ceiling, cards, certificates, days: need.days };
}
