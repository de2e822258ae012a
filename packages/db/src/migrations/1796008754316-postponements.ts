import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The deadline of an open call moves later only, said why, while nobody has opened anything. */
export class Postponements1796008754316 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE open_call ADD "postponed" jsonb NOT NULL DEFAULT '[]'`);
    await runner.query(`CREATE OR REPLACE FUNCTION call_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
     DECLARE later boolean := OLD.status = 'open' AND NEW.status = 'open' AND OLD.deadline > clock_timestamp()
       AND NEW.deadline > OLD.deadline AND NEW.terms - 'deadline' = OLD.terms - 'deadline'
       AND jsonb_array_length(NEW.postponed) = jsonb_array_length(OLD.postponed) + 1;
     BEGIN
     IF OLD.status NOT IN ('new', 'draft') AND ((NOT later AND (NEW.terms, NEW.deadline, NEW.postponed) IS DISTINCT FROM
         (OLD.terms, OLD.deadline, OLD.postponed)) OR (NEW.scenario_id, NEW.department_id) IS DISTINCT FROM (OLD.scenario_id, OLD.department_id))
       OR NEW.postponed - (jsonb_array_length(NEW.postponed) - 1) IS DISTINCT FROM OLD.postponed AND NEW.postponed IS DISTINCT FROM OLD.postponed
       OR OLD.department_key IS NOT NULL AND NEW.department_key IS DISTINCT FROM OLD.department_key
       OR OLD.lab_key IS NOT NULL AND NEW.lab_key IS DISTINCT FROM OLD.lab_key
       OR OLD.opening IS NOT NULL AND NEW.opening IS DISTINCT FROM OLD.opening
       OR OLD.round_closed_at IS NOT NULL AND NEW.round_closed_at IS DISTINCT FROM OLD.round_closed_at
       OR OLD.status IN ('awarded', 'failed', 'cancelled') AND (NEW.status, NEW.award) IS DISTINCT FROM (OLD.status, OLD.award) THEN
       RAISE EXCEPTION 'call % is frozen', OLD.id USING ERRCODE = 'integrity_constraint_violation';
     END IF;
     IF NEW.status = 'awarded' AND OLD.status <> 'awarded' AND (NEW.award IS NULL OR NEW.standstill_until IS NULL
         OR NEW.standstill_until > clock_timestamp() OR (SELECT o.open FROM objection_counts(NEW.id) o) > 0) THEN
       RAISE EXCEPTION 'call % stands still', OLD.id USING ERRCODE = 'integrity_constraint_violation';
     END IF;
     RETURN NEW;
   END $$`);
  }
  async down(): Promise<void> {
    throw new Error('what was postponed is on record: restore a backup');
  }
}
