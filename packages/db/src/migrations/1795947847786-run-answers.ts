import type { MigrationInterface, QueryRunner } from 'typeorm';

const dataOwner = `run_id IN (SELECT r.id FROM run r JOIN benchmark_data b ON b.benchmark_version_id = r.benchmark_version_id
   JOIN dataset d ON d.id = b.dataset_id WHERE d.owner_id = app_org())`;

/** Predictions row by row, for the data's owner and the lab: nobody else's organisation sees one, the vendor's neither. */
export class RunAnswers1795947847786 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      'CREATE TABLE "run_answer" ("run_id" uuid NOT NULL, "rows" integer NOT NULL, "csv" bytea NOT NULL, CONSTRAINT "PK_f1a386dee0204e2465ae4b65393" PRIMARY KEY ("run_id"))',
      'ALTER TABLE "run_answer" ADD CONSTRAINT "FK_f1a386dee0204e2465ae4b65393" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE NO ACTION ON UPDATE NO ACTION',
      'ALTER TABLE run_answer ENABLE ROW LEVEL SECURITY',
      `CREATE POLICY seen ON run_answer FOR SELECT TO lab_api USING (app_lab_reads() OR ${dataOwner})`,
      'CREATE POLICY system ON run_answer TO lab_score USING (true) WITH CHECK (true)',
      'REVOKE ALL ON run_answer FROM lab_api, lab_score, lab_execute, lab_public',
      'GRANT SELECT ON run_answer TO lab_api',
      'GRANT SELECT, INSERT, UPDATE ON run_answer TO lab_score',
    ])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "run_answer"');
  }
}
