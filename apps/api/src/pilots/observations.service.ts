import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { recordObservations } from '@scenario-lab/contracts/pilots';
import type { Received } from '@scenario-lab/contracts/route';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { hashOf } from '@scenario-lab/db/organisations/sessions.queries';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { type ObservationSource, sourceFor } from '@scenario-lab/domain/pilots/lab-to-field';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { Identity } from '../http/actor.decorator.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { readKpiFigures, readLabRun } from './kpi-figures.js';
import { holdPilot, type PilotRecord } from './pilot-record.js';

type Points = Received<typeof recordObservations>['body']['points'];
type Receipt = { accepted: number; duplicates: number };

/** Values beyond this are a meter's fault, and their squares would no longer fit. */
const largest = 1e12;
/** A site's clock may run ahead of ours by so much. */
const aheadMs = 86_400_000;
/** A clock that was never set says 1970. */
const earliest = Date.UTC(2000, 0, 1);

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
      await tx.query(
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
      const [, changed] = await tx.query(
        'UPDATE site_token SET revoked_at = now() WHERE id = $1 AND pilot_id = $2 AND revoked_at IS NULL',
        [tokenId, pilotId],
      );
      if (changed !== 1) throw new Refusal('not_found', { thing: 'site_token', id: tokenId });
      await recordEvent(tx, { thing: 'pilot', id: pilotId, event: 'pilot.token_revoked', by: actor });
    });
  }

  /** From the site itself: the token stands for the department that issued it. */
  push({ actor, site }: Identity, points: Points): Promise<Receipt> {
    if (actor === 'anonymous' || !site) throw new Refusal('sign_in_required');
    const department: SignedIn = { ...actor, roles: ['department'] };
    return this.database.asActor(department, async (tx) => {
      const pilot = await holdPilot(tx, department, site.pilotId, 'pilot.record');
      const receipt = await take(tx, department, pilot, points, 'site_token', site.site);
      await tx.query(
        `UPDATE site_token SET last_used_at = now()
         WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`,
        [site.tokenId],
      );
      return receipt;
    });
  }

  record(actor: SignedIn, pilotId: string, points: Points, channel: 'csv' | 'manual'): Promise<Receipt> {
    return this.database.asActor(actor, async (tx) => {
      const pilot = await holdPilot(tx, actor, pilotId, 'pilot.record');
      const side = pilot.department.id === actor.organisationId ? 'department' : 'vendor';
      return take(tx, actor, pilot, points, sourceFor(side, channel), '');
    });
  }
}

/** All points or none; a point already there is counted and left as it was. */
async function take(
  tx: Tx,
  actor: SignedIn,
  pilot: PilotRecord,
  points: Points,
  source: ObservationSource,
  site: string,
): Promise<Receipt> {
  const kpis = (await tx.query('SELECT id, criterion_key FROM kpi WHERE pilot_id = $1', [pilot.id])) as {
    id: string;
    criterion_key: string;
  }[];
  const idOf = new Map(kpis.map(({ id, criterion_key }) => [criterion_key, id]));
  checkPoints(points, idOf);
  const taken: unknown[] = await tx.query(
    `INSERT INTO observation (id, pilot_id, kpi_id, at, value, source, site)
     SELECT id, $1, kpi_id, at, value, $2, $3
     FROM unnest($4::uuid[], $5::uuid[], $6::timestamptz[], $7::double precision[]) AS point (id, kpi_id, at, value)
     ON CONFLICT DO NOTHING RETURNING 1`,
    [
      pilot.id,
      source,
      site,
      points.map(() => newId()),
      points.map(({ criterion }) => idOf.get(criterion)),
      points.map(({ at }) => at),
      points.map(({ value }) => value),
    ],
  );
  const accepted = taken.length;
  if (accepted > 0) {
    await recordEvent(tx, { thing: 'pilot', id: pilot.id, event: 'pilot.recorded', by: actor });
    if (source !== 'self_reported') await tellOfDrift(tx, actor, pilot);
  }
  return { accepted, duplicates: points.length - accepted };
}

function checkPoints(points: Points, idOf: ReadonlyMap<string, string>): void {
  const latest = Date.now() + aheadMs;
  const faults = points.flatMap(({ criterion, at, value }, index) => {
    const place = `points.${index}`;
    if (!idOf.has(criterion)) return [{ path: `${place}.criterion`, code: 'unknown_criterion' }];
    const time = Date.parse(at);
    if (!(time >= earliest)) return [{ path: `${place}.at`, code: 'too_early' }];
    if (time > latest) return [{ path: `${place}.at`, code: 'in_the_future' }];
    return Math.abs(value) > largest ? [{ path: `${place}.value`, code: 'too_big' }] : [];
  });
  if (faults.length > 0) throw inputRefusal(...faults.slice(0, 50));
}

/**
 * A field value wholly on the worse side of the lab's interval puts the certificate in doubt. Only the lab may
 * change a certificate, so a job of the lab's does; it is asked once per time the certificate is valid.
 */
async function tellOfDrift(tx: Tx, actor: SignedIn, pilot: PilotRecord): Promise<void> {
  const lab = await readLabRun(tx, pilot.engagement_id);
  if (!lab?.certificate_id || lab.certificate_status !== 'valid') return;
  const figures = await readKpiFigures(tx, pilot.id, lab);
  if (!figures.some(({ gap }) => gap?.drifted)) return;
  const told = await tx.query(
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
