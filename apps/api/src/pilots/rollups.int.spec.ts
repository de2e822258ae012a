import { call } from '@scenario-lab/contracts/call';
import {
  confirmObservations,
  issueSiteToken,
  listObservations,
  pushObservations,
  recordObservations,
  voidObservations,
} from '@scenario-lab/contracts/pilots';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { rerollPilots } from '@scenario-lab/db/pilots/reroll';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { fieldOf } from './test-field.js';

let app: TestApp;
let score: SystemDatabase;
beforeAll(async () => {
  app = await testApp();
  score = await openSystemDatabase(app.database.urls.score, 'score', 2);
});
afterAll(async () => {
  await score?.close();
  await app?.close();
});
const { running, read } = fieldOf(
  () => app,
  () => score,
);

type Source = 'csv' | 'site_token' | 'self_reported';
interface Kept {
  source: Source;
  site: string;
  at: number;
  value: number;
  ended: boolean;
  confirmed: boolean;
}
const sites = ['Yingmenkou', 'Shiling', ''];
const start = Date.UTC(2026, 0, 5, 14);

/** Every point that ever came, as a list: what stands is looked for each time anew. */
class Ledger {
  readonly kept: Kept[] = [];
  standing = (own: boolean, site: string, at: number) =>
    this.kept.find(
      (o) => !o.ended && (o.source === 'self_reported') === own && o.site === site && o.at === at,
    );
  take(source: Source, points: readonly { site: string; at: number; value: number }[]): void {
    for (const { site, at, value } of points) {
      const there = this.standing(source === 'self_reported', site, at);
      if (there?.value === value) continue;
      const said = (o: Kept) =>
        o.ended && o.source === source && o.site === site && o.at === at && o.value === value;
      if (source === 'site_token' && this.kept.some(said)) continue;
      if (there) there.ended = true;
      this.kept.push({ source, site, at, value, ended: false, confirmed: false });
    }
  }
  /** By day and hour of the lab, what counts or is the vendor's own. */
  sums(bucketMs: number): string[] {
    const found = new Map<string, { points: number; total: number; most: number }>();
    for (const o of this.kept) {
      if (o.ended) continue;
      const own = o.source === 'self_reported';
      const shadowed = (n: Kept) =>
        !n.ended && n.source !== 'self_reported' && n.site !== '' && n.at === o.at;
      if (!own && o.site === '' && this.kept.some(shadowed)) continue;
      const bucket = Math.floor((o.at + 8 * 3_600_000) / bucketMs);
      const key = [bucket, o.site, o.source, o.source === 'site_token' || o.confirmed].join('|');
      const sum = found.get(key) ?? { points: 0, total: 0, most: -Infinity };
      found.set(key, {
        points: sum.points + 1,
        total: sum.total + o.value,
        most: Math.max(sum.most, o.value),
      });
    }
    return [...found].map(([key, { points, total, most }]) => `${key}: ${points} ${total} ${most}`).sort();
  }
}

async function stored(id: string, bucket: 'hour' | 'day'): Promise<string[]> {
  const at =
    bucket === 'hour' ? `floor((extract(epoch FROM hour) + 28800) / 3600)` : `day - date '1970-01-01'`;
  const { rows } = await app.database.owner.query(
    `SELECT concat_ws('|', (${at})::int, site, source, CASE WHEN witnessed THEN 'true' ELSE 'false' END) || ': ' || points
       || ' ' || total || ' ' || most AS said FROM observation_${bucket} WHERE pilot_id = $1`,
    [id],
  );
  return rows.map(({ said }: { said: string }) => said).sort();
}

function dice(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
}

describe('sums by hour and day', () => {
  it.each([1, 2, 3, 4])(
    'are those of a plain list, whatever came twice, late, corrected, voided (%i)',
    async (seed) => {
      const { vendor, department, operator } = app.cast;
      const { id } = await running();
      const params = { id };
      const { secret } = await app.as(department)(issueSiteToken, { params, body: { site: 'Shiling' } });
      const site = { baseUrl: app.baseUrl, headers: () => ({ authorization: `Bearer ${secret}` }) };
      const roll = dice(seed);
      const ledger = new Ledger();
      for (let deed = 0; deed < 24; deed += 1) {
        const what = roll(6);
        // Few moments around a midnight of the lab's and few values, so that most of it collides with something.
        const named = new Map<string, { site: string; at: number; value: number }>();
        for (let n = 1 + roll(12); n > 0; n -= 1) {
          const point = {
            site: what === 1 ? 'Shiling' : sites[roll(3)]!,
            at: start + roll(10) * 25 * 60_000 + roll(2) * 86_400_000,
            value: 1 + roll(3),
          };
          named.set(`${point.site}|${point.at}`, point);
        }
        const given = [...named.values()];
        const points = given.map((one) => ({
          criterion: 'mae',
          at: new Date(one.at).toISOString(),
          value: one.value,
          ...(one.site ? { site: one.site } : {}),
        }));
        if (what === 1) {
          ledger.take('site_token', given);
          await call(site, pushObservations, { body: { points } });
        } else if (what < 4) {
          const who = what === 2 ? vendor : department;
          ledger.take(what === 2 ? 'self_reported' : 'csv', given);
          await app.as(who)(recordObservations, { params, body: { points, source: 'csv' } });
        } else {
          const { items } = await app.as(department)(listObservations, {
            params,
            query: { limit: 100, state: 'stands' },
          });
          const fit = items.filter(
            ({ source, confirmed }) => source !== 'self_reported' && (what === 4 || confirmed === null),
          );
          const chosen = fit.filter(() => roll(3) === 0);
          if (chosen.length === 0) continue;
          for (const one of chosen) {
            const kept = ledger.standing(false, one.site ?? '', Date.parse(one.at))!;
            if (what === 4) kept.ended = true;
            else kept.confirmed = true;
          }
          const body = { points: chosen.map((one) => one.id), reason: '核对' };
          if (what === 4) await app.as(department)(voidObservations, { params, body });
          else await app.as(operator)(confirmObservations, { params, body });
        }
        // A list that knows no more than the first hundred would void less than it means to.
        expect(ledger.kept.length).toBeLessThan(400);
        expect(await stored(id, 'day'), `day after deed ${deed}`).toEqual(ledger.sums(86_400_000));
        expect(await stored(id, 'hour'), `hour after deed ${deed}`).toEqual(ledger.sums(3_600_000));
      }
      const before = [await stored(id, 'hour'), await stored(id, 'day')];
      await score.asSystem((tx) => tx.query('SELECT observation_reroll($1)', [id]));
      expect([await stored(id, 'hour'), await stored(id, 'day')]).toEqual(before);
      const [kpi] = (await read(department, id)).kpis;
      const counted = ledger.sums(86_400_000).filter((line) => !line.includes('self_reported'));
      const points = counted.reduce((sum, line) => sum + Number(line.split(' ')[1]), 0);
      expect(kpi?.counted).toBe(points);
    },
  );

  it('follow whoever writes, and are written by nobody else', async () => {
    const { vendor, department, otherDepartment } = app.cast;
    const { id } = await running();
    const kpi = (await read(department, id)).kpis[0]!.id;
    const take = (who: Parameters<TestApp['sqlAs']>[0], pilot: string, of = kpi) =>
      app.sqlAs(
        who,
        `SELECT * FROM observation_take($1, 'csv', NULL, NULL, ARRAY[$2::uuid], ARRAY[$3::uuid], ARRAY['2026-01-05T00:00Z'::timestamptz], ARRAY[1::float8], ARRAY[''])`,
        [pilot, newId(), of],
      );
    await expect(take(otherDepartment, id)).rejects.toThrow(/not a pilot of the caller/);
    await expect(take(department, id, newId())).rejects.toThrow(/not an indicator of the pilot/);
    await expect(
      app.sqlAs(
        department,
        `INSERT INTO observation (id, pilot_id, kpi_id, at, value, source) VALUES ($1, $2, $3, now(), 1, 'csv')`,
        [newId(), id, kpi],
      ),
    ).rejects.toThrow(/permission denied/);
    await take(department, id);
    for (const table of ['observation_hour', 'observation_day']) {
      const seen = (who: Parameters<TestApp['sqlAs']>[0]) =>
        app.sqlAs(who, `SELECT points FROM ${table.replace('observation_', 'field_')}s($1)`, [id]);
      expect(await seen(department)).toEqual([{ points: 1 }]);
      expect(await seen(vendor)).toEqual([{ points: 1 }]);
      expect(await seen(otherDepartment)).toEqual([]);
      await expect(app.sqlAs(department, `UPDATE ${table} SET points = 9`, [])).rejects.toThrow(
        /permission denied/,
      );
    }
    for (const name of ['observation_reroll($1)', `observation_roll($1, '{}', '{}', '{}', '{}')`])
      await expect(app.sqlAs(department, `SELECT ${name}`, [id])).rejects.toThrow(/permission denied/);
    await expect(
      app.sqlAs(department, 'SELECT 1 FROM observation_p00', []),
      'a partition is no way around',
    ).rejects.toThrow(/permission denied/);
  });

  it('are made anew by the lab’s days where its time zone was changed', async () => {
    const { department } = app.cast;
    const { id } = await running();
    const points = [{ criterion: 'mae', at: '2026-01-05T17:00:00Z', value: 4, site: 'Shiling' }];
    await app.as(department)(recordObservations, { params: { id }, body: { points, source: 'csv' } });
    expect(await stored(id, 'day')).toEqual(['20459|Shiling|csv|false: 1 4 4']);
    const west = await openSystemDatabase(app.database.urls.score, 'west', 1, 'America/Lima');
    expect(await rerollPilots(west)).toBeGreaterThan(0);
    expect(await stored(id, 'day')).toEqual(['20458|Shiling|csv|false: 1 4 4']);
    expect(await rerollPilots(west)).toBe(0);
    await west.close();
    await rerollPilots(score);
    expect(await stored(id, 'day')).toEqual(['20459|Shiling|csv|false: 1 4 4']);
  });
});
