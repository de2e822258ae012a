import type { Pilot } from '@scenario-lab/contracts/pilots';
import { json, queryRow, word } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { z } from 'zod';

type Told = NonNullable<Pilot['certificate']>;

type ReadPilotCertificateAnswer = Pick<Told, 'number' | 'status' | 'exam' | 'run' | 'renewal'> & {
  status_at: Date;
  algorithm_version_id: string;
};

const ReadPilotCertificateRow = z.object({
  number: z.string(),
  status: word<ReadPilotCertificateAnswer['status']>(),
  run: json<NonNullable<ReadPilotCertificateAnswer['run']>>().nullable(),
  exam: json<NonNullable<ReadPilotCertificateAnswer['exam']>>().nullable(),
  renewal: json<NonNullable<ReadPilotCertificateAnswer['renewal']>>().nullable(),
  status_at: z.date(),
  algorithm_version_id: z.string(),
});

/**
 * The certificate of an engagement that says most of it now: one in doubt before one that holds, then the newest. While
 * it is in doubt, with the test that would clear it (`revalidates` in the domain says which), or what leads to one.
 */
export async function readPilotCertificate(
  tx: Tx,
  engagementId: string,
  tellsRenewal: boolean,
): Promise<Told | null> {
  const row = await queryRow(
    tx,
    ReadPilotCertificateRow,
    `SELECT c.number, c.status, c.status_at, r.algorithm_version_id, x.exam, n.run, w.renewal
     FROM run r JOIN certificate c ON c.run_id = r.id
       JOIN engagement e ON e.id = r.engagement_id JOIN benchmark_version b ON b.id = r.benchmark_version_id
       LEFT JOIN LATERAL (SELECT json_build_object('benchmarkId', ne.id, 'number', nb.number) AS exam
         FROM benchmark_version nb JOIN benchmark ne ON ne.id = nb.benchmark_id
         WHERE ne.scenario_id = e.scenario_id AND nb.status = 'open' AND nb.hidden_digest <> b.hidden_digest
         ORDER BY nb.number DESC LIMIT 1) x ON c.status = 'watch'
       LEFT JOIN LATERAL (SELECT json_build_object('id', m.id, 'number', m.number, 'status', m.status) AS run
         FROM run m WHERE m.engagement_id = r.engagement_id AND m.split = 'hidden' AND m.id <> r.id
           AND m.algorithm_version_id = r.algorithm_version_id AND m.submitted_at >= c.status_at
         ORDER BY m.submitted_at DESC LIMIT 1) n ON c.status = 'watch'
       LEFT JOIN LATERAL (SELECT json_build_object('datasetId', v.dataset_id, 'own', d.owner_id = e.department_id,
           'newer', (SELECT json_build_object('id', nv.id, 'label', nv.label) FROM dataset_version nv
             WHERE nv.dataset_id = v.dataset_id AND nv.status = 'ready' AND nv.created_at > v.created_at
             ORDER BY nv.created_at DESC LIMIT 1),
           'draft', (SELECT json_build_object('benchmarkId', nb.benchmark_id, 'number', nb.number)
             FROM benchmark_version nb JOIN benchmark ne ON ne.id = nb.benchmark_id
             WHERE ne.scenario_id = e.scenario_id AND nb.status IN ('draft', 'sealing', 'baseline')
               AND nb.dataset_version_id <> b.dataset_version_id ORDER BY nb.created_at DESC LIMIT 1)) AS renewal
         FROM dataset_version v JOIN dataset d ON d.id = v.dataset_id
         WHERE v.id = b.dataset_version_id) w ON $2 AND c.status = 'watch' AND x.exam IS NULL
     WHERE r.engagement_id = $1 AND c.status <> 'new'
     ORDER BY c.status IN ('watch', 'suspended') DESC, c.issued_at DESC LIMIT 1`,
    [engagementId, tellsRenewal],
  );
  if (!row) return null;
  const { status_at, algorithm_version_id, ...rest } = row;
  return { ...rest, since: status_at.toISOString(), algorithmVersionId: algorithm_version_id };
}
