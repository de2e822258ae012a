import { examAgrees, type NeedAgreement } from '@scenario-lab/domain/benchmarks/need-difference';
import type { Criterion } from '@scenario-lab/domain/scenarios/criterion';
import { z } from 'zod';
import { json, queryRow } from '../core/rows.js';
import type { Tx } from '../database.js';

const ExamAgreesWithNeedRow = z.object({
  exam: json<Criterion[]>(),
  agreed: json<NeedAgreement>().nullable(),
  need: json<Criterion[]>().nullable(),
});

/**
 * Whether an exam asks what its need asks now, or the department has agreed to the difference. The need's criteria are
 * read past who may see them: a need that was withdrawn meanwhile still says what was wanted. An exam without a need agrees.
 */
export async function examAgreesWithNeed(tx: Tx, benchmarkVersionId: string): Promise<boolean> {
  const row = await queryRow(
    tx,
    ExamAgreesWithNeedRow,
    `SELECT v.plan->'criteria' AS exam, v.need_agreement AS agreed, criteria_of_need(v.id) AS need
     FROM benchmark_version v WHERE v.id = $1`,
    [benchmarkVersionId],
  );
  return !row?.need || examAgrees(row.need, row.exam, row.agreed);
}
