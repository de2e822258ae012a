import { Inject, Injectable } from '@nestjs/common';
import type { Kpi, listPilots, Pilot } from '@scenario-lab/contracts/pilots';
import type { Received } from '@scenario-lab/contracts/route';
import { readPage, Where } from '@scenario-lab/db/core/page';
import { json, queryOne, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { engagementMembersSql } from '@scenario-lab/db/engagements/engagement.queries';
import { type OrganisationRole, rolesOf, type SignedIn } from '@scenario-lab/domain/actor';
import { driftRule } from '@scenario-lab/domain/pilots/field-drift';
import { isLate } from '@scenario-lab/domain/pilots/point-doubt';
import { z } from 'zod';
import type { Env } from '../env.js';
import { anywhere } from '../http/id-page.js';
import { DATABASE, ENV } from '../http/tokens.js';
import { readKpiEffects } from './kpi-effects.js';
import { type KpiFigures, readKpiFigures, readLabRun } from './kpi-figures.js';
import { MqttService } from './mqtt/mqtt.service.js';
import { readPilotCertificate } from './pilot-certificate.js';
import { holdPilot, PilotRecord, pilotColumns, pilotFrom, pilotRowOf } from './pilot-record.js';
import { readSeries } from './read-series.js';

/** With the names behind the ticks. */
const milestonesSql = `(SELECT coalesce(jsonb_agg(jsonb_build_object('id', m.one->'id', 'title', m.one->'title', 'from', m.one->'from', 'due', m.one->'due',
    'owner', m.one->'owner',
    'done', CASE WHEN o.id IS NOT NULL THEN jsonb_build_object('at', m.one->'done'->'at',
      'by', coalesce(person_name((m.one->'done'->>'personId')::uuid), ''),
      'organisation', jsonb_build_object('id', o.id, 'name', o.name)) END) ORDER BY m.place), '[]')
  FROM jsonb_array_elements(p.milestones) WITH ORDINALITY AS m (one, place)
    LEFT JOIN organisation o ON o.id = (m.one->'done'->>'organisationId')::uuid)`;

const PilotDetail = z.object({
  members: json<Pilot['members']>(),
  conditions: json<NonNullable<Pilot['conditions']>>().nullable(),
  milestones: json<Pilot['milestones']>(),
  risks: json<Pilot['risks']>(),
  safeguards: json<Pilot['safeguards']>(),
  design_changed_at: z.date().nullable(),
  updated_at: z.date(),
  statement: z.string().nullable(),
  case_id: z.string().nullable(),
  quarantined: z.number(),
  task: word<NonNullable<Pilot['about']['task']>>().nullable(),
  subject: json<NonNullable<Pilot['about']['subject']>>().nullable(),
});

@Injectable()
export class PilotsQuery {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ENV) private readonly env: Env,
    private readonly mqtt: MqttService,
  ) {}

  list(actor: SignedIn, filter: Received<typeof listPilots>['query']) {
    return this.database.asActor(actor, async (tx) => {
      const where = new Where().and(`p.status <> 'new'`);
      if (filter.status) where.and('p.status = ?', filter.status);
      if (filter.q) {
        const text = anywhere(filter.q);
        where.and('f.scenario_title::text ILIKE ? OR f.solution_title::text ILIKE ?', text, text);
      }
      const { rows, next, total } = await readPage(tx, {
        row: PilotRecord,
        select: pilotColumns,
        from: pilotFrom,
        id: 'p.id',
        where,
        key: { sql: 'p.updated_at', type: 'timestamptz' },
        page: filter,
      });
      return { items: rows.map((row) => pilotRowOf(row, actor)), next, total };
    });
  }

  read(actor: SignedIn, id: string): Promise<Pilot> {
    return this.database.asActor(actor, async (tx) => {
      const record = await holdPilot(tx, actor, id, 'pilot.read');
      const detail = await queryOne(
        tx,
        PilotDetail,
        `SELECT ${engagementMembersSql('e.id')} AS members, p.conditions, ${milestonesSql} AS milestones, p.risks, p.safeguards, p.design_changed_at, p.updated_at, p.statement, (SELECT c.id FROM lab_case c WHERE c.pilot_id = p.id) AS case_id,
           (SELECT count(*)::int FROM quarantined_point q WHERE q.pilot_id = p.id AND q.decision IS NULL) AS quarantined,
           s.need->>'task' AS task, s.need->'subject' AS subject
         FROM pilot p JOIN engagement e ON e.id = p.engagement_id LEFT JOIN scenario s ON s.id = e.scenario_id WHERE p.id = $1`,
        [id],
      );
      const lab = await readLabRun(tx, record.engagement_id);
      const figures = await readKpiFigures(tx, id, lab);
      const watched = new Map(
        (await readKpiFigures(tx, id, lab, 'witnessed')).map((kpi) => [kpi.id, kpi.drift]),
      );
      const series = await readSeries(tx, id);
      const told = await readKpiEffects(tx, id, record.design, figures);
      return {
        ...pilotRowOf(record, actor),
        members: detail.members,
        about: { task: detail.task, subject: detail.subject },
        conditions: detail.conditions,
        milestones: detail.milestones,
        risks: detail.risks,
        safeguards: detail.safeguards,
        design: record.design && {
          design: record.design,
          changedAt: (detail.design_changed_at as Date | null)?.toISOString() ?? null,
        },
        updatedAt: (detail.updated_at as Date).toISOString(),
        certificate: await readPilotCertificate(
          tx,
          record.engagement_id,
          record.vendor.id !== actor.organisationId,
        ),
        kpis: figures.map((kpi) => ({
          ...kpiOf(kpi, series.get(kpi.id) ?? [], watched.get(kpi.id) ?? null),
          ...told(kpi.id),
        })),
        tokens: await tokensOf(tx, id),
        window: { from: record.window_from.toISOString(), until: record.window_until.toISOString() },
        timeZone: this.env.LAB_TIME_ZONE,
        mqtt: this.mqtt.door,
        statement: detail.statement,
        caseId: detail.case_id,
        quarantined: detail.quarantined,
      };
    });
  }
}

const dayOf = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);

function kpiOf(
  kpi: KpiFigures,
  series: Kpi['series'],
  watch: KpiFigures['drift'],
): Omit<Kpi, 'shadow' | 'effect'> {
  const { field, gap, drift: _of_all, ...rest } = kpi;
  return {
    ...rest,
    series,
    field: field && { value: field.value, interval: field.interval },
    gap: gap?.gap ?? null,
    insideLabInterval: gap ? gap.place === 'inside' : null,
    drift: watch && {
      bound: watch.bound,
      limit: driftRule.limit,
      days: watch.days.map(({ day, value, sum }) => ({ day: dayOf(day), value, sum })),
      alarm: watch.alarm === null ? null : dayOf(watch.alarm),
    },
  };
}

const TokensOfRow = z.object({
  id: z.string(),
  site: z.string(),
  created_at: z.date(),
  last_used_at: z.date().nullable(),
  clock_ahead: z.number().nullable(),
  late_by: z.number().nullable(),
  late_pushes: z.number(),
  fault: json<NonNullable<Pilot['tokens'][number]['fault']>>().nullable(),
  organisation_roles: json<OrganisationRole[]>(),
  membership_roles: z.array(z.string()).nullable(),
});

/**
 * Row-level security shows them to the department that issued them and to the lab. A person who has left the organisation
 * is none of its members any more, and none that it sees.
 */
async function tokensOf(tx: Tx, pilotId: string): Promise<Pilot['tokens']> {
  const rows = await queryRows(
    tx,
    TokensOfRow,
    `SELECT t.id, t.site, t.created_at, t.last_used_at, t.clock_ahead, t.late_by, t.late_pushes, t.fault, o.roles AS organisation_roles,
       CASE WHEN p.suspended THEN NULL ELSE m.roles END AS membership_roles
     FROM site_token t JOIN organisation o ON o.id = t.organisation_id LEFT JOIN person p ON p.id = t.issued_by
       LEFT JOIN membership m ON m.person_id = p.id AND m.organisation_id = o.id
     WHERE t.pilot_id = $1 AND t.revoked_at IS NULL ORDER BY t.created_at`,
    [pilotId],
  );
  return rows.map((token) => ({
    id: token.id,
    site: token.site,
    createdAt: token.created_at.toISOString(),
    lastUsedAt: token.last_used_at?.toISOString() ?? null,
    clockAhead: token.clock_ahead,
    clockBehind: isLate({ by: token.late_by, pushes: token.late_pushes }) ? token.late_by : null,
    fault: token.fault && { ...token.fault, at: new Date(token.fault.at).toISOString() },
    ended: !rolesOf(token.organisation_roles, token.membership_roles ?? []).includes('department'),
  }));
}
