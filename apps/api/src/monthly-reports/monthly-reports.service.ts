import { Inject, Injectable } from '@nestjs/common';
import { execute, queryOne, queryRow } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { monthlyReportPolicy } from '@scenario-lab/domain/monthly-reports/monthly-reports.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { InputError } from '../http/input-error.js';
import { DATABASE } from '../http/tokens.js';
import { factsOf, readReport } from './monthly-reports.query.js';

const DraftRow = z.object({
  passed: z.boolean().nullable(),
});

@Injectable()
export class MonthlyReportsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Counted by the worker at its next look. Errors: a month that has not passed; `wrong_status` once two have signed. */
  async draft(actor: SignedIn, month: string): Promise<void> {
    await this.database.asActor(actor, async (tx) => {
      const { passed } = await queryOne(
        tx,
        DraftRow,
        `SELECT ($1 || '-01')::date + interval '1 month' <= current_date AS passed`,
        [month],
      );
      if (!passed)
        throw new InputError([
          { path: 'params.month', code: 'month_not_over', message: 'the month is not over' },
        ]);
      await execute(tx, `SELECT pg_advisory_xact_lock(hashtextextended('monthly-report ' || $1, 0))`, [
        month,
      ]);
      const known = await queryRow(tx, z.unknown(), 'SELECT 1 FROM monthly_report WHERE month = $1', [month]);
      if (known) {
        demand(may(monthlyReportPolicy, actor, 'monthly_report.draft', factsOf(await readReport(tx, month))));
        await execute(tx, 'DELETE FROM monthly_signature WHERE month = $1', [month]);
        await execute(tx, 'DELETE FROM monthly_report WHERE month = $1', [month]);
      }
      await execute(tx, 'INSERT INTO monthly_report (month) VALUES ($1)', [month]);
    });
  }

  /** Errors: `changed_meanwhile` where the figures are not those that were read; `decided_by_you` for a second time. */
  async sign(actor: SignedIn, month: string, digest: string): Promise<void> {
    await this.database.asActor(actor, async (tx) => {
      await execute(tx, `SELECT pg_advisory_xact_lock(hashtextextended('monthly-report ' || $1, 0))`, [
        month,
      ]);
      const row = await readReport(tx, month);
      demand(may(monthlyReportPolicy, actor, 'monthly_report.sign', factsOf(row)));
      if (row.digest !== digest)
        throw new Refusal('changed_meanwhile', { thing: 'monthly_report', id: month });
      await execute(tx, 'INSERT INTO monthly_signature (month, person_id, digest) VALUES ($1, $2, $3)', [
        month,
        actor.personId,
        digest,
      ]);
    });
  }
}
