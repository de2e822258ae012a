import {
  ControlGroup,
  type KinKind,
  KinProposal,
  type Kinship,
} from '@scenario-lab/contracts/control-groups';
import { publicMail } from '@scenario-lab/domain/control-groups/public-mail';
import { queryRow, queryRows } from '../core/rows.js';
import type { Tx } from '../database.js';

const member = (o: string) =>
  `jsonb_build_object('id', ${o}.id, 'name', ${o}.name, 'verified', ${o}.verified)`;

/**
 * What organisations may share. Of a credit code the entity's own part (characters 9 to 17, GB 32100-2015): a branch moved
 * to another office has another code and the same part. Addresses are compared without case, spaces and punctuation.
 * `$1`: mail domains that anybody may have.
 */
const traits = `
  SELECT id AS organisation_id, 'credit_code' AS kind, substr(credit_code, 9, 9) AS key, substr(credit_code, 9, 9) AS value
    FROM organisation WHERE length(credit_code) = 18
  UNION SELECT id, 'address', regexp_replace(lower(normalize(address, NFKC)), '[[:space:][:punct:]，。、；：（）－—]', '', 'g'), address
    FROM organisation WHERE address IS NOT NULL
  UNION SELECT m.organisation_id, 'email_domain', split_part(p.email, '@', 2), split_part(p.email, '@', 2)
    FROM membership m JOIN person p ON p.id = m.person_id
    WHERE NOT EXISTS (SELECT 1 FROM unnest($1::text[]) provider WHERE split_part(p.email, '@', 2) = provider
      OR split_part(p.email, '@', 2) LIKE '%.' || provider)
  UNION SELECT m.organisation_id, 'person', p.email, p.email FROM membership m JOIN person p ON p.id = m.person_id
  UNION SELECT a.owner_id, 'artifact', v.sha256, v.sha256
    FROM algorithm_version v JOIN algorithm a ON a.id = v.algorithm_id WHERE v.sha256 IS NOT NULL`;

/** Pairs of which one supplies, not of one group yet, and not declined on the same evidence. */
const pairs = `
  WITH trait AS MATERIALIZED (${traits})
  SELECT DISTINCT ON (one.id, other.id, a.kind, a.key) a.kind, a.value, ${member('one')} AS one, ${member('other')} AS other
  FROM trait a JOIN trait b ON b.kind = a.kind AND b.key = a.key AND a.organisation_id < b.organisation_id
    JOIN organisation one ON one.id = a.organisation_id JOIN organisation other ON other.id = b.organisation_id
  WHERE a.key <> '' AND ('supply' = ANY(one.roles) OR 'supply' = ANY(other.roles))
    AND (one.control_group_id IS NULL OR one.control_group_id IS DISTINCT FROM other.control_group_id)
    AND NOT EXISTS (SELECT 1 FROM kin_decision d WHERE d.one_id = one.id AND d.other_id = other.id AND d.kind = a.kind
      AND d.value = a.value AND NOT d.accepted)`;

/** Open proposals, at most 200; of one organisation and its group where `of` names it. For the lab's eyes. */
export async function readKinProposals(tx: Tx, of: string | null = null): Promise<KinProposal[]> {
  return queryRows(
    tx,
    KinProposal,
    `${pairs} AND ($2::uuid IS NULL OR EXISTS (SELECT 1 FROM organisation k JOIN organisation s ON s.id = $2
       AND (k.id = s.id OR k.control_group_id = s.control_group_id) WHERE k.id IN (one.id, other.id)))
     ORDER BY one.id, other.id, a.kind, a.key, a.value LIMIT 200`,
    [[...publicMail], of],
  );
}

/** The very proposal, where it stands; null when the two do not share it or it is settled. */
export async function findKinProposal(
  tx: Tx,
  asked: { kind: KinKind; value: string; oneId: string; otherId: string },
): Promise<KinProposal | null> {
  const found = await queryRow(
    tx,
    KinProposal,
    `${pairs} AND a.kind = $2 AND a.value = $3 AND one.id = $4 AND other.id = $5`,
    [[...publicMail], asked.kind, asked.value, asked.oneId, asked.otherId],
  );
  return found ?? null;
}

/** Groups that have members, by name; the one of an organisation where `of` names it. */
export async function readControlGroups(tx: Tx, of: string | null = null): Promise<ControlGroup[]> {
  return queryRows(
    tx,
    ControlGroup,
    `SELECT g.id, g.name, jsonb_agg(${member('o')} ORDER BY o.id) AS members
     FROM control_group g JOIN organisation o ON o.control_group_id = g.id
     WHERE $1::uuid IS NULL OR g.id = (SELECT control_group_id FROM organisation WHERE id = $1)
     GROUP BY g.id ORDER BY g.name, g.id LIMIT 1000`,
    [of],
  );
}

/** Whose looks count with an organisation's, and whose might. For the lab's eyes. */
export async function readKinship(tx: Tx, organisationId: string): Promise<Kinship> {
  const [group] = await readControlGroups(tx, organisationId);
  return { group: group ?? null, proposals: await readKinProposals(tx, organisationId) };
}
