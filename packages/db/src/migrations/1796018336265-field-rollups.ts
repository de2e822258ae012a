import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The points of a pilot lie together in one of sixteen partitions; sums by hour and day follow whatever is written to them
 * in the same transaction, by whoever writes (ADR 79).
 */
export class FieldRollups1796018336265 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...points, ...rollups, ...roll, ...take, ...doors, ...security, ...filled])
      await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('points would lie in one heap again: restore a backup');
  }
}

const partitions = Array.from({ length: 16 }, (_, index) => `observation_p${String(index).padStart(2, '0')}`);
const columns = `"id", "pilot_id", "kpi_id", "at", "value", "source", "self_reported", "site", "received_at", "recorded_by",
  "superseded_at", "superseded_by", "voided_at", "voided_by", "reason", "confirmed_at", "confirmed_by", "confirmed_on"`;

const points = [
  'ALTER TABLE observation RENAME TO observation_before',
  // No foreign keys: each would be asked at each point. The one way in looks at pilot and indicators once for all points.
  `CREATE TABLE "observation" ("id" uuid NOT NULL, "pilot_id" uuid NOT NULL, "kpi_id" uuid NOT NULL, "at" TIMESTAMP WITH TIME
     ZONE NOT NULL, "value" double precision NOT NULL, "source" text NOT NULL, "self_reported" boolean NOT NULL DEFAULT false,
     "site" text NOT NULL DEFAULT '', "received_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "recorded_by" uuid,
     "superseded_at" TIMESTAMP WITH TIME ZONE, "superseded_by" uuid, "voided_at" TIMESTAMP WITH TIME ZONE, "voided_by" uuid,
     "reason" text, "confirmed_at" TIMESTAMP WITH TIME ZONE, "confirmed_by" uuid, "confirmed_on" text)
   PARTITION BY HASH ("pilot_id")`,
  ...partitions.map(
    (name, index) =>
      `CREATE TABLE ${name} PARTITION OF observation FOR VALUES WITH (MODULUS ${partitions.length}, REMAINDER ${index})`,
  ),
  `INSERT INTO observation (${columns}) SELECT ${columns} FROM observation_before`,
  'DROP TABLE observation_before',
  'DROP FUNCTION observation_unconfirmed()',
  `ALTER TABLE "observation" ADD CONSTRAINT "PK_f3a0d3a1b1a2d1c5f0c6a3ce7f1" PRIMARY KEY ("id", "pilot_id")`,
  `ALTER TABLE "observation" ADD CONSTRAINT "observation_side" CHECK (self_reported = (source = 'self_reported'))`,
  `CREATE UNIQUE INDEX "observation_once" ON "observation" ("pilot_id", "kpi_id", "self_reported", "site", "at")
     WHERE superseded_at IS NULL AND voided_at IS NULL`,
  'CREATE INDEX "observation_times" ON "observation" ("pilot_id", "at", "id")',
  // Few points have an end, and a device that repeats one is asked about it at each point.
  `CREATE INDEX "observation_ended" ON "observation" ("pilot_id", "kpi_id", "at")
     WHERE superseded_at IS NOT NULL OR voided_at IS NOT NULL`,
  'CREATE TRIGGER observation_kept BEFORE UPDATE ON observation FOR EACH ROW EXECUTE FUNCTION observation_kept()',
];

const sums = `"kpi_id" uuid NOT NULL, "pilot_id" uuid NOT NULL, "source" text NOT NULL, "site" text NOT NULL, "witnessed" boolean
  NOT NULL, "points" integer NOT NULL, "total" double precision NOT NULL, "squares" double precision NOT NULL, "least" double
  precision NOT NULL, "most" double precision NOT NULL, "last_at" TIMESTAMP WITH TIME ZONE NOT NULL`;

const rollups = [
  `CREATE TABLE "observation_hour" ("hour" TIMESTAMP WITH TIME ZONE NOT NULL, ${sums}, CONSTRAINT
     "PK_observation_hour" PRIMARY KEY ("kpi_id", "hour", "site", "source", "witnessed"))`,
  `CREATE TABLE "observation_day" ("day" date NOT NULL, ${sums}, CONSTRAINT
     "PK_observation_day" PRIMARY KEY ("kpi_id", "day", "site", "source", "witnessed"))`,
  // Keeps an indicator that has points from being taken out of its plan.
  `ALTER TABLE "observation_day" ADD CONSTRAINT "FK_a59926415109e794ea12eb3d2a9" FOREIGN KEY ("kpi_id") REFERENCES "kpi"("id")`,
  'ALTER TABLE "pilot" ADD "rolled_zone" text',
];

/** Of what is summed up; `o` stands, and counts or is the vendor's own. */
const sum = 'count(*)::int, sum(o.value), sum(o.value * o.value), min(o.value), max(o.value), max(o.at)';
const witnessed = `(o.source = 'site_token' OR (o.confirmed_at IS NOT NULL AND NOT o.self_reported))`;
/** A value without a site says the same moment over again where a site's own value is there. */
const counts = `o.superseded_at IS NULL AND o.voided_at IS NULL AND (o.self_reported OR o.site <> '' OR NOT EXISTS (
  SELECT 1 FROM observation n WHERE n.pilot_id = o.pilot_id AND n.at = o.at AND n.kpi_id = o.kpi_id AND n.site <> ''
    AND NOT n.self_reported AND n.superseded_at IS NULL AND n.voided_at IS NULL))`;
const sumOfHours =
  'sum(h.points)::int, sum(h.total), sum(h.squares), min(h.least), max(h.most), max(h.last_at)';
const columnsOf = (bucket: 'hour' | 'day') =>
  `kpi_id, pilot_id, ${bucket}, site, source, witnessed, points, total, squares, least, most, last_at`;

/**
 * What a bucket says now, written over what it said; then one that nothing is in any more goes. Everything is found by key:
 * a file may touch ten thousand hours at once, and `OFFSET 0` keeps the last question from being made a set of all points.
 */
const renew = (bucket: 'hour' | 'day', touched: string, fresh: string, left: string) => `
  INSERT INTO observation_${bucket} (${columnsOf(bucket)}) ${fresh.replace('touched', `(${touched}) AS t`)}
  ON CONFLICT (kpi_id, ${bucket}, site, source, witnessed) DO UPDATE SET ${[
    'points',
    'total',
    'squares',
    'least',
    'most',
    'last_at',
  ]
    .map((column) => `${column} = excluded.${column}`)
    .join(', ')};
  DELETE FROM observation_${bucket} b USING (${touched}) AS t
  WHERE b.kpi_id = t.kpi_id AND b.${bucket} = t.${bucket} AND b.site = t.site AND (b.source = 'self_reported') = t.own
    AND NOT EXISTS (${left} OFFSET 0);`;

/** Asked for by whoever may call it as the owner alone; days are those of the session's time zone, which is the lab's. */
const made = (name: string, body: string) =>
  `CREATE FUNCTION ${name} LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$ ${body} $$`;

const roll = [
  /*
   * A bucket is made anew from the points themselves, so that a point that comes twice, late, corrected or out of order
   * cannot be in a sum twice.
   */
  made(
    `observation_roll(of_pilot uuid, kpis uuid[], sides boolean[], sites text[], hours timestamptz[]) RETURNS void`,
    `BEGIN
       ${renew(
         'hour',
         'SELECT * FROM unnest(kpis, sides, sites, hours) AS t (kpi_id, own, site, hour)',
         `SELECT t.kpi_id, of_pilot, t.hour, t.site, o.source, ${witnessed}, ${sum}
          FROM touched JOIN observation o ON o.pilot_id = of_pilot AND o.kpi_id = t.kpi_id AND o.self_reported = t.own
            AND o.site = t.site AND o.at >= t.hour AND o.at < t.hour + interval '1 hour' AND ${counts}
          GROUP BY 1, 3, 4, 5, 6`,
         `SELECT 1 FROM observation o WHERE o.pilot_id = of_pilot AND o.kpi_id = b.kpi_id AND o.self_reported = t.own
            AND o.site = b.site AND o.at >= b.hour AND o.at < b.hour + interval '1 hour' AND o.source = b.source
            AND ${witnessed} = b.witnessed AND ${counts}`,
       )}
       ${renew(
         'day',
         'SELECT DISTINCT t.kpi_id, t.own, t.site, t.hour::date AS day FROM unnest(kpis, sides, sites, hours) AS t (kpi_id, own, site, hour)',
         `SELECT t.kpi_id, of_pilot, t.day, t.site, h.source, h.witnessed, ${sumOfHours}
          FROM touched JOIN observation_hour h ON h.kpi_id = t.kpi_id AND h.hour >= t.day::timestamptz
            AND h.hour < (t.day + 1)::timestamptz AND h.site = t.site AND (h.source = 'self_reported') = t.own
          GROUP BY 1, 3, 4, 5, 6`,
         `SELECT 1 FROM observation_hour h WHERE h.kpi_id = b.kpi_id AND h.hour >= b.day::timestamptz
            AND h.hour < (b.day + 1)::timestamptz AND h.site = b.site AND h.source = b.source AND h.witnessed = b.witnessed`,
       )}
     END`,
  ),
  // Where days begin elsewhere now, nothing of what was summed up holds.
  made(
    'observation_reroll(of_pilot uuid) RETURNS void',
    `DECLARE kpis uuid[]; sides boolean[]; sites text[]; hours timestamptz[]; BEGIN
       PERFORM 1 FROM pilot WHERE id = of_pilot FOR UPDATE;
       UPDATE pilot SET rolled_zone = current_setting('TimeZone') WHERE id = of_pilot;
       DELETE FROM observation_hour b USING kpi k WHERE k.pilot_id = of_pilot AND b.kpi_id = k.id;
       DELETE FROM observation_day b USING kpi k WHERE k.pilot_id = of_pilot AND b.kpi_id = k.id;
       SELECT array_agg(kpi_id), array_agg(self_reported), array_agg(site), array_agg(hour) INTO kpis, sides, sites, hours
       FROM (SELECT DISTINCT kpi_id, self_reported, site, date_trunc('hour', at) AS hour FROM observation
         WHERE pilot_id = of_pilot AND superseded_at IS NULL AND voided_at IS NULL) AS standing;
       PERFORM observation_roll(of_pilot, kpis, sides, sites, hours);
     END`,
  ),
  // Whoever writes points writes the sums, for both are one statement's work. Writers of one pilot come one after the other.
  made(
    'observation_rolled() RETURNS trigger',
    `DECLARE of_pilot uuid; zone text; kpis uuid[]; sides boolean[]; sites text[]; hours timestamptz[]; BEGIN
       FOR of_pilot IN SELECT DISTINCT pilot_id FROM fresh ORDER BY 1 LOOP
         SELECT rolled_zone INTO zone FROM pilot WHERE id = of_pilot FOR UPDATE;
         IF zone IS DISTINCT FROM current_setting('TimeZone') THEN
           PERFORM observation_reroll(of_pilot);
           CONTINUE;
         END IF;
         SELECT array_agg(kpi_id), array_agg(self_reported), array_agg(site), array_agg(hour) INTO kpis, sides, sites, hours
         FROM (
           SELECT DISTINCT kpi_id, self_reported, site, date_trunc('hour', at) AS hour FROM fresh WHERE pilot_id = of_pilot
           UNION
           -- Values without a site are looked at again wherever a site's own changed.
           SELECT DISTINCT f.kpi_id, false, '', date_trunc('hour', f.at) FROM fresh f
           WHERE f.pilot_id = of_pilot AND NOT f.self_reported AND f.site <> '' AND f.kpi_id IN (
             SELECT k.id FROM kpi k WHERE k.pilot_id = of_pilot AND EXISTS (SELECT 1 FROM observation o
               WHERE o.pilot_id = of_pilot AND o.kpi_id = k.id AND NOT o.self_reported AND o.site = ''
                 AND o.superseded_at IS NULL AND o.voided_at IS NULL))) AS touched;
         PERFORM observation_roll(of_pilot, kpis, sides, sites, hours);
       END LOOP;
       RETURN NULL;
     END`,
  ),
  ...['INSERT', 'UPDATE'].map(
    (deed) => `CREATE TRIGGER observation_rolled_${deed.toLowerCase()} AFTER ${deed} ON observation
      REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION observation_rolled()`,
  ),
];

const given = `unnest(ids, kpis, ats, vals, sites) AS p (id, kpi_id, at, value, site)`;
/** A device that repeats what was replaced or voided since repeats itself: that is no new word. */
const repeated = `(src = 'site_token' AND EXISTS (SELECT 1 FROM observation v WHERE v.pilot_id = of_pilot AND v.kpi_id = p.kpi_id
  AND v.at = p.at AND v.site = p.site AND v.source = 'site_token' AND v.value = p.value
  AND (v.superseded_at IS NOT NULL OR v.voided_at IS NOT NULL)))`;
const written = (
  from: string,
) => `INSERT INTO observation (id, pilot_id, kpi_id, at, value, site, source, self_reported, recorded_by)
  SELECT p.id, of_pilot, p.kpi_id, p.at, p.value, p.site, src, own, by_whom FROM ${from}`;

const take = [
  /*
   * The one way in. Whether the caller may is asked once for all of its points, which row-level security would ask for each of
   * them: a third of the time it takes.
   */
  made(
    `observation_take(of_pilot uuid, src text, by_whom uuid, why text, ids uuid[], kpis uuid[], ats timestamptz[],
       vals double precision[], sites text[], OUT accepted integer, OUT corrected integer)`,
    `DECLARE own boolean := src = 'self_reported'; news uuid[]; olds uuid[]; BEGIN
       IF NOT app_lab() AND NOT EXISTS (SELECT 1 FROM pilot w JOIN party y ON y.thing_id = w.engagement_id
         WHERE w.id = of_pilot AND y.organisation_id = app_org() AND y."right" IN ('own', 'act')) THEN
         RAISE EXCEPTION 'not a pilot of the caller''s' USING ERRCODE = 'insufficient_privilege';
       END IF;
       IF EXISTS (SELECT DISTINCT one FROM unnest(kpis) AS one EXCEPT SELECT id FROM kpi WHERE pilot_id = of_pilot) THEN
         RAISE EXCEPTION 'not an indicator of the pilot' USING ERRCODE = 'foreign_key_violation';
       END IF;
       PERFORM 1 FROM pilot WHERE id = of_pilot FOR UPDATE;
       ${written(`${given} WHERE NOT ${repeated}`)}
       ON CONFLICT (pilot_id, kpi_id, self_reported, site, at) WHERE superseded_at IS NULL AND voided_at IS NULL DO NOTHING;
       GET DIAGNOSTICS accepted = ROW_COUNT;
       corrected := 0;
       IF accepted = cardinality(ids) THEN RETURN; END IF;
       SELECT array_agg(p.id), array_agg(o.id) INTO news, olds
       FROM ${given} JOIN observation o ON o.pilot_id = of_pilot AND o.kpi_id = p.kpi_id AND o.self_reported = own
         AND o.site = p.site AND o.at = p.at AND o.superseded_at IS NULL AND o.voided_at IS NULL
       WHERE o.value <> p.value AND NOT ${repeated};
       IF news IS NULL THEN RETURN; END IF;
       -- What is replaced makes room before what replaces it comes in.
       UPDATE observation o SET superseded_at = clock_timestamp(), superseded_by = n.id, reason = why
       FROM unnest(news, olds) AS n (id, old) WHERE o.pilot_id = of_pilot AND o.id = n.old;
       ${written(`${given} JOIN unnest(news) AS n (id) ON n.id = p.id`)};
       corrected := cardinality(olds);
       accepted := accepted + corrected;
     END`,
  ),
];

/** Whether the caller sees the pilot, asked once, and then all of its sums: the policies would ask for each of them. */
const doors = ['hour', 'day'].map(
  (
    bucket,
  ) => `CREATE FUNCTION field_${bucket}s(of_pilot uuid) RETURNS SETOF observation_${bucket} LANGUAGE sql STABLE
     SECURITY DEFINER SET search_path = public AS $$
     SELECT b.* FROM kpi k JOIN observation_${bucket} b ON b.kpi_id = k.id
     WHERE k.pilot_id = of_pilot AND (SELECT app_lab_reads() OR EXISTS (SELECT 1 FROM pilot w
       JOIN party y ON y.thing_id = w.engagement_id WHERE w.id = of_pilot AND y.organisation_id = app_org())) $$`,
);

const security = [
  ...['observation', ...partitions, 'observation_hour', 'observation_day'].flatMap((table) => [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
  ]),
  'GRANT SELECT ON observation TO lab_api, lab_score',
  'GRANT SELECT ON observation_hour, observation_day TO lab_score',
  'GRANT UPDATE (superseded_at, superseded_by, voided_at, voided_by, reason, confirmed_at, confirmed_by, confirmed_on) ON observation TO lab_api',
  ...[
    'observation_roll(uuid, uuid[], boolean[], text[], timestamptz[])',
    'observation_reroll(uuid)',
    'observation_rolled()',
    'field_hours(uuid)',
    'field_days(uuid)',
    'observation_take(uuid, text, uuid, text, uuid[], uuid[], timestamptz[], double precision[], text[])',
  ].map((name) => `REVOKE ALL ON FUNCTION ${name} FROM PUBLIC`),
  'GRANT EXECUTE ON FUNCTION observation_take(uuid, text, uuid, text, uuid[], uuid[], timestamptz[], double precision[], text[]) TO lab_api',
  'GRANT EXECUTE ON FUNCTION field_hours(uuid), field_days(uuid) TO lab_api',
  'GRANT EXECUTE ON FUNCTION observation_reroll(uuid) TO lab_score',
];

const filled = [
  `SELECT observation_reroll(id) FROM pilot WHERE EXISTS (SELECT 1 FROM observation o WHERE o.pilot_id = pilot.id)`,
];
