import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type MessageFault, messageFaults, topicPrefix } from '@scenario-lab/contracts/field-points';
import type { ExportedMetrics, ExportMetrics } from '@scenario-lab/contracts/otlp';
import type { recordObservations } from '@scenario-lab/contracts/pilots';
import type { Received } from '@scenario-lab/contracts/route';
import { execute, queryOne, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { hashOf } from '@scenario-lab/db/organisations/sessions.queries';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { sourceFor } from '@scenario-lab/domain/pilots/lab-to-field';
import { clockAheadOf, latenessOf, lateRule } from '@scenario-lab/domain/pilots/point-doubt';
import { readOtlp } from '@scenario-lab/domain/pilots/read-otlp';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import type { Identity } from '../http/actor.decorator.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { readKpiFigures, readLabRun } from './kpi-figures.js';
import { holdPilot, type PilotRecord } from './pilot-record.js';
import { standsSql } from './point-rules.js';
import { type Origin, type Points, type Receipt, takePoints } from './take-points.js';

type Given = Received<typeof recordObservations>['body'];

const FromSiteRow = z.object({
  criterion_key: z.string(),
});

@Injectable()
export class ObservationsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** The secret is in this answer and nowhere else. */
  issueToken(actor: SignedIn, pilotId: string, site: string): Promise<{ id: string; secret: string }> {
    return this.database.asActor(actor, async (tx) => {
      const pilot = await holdPilot(tx, actor, pilotId, 'pilot.issue_token');
      if (!pilot.sites.includes(site)) throw inputRefusal({ path: 'site', code: 'not_a_site_of_the_pilot' });
      const id = newId();
      const secret = `sls_${randomBytes(24).toString('base64url')}`;
      await execute(
        tx,
        `INSERT INTO site_token (id, pilot_id, organisation_id, issued_by, site, token_hash)
         VALUES ($1, $2, $3, $4, $5, $6)`,
        [id, pilotId, actor.organisationId, actor.personId, site, hashOf(secret)],
      );
      await recordEvent(tx, { thing: 'pilot', id: pilotId, event: 'pilot.token_issued', by: actor });
      return { id, secret };
    });
  }

  revokeToken(actor: SignedIn, pilotId: string, tokenId: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const pilot = await holdPilot(tx, actor, pilotId, 'pilot.read');
      if (pilot.department.id !== actor.organisationId) throw new Refusal('not_yours');
      const changed = await execute(
        tx,
        'UPDATE site_token SET revoked_at = now() WHERE id = $1 AND pilot_id = $2 AND revoked_at IS NULL',
        [tokenId, pilotId],
      );
      if (changed !== 1) throw new Refusal('not_found', { thing: 'site_token', id: tokenId });
      await recordEvent(tx, { thing: 'pilot', id: pilotId, event: 'pilot.token_revoked', by: actor });
    });
  }

  /** From the site itself: the token stands for the department that issued it. */
  push(proof: Identity, points: Points): Promise<Reported> {
    return this.fromSite(proof, async (take) => reported(await take(points)));
  }

  /** What a collector of OpenTelemetry exports. Nobody there reads a refusal: what is no point is left out and counted. */
  exportMetrics(proof: Identity, exported: ExportMetrics): Promise<ExportedMetrics> {
    return this.fromSite(proof, async (take, criteria) => {
      const { points, rejected, reasons } = readOtlp(exported, new Set(criteria));
      if (points.length > mostPoints) throw inputRefusal({ path: 'resourceMetrics', code: 'too_big' });
      const { faults } = points.length > 0 ? await take(points, true) : { faults: [] };
      const left = rejected + faults.length;
      if (left === 0) return {};
      const said = [...reasons, ...new Set(faults.map(({ code }) => code))].join('; ');
      return { partialSuccess: { rejectedDataPoints: String(left), errorMessage: said } };
    });
  }

  /** Messages of a device, each with its points or none: what is no point is left out and told the department. */
  hear(proof: Identity, messages: readonly Heard[]): Promise<void> {
    return this.fromSite(proof, async (take) => {
      const points = messages.flatMap((message) => message.points);
      const { faults } = points.length > 0 ? await take(points, true) : { faults: [] };
      const told = messages.findLast(({ fault }) => fault);
      if (told?.fault) return { code: told.fault, topic: told.topic };
      const [first] = faults;
      if (!first) return null;
      const code = messageFaults.find((one) => one === first.code) ?? 'no_reading';
      const criterion = points[Number(first.path.split('.')[1])]?.criterion ?? '';
      return { code, topic: `${topicPrefix}${criterion}` };
    }).then((fault) => (fault ? this.noteFault(proof, fault) : undefined));
  }

  /** On the token, where the department looks; a device that is wrong all the time is written down now and then. */
  async noteFault({ actor, site }: Identity, fault: { code: MessageFault; topic: string }): Promise<void> {
    if (actor === 'anonymous' || !site) throw new Refusal('sign_in_required');
    await this.database.asActor({ ...actor, roles: ['department'] }, (tx) =>
      execute(
        tx,
        `UPDATE site_token SET fault = jsonb_build_object('at', now(), 'code', $2::text, 'topic', left($3, 100))
         WHERE id = $1 AND (fault IS NULL OR (fault->>'at')::timestamptz < now() - interval '10 seconds')`,
        [site.tokenId, fault.code, fault.topic.replaceAll('\0', '')],
      ),
    );
  }

  private fromSite<T>(
    { actor, site }: Identity,
    work: (take: (points: Points, leaveFaulty?: true) => Promise<Receipt>, criteria: string[]) => Promise<T>,
  ): Promise<T> {
    if (actor === 'anonymous' || !site) throw new Refusal('sign_in_required');
    const department: SignedIn = { ...actor, roles: ['department'] };
    return this.database.asActor(department, async (tx) => {
      const pilot = await holdPilot(tx, department, site.pilotId, 'pilot.record');
      const kpis = await queryRows(tx, FromSiteRow, 'SELECT criterion_key FROM kpi WHERE pilot_id = $1', [
        pilot.id,
      ]);
      let newest = Number.NEGATIVE_INFINITY;
      const done = await work(
        (points, leaveFaulty) => {
          newest = points.reduce((last, { at }) => Math.max(last, Date.parse(at)), newest);
          return take(tx, department, pilot, points, {
            source: 'site_token',
            recordedBy: null,
            site: site.site,
            reason: null,
            ...(leaveFaulty ? { leaveFaulty } : {}),
          });
        },
        kpis.map(({ criterion_key }) => criterion_key),
      );
      if (newest !== Number.NEGATIVE_INFINITY) await noteClock(tx, site.tokenId, newest);
      return done;
    });
  }

  record(actor: SignedIn, pilotId: string, given: Given): Promise<Reported> {
    return this.database.asActor(actor, async (tx) => {
      const pilot = await holdPilot(tx, actor, pilotId, 'pilot.record');
      const receipt = await take(tx, actor, pilot, given.points, {
        source: sourceFor(sideOf(pilot, actor), given.source),
        recordedBy: actor.personId,
        site: null,
        reason: given.reason || null,
      });
      return reported(receipt);
    });
  }

  /** Each side its own; what was voided stays to be seen. Errors: `not_found` for one that is not there to be voided. */
  voidPoints(actor: SignedIn, pilotId: string, ids: readonly string[], reason: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdPilot(tx, actor, pilotId, 'pilot.void_points');
      // Not while it is being accepted on these points.
      await execute(tx, 'SELECT 1 FROM pilot WHERE id = $1 FOR UPDATE', [pilotId]);
      const pilot = await holdPilot(tx, actor, pilotId, 'pilot.void_points');
      await mark(
        tx,
        pilotId,
        ids,
        `voided_at = clock_timestamp(), voided_by = $3, reason = $4`,
        'o.self_reported = $5',
        [actor.personId, reason, sideOf(pilot, actor) === 'vendor'],
      );
      await recordEvent(tx, {
        thing: 'pilot',
        id: pilotId,
        event: 'pilot.points_voided',
        by: actor,
        remark: reason,
      });
    });
  }

  /** The lab's word for the department's values. What a vendor reported itself is nothing the lab can vouch for. */
  confirmPoints(actor: SignedIn, pilotId: string, ids: readonly string[], on: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const pilot = await holdPilot(tx, actor, pilotId, 'pilot.confirm_points');
      await execute(tx, 'SELECT 1 FROM pilot WHERE id = $1 FOR UPDATE', [pilotId]);
      await mark(
        tx,
        pilotId,
        ids,
        `confirmed_at = coalesce(o.confirmed_at, clock_timestamp()), confirmed_by = coalesce(o.confirmed_by, $3),
         confirmed_on = coalesce(o.confirmed_on, $4)`,
        'NOT o.self_reported',
        [actor.personId, on],
      );
      await recordEvent(tx, {
        thing: 'pilot',
        id: pilotId,
        event: 'pilot.points_confirmed',
        by: actor,
        remark: on,
      });
      await tellOfDrift(tx, actor, pilot);
    });
  }
}

interface Heard {
  topic: string;
  points: Points;
  fault?: MessageFault;
}

const NoteClockRow = z.object({
  late_by: z.number().nullable(),
  late_pushes: z.number(),
});

/** How the device's clock goes by what it sent just now. A minute's worth of pushes is written once, unless it has changed. */
async function noteClock(tx: Tx, tokenId: string, newest: number): Promise<void> {
  const before = await queryRow(
    tx,
    NoteClockRow,
    'SELECT late_by, late_pushes FROM site_token WHERE id = $1',
    [tokenId],
  );
  const now = Date.now();
  const late = latenessOf({ by: before?.late_by ?? null, pushes: before?.late_pushes ?? 0 }, newest, now);
  await execute(
    tx,
    `UPDATE site_token SET last_used_at = now(), clock_ahead = $2, late_by = $3, late_pushes = $4
     WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute'
       OR (clock_ahead IS NULL) <> ($2::int IS NULL) OR late_by IS DISTINCT FROM $3::int
       OR (late_pushes < $5 AND late_pushes <> $4))`,
    [tokenId, clockAheadOf(newest, now), late.by, late.pushes, lateRule.pushes],
  );
}

type Reported = Omit<Receipt, 'faults'>;
/** Where nothing may be left out, nothing was. */
const reported = ({ faults: _none, ...receipt }: Receipt): Reported => receipt;

/** As many as one push may hold. */
const mostPoints = 10_000;

const sideOf = (pilot: PilotRecord, actor: SignedIn) =>
  pilot.department.id === actor.organisationId ? 'department' : 'vendor';

/** All of the points or none: those that stand and the caller may mark. */
async function mark(
  tx: Tx,
  pilotId: string,
  ids: readonly string[],
  set: string,
  whose: string,
  values: readonly unknown[],
): Promise<void> {
  const wanted = [...new Set(ids)];
  const changed = await execute(
    tx,
    `UPDATE observation o SET ${set} WHERE o.pilot_id = $1 AND o.id = ANY($2) AND ${standsSql} AND ${whose}`,
    [pilotId, wanted, ...values],
  );
  if (changed !== wanted.length) throw new Refusal('not_found', { thing: 'observation' });
}

async function take(
  tx: Tx,
  actor: SignedIn,
  pilot: PilotRecord,
  points: Points,
  origin: Origin,
): Promise<Receipt> {
  const receipt = await takePoints(tx, pilot, points, origin);
  if (receipt.quarantined > 0) await tellOfQuarantine(tx, pilot.id, receipt.quarantined);
  if (receipt.accepted === 0) return receipt;
  await recordEvent(tx, { thing: 'pilot', id: pilot.id, event: 'pilot.recorded', by: actor });
  if (receipt.corrected > 0) {
    const remark = origin.reason ?? undefined;
    await recordEvent(tx, {
      thing: 'pilot',
      id: pilot.id,
      event: 'pilot.points_corrected',
      by: actor,
      remark,
    });
  }
  if (origin.source === 'site_token') await tellOfDrift(tx, actor, pilot);
  return receipt;
}

const TellOfQuarantineRow = z.object({
  waiting: z.number(),
});

/** Once while any wait: a faulty device sends them without end. A device is nobody, so that its own department hears of it. */
async function tellOfQuarantine(tx: Tx, pilotId: string, news: number): Promise<void> {
  const { waiting } = await queryOne(
    tx,
    TellOfQuarantineRow,
    'SELECT count(*)::int AS waiting FROM quarantined_point WHERE pilot_id = $1 AND decision IS NULL',
    [pilotId],
  );
  if (waiting === news)
    await recordEvent(tx, { thing: 'pilot', id: pilotId, event: 'pilot.points_quarantined' });
}

/**
 * A field value wholly on the worse side of the lab's interval, or days that have been worse for long enough
 * (`watchDrift`), put the certificate in doubt, if they are of points that a site's device sent or the lab has confirmed. Only the lab may change a certificate, so a job of the lab's does; it is
 * asked once per time the certificate is valid.
 */
export async function tellOfDrift(tx: Tx, actor: SignedIn, pilot: PilotRecord): Promise<void> {
  const lab = await readLabRun(tx, pilot.engagement_id);
  if (!lab?.certificate_id || lab.certificate_status !== 'valid') return;
  const figures = await readKpiFigures(tx, pilot.id, lab, 'witnessed');
  if (!figures.some(({ gap, drift }) => gap?.drifted || drift?.alarm != null)) return;
  const told = await queryRows(
    tx,
    z.unknown(),
    `SELECT 1 FROM event e JOIN certificate c ON c.id = e.thing_id
     WHERE c.id = $1 AND e.event = 'certificate.drifted' AND e.at >= c.status_at LIMIT 1`,
    [lab.certificate_id],
  );
  if (told.length > 0) return;
  await recordEvent(tx, { thing: 'pilot', id: pilot.id, event: 'pilot.drifted', by: actor });
  await recordEvent(tx, {
    thing: 'certificate',
    id: lab.certificate_id,
    event: 'certificate.drifted',
    by: actor,
    deliver: ['watch-certificate'],
  });
}
