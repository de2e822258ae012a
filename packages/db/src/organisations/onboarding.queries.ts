import {
  type FirstStep,
  newForDays,
  type OnboardingTask,
  usualDays,
} from '@scenario-lab/contracts/onboarding';
import { z } from 'zod';
import { queryRow, queryRows } from '../core/rows.js';
import type { Tx } from '../database.js';

const Standing = z.object({
  roles: z.array(z.string()),
  verified: z.boolean(),
  details: z.boolean(),
  papers: z.boolean(),
  listed: z.boolean(),
  asked: z.boolean(),
  joined: z.boolean(),
  owner_id: z.string().nullable(),
  owner_name: z.string().nullable(),
});

const ReadFirstStepsRow = z.object({
  step: z.string(),
  person_id: z.string().nullable(),
  name: z.string().nullable(),
  due: z.string().nullable(),
});

const ReadFirstStepsRow2 = z.object({
  step: z.string(),
  due: z.string().nullable(),
});

/** How far the organisation acted for has come with its first steps, whose each is, and until when. */
export async function readFirstSteps(tx: Tx): Promise<OnboardingTask[]> {
  const row = await queryRow(
    tx,
    Standing,
    `SELECT o.roles, o.verified, o.credit_code IS NOT NULL OR o.address IS NOT NULL AS details,
       EXISTS (SELECT 1 FROM organisation_document d WHERE d.organisation_id = o.id AND d.removed_at IS NULL) AS papers,
       EXISTS (SELECT 1 FROM solution s WHERE s.owner_id = o.id AND s.status = 'listed') AS listed,
       EXISTS (SELECT 1 FROM scenario s WHERE s.owner_id = o.id AND s.status NOT IN ('draft', 'in_review', 'returned')) AS asked,
       (SELECT count(*) > 1 FROM membership m WHERE m.organisation_id = o.id)
         OR EXISTS (SELECT 1 FROM invitation i WHERE i.organisation_id = o.id AND i.accepted_at IS NULL AND i.expires_at > now()) AS joined,
       w.person_id AS owner_id, person_name(w.person_id) AS owner_name
     FROM organisation o LEFT JOIN LATERAL (SELECT m.person_id FROM membership m WHERE m.organisation_id = o.id
       AND 'owner' = ANY(m.roles) ORDER BY m.created_at, m.person_id LIMIT 1) w ON true
     WHERE o.id = app_org()`,
  );
  if (!row || row.roles.includes('operate')) return [];
  const steps: [FirstStep, boolean][] = [
    ['details', row.details || row.verified],
    ['document', row.papers || row.verified],
    ...(row.roles.includes('supply') ? [['card', row.listed] as [FirstStep, boolean]] : []),
    ...(row.roles.includes('demand') ? [['need', row.asked] as [FirstStep, boolean]] : []),
    ['invite', row.joined],
  ];
  // Who has left does nothing any more: it is the first owner's again.
  const given = await queryRows(
    tx,
    ReadFirstStepsRow,
    `SELECT t.step, m.person_id, person_name(m.person_id) AS name, t.due::text AS due FROM onboarding_task t
       LEFT JOIN membership m ON m.person_id = t.person_id AND m.organisation_id = t.organisation_id
       WHERE t.organisation_id = app_org()`,
  );
  const usual = await queryRows(
    tx,
    ReadFirstStepsRow2,
    `SELECT u.step, CASE WHEN o.created_at > now() - make_interval(days => $2)
       THEN (o.created_at::date + u.days::int)::text END AS due
     FROM jsonb_each_text($1::jsonb) AS u (step, days), organisation o WHERE o.id = app_org()`,
    [JSON.stringify(usualDays), newForDays],
  );
  return steps.map(([step, done]) => {
    const own = given.find((one) => one.step === step);
    const person = own?.person_id
      ? { id: own.person_id, name: own.name ?? '' }
      : row.owner_id && { id: row.owner_id, name: row.owner_name ?? '' };
    return {
      step,
      done,
      person: person || null,
      due: own?.due ?? usual.find((one) => one.step === step)?.due ?? null,
    };
  });
}
