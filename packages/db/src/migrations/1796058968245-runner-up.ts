import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * As before, but an award whose winner fell through may give way to the next bid: back to a standstill, with another number, and with
 * what it was before kept in it. Nothing else of an ended call changes.
 */
export class RunnerUp1796058968245 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE OR REPLACE FUNCTION call_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
     DECLARE later boolean := OLD.status = 'open' AND NEW.status = 'open' AND OLD.deadline > clock_timestamp()
       AND NEW.deadline > OLD.deadline AND NEW.terms - 'deadline' = OLD.terms - 'deadline'
       AND jsonb_array_length(NEW.postponed) = jsonb_array_length(OLD.postponed) + 1;
       moves boolean := coalesce(OLD.status = 'awarded' AND NEW.status = 'standstill' AND NEW.standstill_until > clock_timestamp()
         AND (NEW.award->>'number') <> (OLD.award->>'number')
         AND (NEW.award->'after') - (jsonb_array_length(NEW.award->'after') - 1) = coalesce(OLD.award->'after', '[]'::jsonb)
         AND (NEW.award->'after') -> (-1) ->> 'number' = (OLD.award->>'number'), false);
     BEGIN
     IF OLD.status NOT IN ('new', 'draft') AND ((NOT later AND (NEW.terms, NEW.deadline, NEW.postponed) IS DISTINCT FROM
         (OLD.terms, OLD.deadline, OLD.postponed)) OR (NEW.scenario_id, NEW.department_id) IS DISTINCT FROM (OLD.scenario_id, OLD.department_id))
       OR NEW.postponed - (jsonb_array_length(NEW.postponed) - 1) IS DISTINCT FROM OLD.postponed AND NEW.postponed IS DISTINCT FROM OLD.postponed
       OR OLD.department_key IS NOT NULL AND NEW.department_key IS DISTINCT FROM OLD.department_key
       OR OLD.lab_key IS NOT NULL AND NEW.lab_key IS DISTINCT FROM OLD.lab_key
       OR OLD.opening IS NOT NULL AND NEW.opening IS DISTINCT FROM OLD.opening
       OR OLD.round_closed_at IS NOT NULL AND NEW.round_closed_at IS DISTINCT FROM OLD.round_closed_at
       OR NOT moves AND OLD.status IN ('awarded', 'failed', 'cancelled') AND (NEW.status, NEW.award) IS DISTINCT FROM (OLD.status, OLD.award) THEN
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
    throw new Error('who was moved up stands on record: restore a backup');
  }
}
