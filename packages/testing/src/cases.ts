import { newId } from '@scenario-lab/db/ids';
import type { SignedIn } from '@scenario-lab/domain/actor';
import type pg from 'pg';
import { type Exam, giveParty } from './exam.js';

/** What a pilot of the exam's solution on its scenario left behind, as its end writes it. */
export async function makeCase(
  owner: pg.Client,
  who: { vendor: SignedIn; department: SignedIn },
  exam: Exam,
  options: { outcome?: 'accepted' | 'failed'; published?: boolean; certificateId?: string } = {},
): Promise<{ caseId: string; pilotId: string; engagementId: string }> {
  const [caseId, pilotId, engagementId] = [newId(), newId(), newId()];
  const { outcome = 'accepted', published = false, certificateId = null } = options;
  const accepted = outcome === 'accepted';
  const { vendor, department } = who;
  await giveParty(owner, 'engagement', engagementId, vendor.organisationId, 'own');
  await giveParty(owner, 'engagement', engagementId, department.organisationId, 'act');
  await owner.query(
    `INSERT INTO engagement (id, status, scenario_id, solution_id, vendor_id, department_id)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      engagementId,
      accepted ? 'field_accepted' : 'field_rejected',
      exam.scenarioId,
      exam.solutionId,
      vendor.organisationId,
      department.organisationId,
    ],
  );
  await owner.query(
    `INSERT INTO pilot (id, status, engagement_id, from_day, until_day, sites)
     VALUES ($1, $2, $3, '2026-01-01', '2026-03-31', '["Shiling"]')`,
    [pilotId, accepted ? 'accepted' : 'rejected', engagementId],
  );
  const numbers = [
    {
      criterion: 'mae',
      name: { en: 'Mean error' },
      unit: 'cm',
      baseline: 31,
      target: 12,
      lab: 10.4,
      field: 11,
      gap: -0.6,
      observations: 90,
    },
  ];
  await owner.query(
    `INSERT INTO lab_case (id, pilot_id, title, outcome, published, numbers, scenario_id, solution_id, department_id,
       vendor_id, certificate_id, algorithm_version_id)
     VALUES ($1, $2, '{"en": "Draft"}', $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      caseId,
      pilotId,
      outcome,
      published,
      JSON.stringify(numbers),
      exam.scenarioId,
      exam.solutionId,
      department.organisationId,
      vendor.organisationId,
      certificateId,
      exam.algorithmVersionId,
    ],
  );
  return { caseId, pilotId, engagementId };
}
