import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which released output of a data job a version of an algorithm is, or was made of. */
export class Lineage1796057509120 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION versions_trained_by(uuid)');
    for (const column of ['trained_by_id', 'trained_output', 'trained_proven'])
      await runner.query(`ALTER TABLE algorithm_version DROP "${column}"`);
  }
}

const statements = [
  `ALTER TABLE algorithm_version ADD "trained_by_id" uuid, ADD "trained_output" integer,
     ADD "trained_proven" boolean NOT NULL DEFAULT false`,
  'CREATE INDEX "algorithm_version_job" ON algorithm_version ("trained_by_id")',
  // Whose program it is and whose data it learnt from read it; what it is called the data's owner learns, and nothing else of it.
  `CREATE FUNCTION versions_trained_by(job uuid)
     RETURNS TABLE (number integer, proven boolean, algorithm_id uuid, title jsonb, label text, at timestamptz)
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
     $$ SELECT v.trained_output, v.trained_proven, a.id, coalesce(a.listed, a.card)->'title', v.label, v.created_at
        FROM algorithm_version v JOIN algorithm a ON a.id = v.algorithm_id JOIN data_job j ON j.id = v.trained_by_id
        WHERE v.trained_by_id = job AND (app_lab_reads() OR app_org() IN (j.organisation_id, j.owner_id)) ORDER BY v.id $$`,
];
