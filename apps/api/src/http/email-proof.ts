import type { Text } from '@scenario-lab/contracts/common';
import { fill, proofWords } from '@scenario-lab/contracts/words/mail';
import { execute, json, queryRow } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { hashOf, newSecret } from '@scenario-lab/db/organisations/sessions.queries';
import { z } from 'zod';
import type { Env } from '../env.js';

const AskForProofRow = z.object({
  name: json<Text>(),
});

/** Mails a link that proves the address of a person, where the lab sends mail; it lasts two days. */
export async function askForProof(
  tx: Tx,
  env: Pick<Env, 'MAIL' | 'PUBLIC_URL'>,
  person: { id: string; email: string },
): Promise<void> {
  if (env.MAIL !== 'yes') return;
  const secret = newSecret('');
  const lab = await queryRow(
    tx,
    AskForProofRow,
    `SELECT name FROM organisation WHERE 'operate' = ANY(roles) ORDER BY created_at LIMIT 1`,
  );
  const zh: string = lab?.name.zh ?? lab?.name.en ?? '场景实验室';
  const en: string = lab?.name.en ?? lab?.name.zh ?? 'Scenario Lab';
  await execute(
    tx,
    `INSERT INTO email_proof (token_hash, person_id, email, expires_at) VALUES ($1, $2, $3, now() + interval '2 days')`,
    [hashOf(secret), person.id, person.email],
  );
  await execute(
    tx,
    `INSERT INTO mail (id, person_id, kind, address, subject, text) VALUES ($1, $2, 'proof', $3, $4, $5)`,
    [
      newId(),
      person.id,
      person.email,
      fill(proofWords.subject, { zh, en }),
      fill(proofWords.text, { link: `${env.PUBLIC_URL}/email-proof/${secret}` }),
    ],
  );
}
