import type { CampRule, CampSession, CampTask } from '@scenario-lab/contracts/camps';
import type { Figure } from '@scenario-lab/contracts/runs';
import type { Try } from '@scenario-lab/domain/camps/progress';
import { z } from 'zod';
import { json, queryRows } from '../core/rows.js';
import type { Tx } from '../database.js';

/** A task as it is stored: what it is measured by was read off its exam when it was chosen. */
export interface StoredTask extends CampTask {
  metric: string;
  split: 'validation' | 'sample';
}

export interface CampRecord {
  id: string;
  status: string;
  organisation_id: string;
  title: { zh?: string; en?: string };
  sessions: CampSession[];
  tasks: StoredTask[];
  rule: CampRule;
}

const FoundTry = z.object({
  trainee_id: z.string(),
  number: z.number(),
  task: z.string(),
  run_id: z.string(),
  status: z.string(),
  figures: json<Figure[]>().nullable(),
});
export interface ClassTry extends Try {
  traineeId: string;
  number: number;
}

/** Given back like a look is: whoever cancels, or meets a fault of the platform, has used no try. */
const unused = ['cancelled', 'platform_fault'];

/** Every try of the class, for whoever the database shows it to. */
export async function triesOf(tx: Tx, camp: Pick<CampRecord, 'id' | 'tasks'>): Promise<ClassTry[]> {
  const rows = await queryRows(tx, FoundTry, 'SELECT * FROM camp_tries($1)', [camp.id]);
  return rows.map((row) => {
    const metric = camp.tasks.find(({ id }) => id === row.task)?.metric;
    const figure = row.figures?.find((one) => one.metric === metric && one.slice === null);
    return {
      traineeId: row.trainee_id,
      number: row.number,
      task: row.task,
      runId: row.run_id,
      counts: !unused.includes(row.status),
      value: figure?.value ?? null,
    };
  });
}

const AttendanceOfRow = z.object({
  trainee_id: z.string(),
  sessions: z.array(z.string()),
});

/** Sessions attended, by trainee, of those the actor may read. */
export async function attendanceOf(tx: Tx, campId: string): Promise<Map<string, string[]>> {
  const rows = await queryRows(
    tx,
    AttendanceOfRow,
    `SELECT a.trainee_id, array_agg(a.session) AS sessions FROM camp_attendance a JOIN trainee t ON t.id = a.trainee_id
     WHERE t.camp_id = $1 GROUP BY 1`,
    [campId],
  );
  return new Map(rows.map(({ trainee_id, sessions }) => [trainee_id, sessions]));
}
