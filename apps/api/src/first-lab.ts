import { newId } from '@scenario-lab/db/ids';
import type pg from 'pg';
import { hashPassword } from './http/passwords.js';

export interface FirstLab {
  name: { zh?: string | undefined; en?: string | undefined };
  adminName: string;
  email: string;
  password: string;
}

/**
 * The one organisation nobody can register: the lab, with its first admin. As the database's owner, past every
 * policy, and only while no organisation operates a lab; two at once make one. Null: there is one already.
 * Errors: Postgres' own when the e-mail is taken.
 */
export async function makeFirstLab(
  owner: pg.Client,
  first: FirstLab,
): Promise<{ organisationId: string; personId: string } | null> {
  const hash = await hashPassword(first.password);
  const organisationId = newId();
  const personId = newId();
  const insert = (sql: string, values: unknown[]) => owner.query(sql, values);
  await owner.query('BEGIN');
  try {
    await owner.query("SELECT pg_advisory_xact_lock(hashtextextended('first-lab', 0))");
    const { rowCount } = await owner.query(`SELECT 1 FROM organisation WHERE 'operate' = ANY(roles) LIMIT 1`);
    if (rowCount) {
      await owner.query('ROLLBACK');
      return null;
    }
    await insert(`INSERT INTO organisation (id, name, roles, verified) VALUES ($1, $2, '{operate}', true)`, [
      organisationId,
      JSON.stringify(first.name),
    ]);
    await insert(
      `INSERT INTO party (thing, thing_id, organisation_id, "right") VALUES ('organisation', $1, $1, 'own')`,
      [organisationId],
    );
    await insert('INSERT INTO wallet (organisation_id) VALUES ($1)', [organisationId]);
    await insert('INSERT INTO person (id, email, name, password_hash) VALUES ($1, $2, $3, $4)', [
      personId,
      first.email,
      first.adminName,
      hash,
    ]);
    await insert(
      `INSERT INTO membership (person_id, organisation_id, roles) VALUES ($1, $2, '{owner,admin}')`,
      [personId, organisationId],
    );
    await insert(
      `INSERT INTO event (id, thing, thing_id, event, person_id, organisation_id)
       VALUES ($1, 'organisation', $2, 'organisation.created', $3, $2)`,
      [newId(), organisationId, personId],
    );
    await owner.query('COMMIT');
    return { organisationId, personId };
  } catch (error) {
    await owner.query('ROLLBACK');
    throw error;
  }
}
