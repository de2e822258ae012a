import { Inject, Injectable } from '@nestjs/common';
import type { Received } from '@scenario-lab/contracts/route';
import type {
  SaveSolution,
  Solution,
  seeQualification,
  unseeQualification,
} from '@scenario-lab/contracts/solutions';
import { revisionSql } from '@scenario-lab/db/catalogue/listing.queries';
import { execute, json, queryOne, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';

type Told = SaveSolution['qualifications'][number];
type Shown = Solution['qualifications'][number];

/** What a mark of the lab stands for: whatever of it changes is to be seen anew. */
const toldOf = ({ name, certificateNo, issuer, expires, documentId }: Told) => ({
  name,
  certificateNo: certificateNo ?? null,
  issuer: issuer ?? null,
  expires,
  documentId: documentId ?? null,
});

@Injectable()
export class QualificationsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Who staffs the lab's desk says it has seen the document, as the card tells of it now. */
  see(
    actor: SignedIn,
    id: string,
    { documentId, name }: Received<typeof seeQualification>['body'],
  ): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const told = await toldOn(tx, actor, id, { documentId, name });
      await execute(
        tx,
        'INSERT INTO qualification_seen (id, solution_id, told, person_id) VALUES ($1, $2, $3, $4)',
        [newId(), id, JSON.stringify(toldOf(told)), actor.personId],
      );
      await recordEvent(tx, {
        thing: 'solution',
        id,
        event: 'solution.qualification_seen',
        by: actor,
        remark: told.name,
      });
    });
  }

  /** The mark no longer stands; that it stood, who took it back and why stays in the card's history. */
  unsee(
    actor: SignedIn,
    id: string,
    { documentId, name, reason }: Received<typeof unseeQualification>['body'],
  ): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const told = await toldOn(tx, actor, id, { documentId, name });
      const taken = await execute(
        tx,
        `UPDATE qualification_seen SET taken_back_at = clock_timestamp()
         WHERE solution_id = $1 AND told = $2::jsonb AND taken_back_at IS NULL`,
        [id, JSON.stringify(toldOf(told))],
      );
      if (taken === 0) throw new Refusal('wrong_status', { thing: 'solution', id });
      await recordEvent(tx, {
        thing: 'solution',
        id,
        event: 'solution.qualification_unseen',
        by: actor,
        remark: `${told.name}: ${reason}`,
      });
    });
  }
}

const ToldOnRow = z.object({
  body: json<Partial<SaveSolution>>(),
});

/** The qualification as the card tells of it now. Errors: `not_found`; `invalid_input` where it names no such document. */
async function toldOn(
  tx: Tx,
  actor: SignedIn,
  id: string,
  { documentId, name }: { documentId: string; name: string },
): Promise<Told> {
  const row = await queryRow(
    tx,
    ToldOnRow,
    `SELECT ${revisionSql(actor, 'c')} AS body FROM solution c WHERE c.id = $1`,
    [id],
  );
  if (!row) throw new Refusal('not_found', { thing: 'solution', id });
  const { qualifications = [] } = row.body;
  const told = qualifications.find((one) => one.documentId === documentId && one.name === name);
  if (!told) throw inputRefusal({ path: 'documentId', code: 'document_missing' });
  return told;
}

const ShownQualificationsRow = z.object({
  today: z.string(),
});

const ShownQualificationsRow2 = z.object({
  told: json<ReturnType<typeof toldOf>>(),
  at: z.date(),
});

/**
 * The qualifications of a card as this reader is told of them: that there is a document everybody, which it is its owner and the lab.
 * Whether one has ended goes by the lab's calendar.
 */
export async function shownQualifications(
  tx: Tx,
  solutionId: string,
  qualifications: readonly Told[],
  readsDocuments: boolean,
): Promise<Shown[]> {
  if (qualifications.length === 0) return [];
  const { today } = await queryOne(tx, ShownQualificationsRow, 'SELECT current_date::text AS today');
  const marks = await queryRows(
    tx,
    ShownQualificationsRow2,
    'SELECT told, max(at) AS at FROM qualification_seen WHERE solution_id = $1 AND taken_back_at IS NULL GROUP BY told',
    [solutionId],
  );
  return qualifications.map((one) => {
    const told = toldOf(one);
    const mark = marks.find(({ told: seen }) =>
      (Object.keys(told) as (keyof typeof told)[]).every((key) => seen[key] === told[key]),
    );
    const { documentId, ...open } = one;
    return {
      ...open,
      ...(readsDocuments && documentId ? { documentId } : {}),
      documented: documentId !== undefined,
      expired: one.expires !== null && one.expires < today,
      seenAt: documentId && mark ? mark.at.toISOString() : null,
    };
  });
}
