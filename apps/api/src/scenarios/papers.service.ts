import { Inject, Injectable } from '@nestjs/common';
import type { NeedPaper, PaperField } from '@scenario-lab/contracts/need-papers';
import { SaveScenario } from '@scenario-lab/contracts/scenarios';
import { takeUpload } from '@scenario-lab/db/catalogue/take-upload';
import { execute, json, queryOne, queryRow } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { offered, readTerms } from '@scenario-lab/db/taxonomies/terms.queries';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import { withoutFields } from '@scenario-lab/domain/scenarios/paper/find-need';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';
import { insertNeed, insistMayCreate } from './insert-need.js';

/** Documents that wait or were read and are no draft yet, of one organisation. */
const waitingAtMost = 50;

const Row = z.object({
  id: z.string(),
  file_name: z.string(),
  read_at: z.date().nullable(),
  problem: json<NonNullable<NeedPaper['problem']>>().nullable(),
  found: json<Pick<NeedPaper, 'format' | 'pages' | 'department' | 'parts'> & { need: unknown }>().nullable(),
  scenario_id: z.string().nullable(),
});
type Row = z.output<typeof Row>;

const AddRow = z.object({
  used: z.number(),
});

/** A need out of an office's document: read in the sandbox, looked at here, made a draft of (ADR 96). */
@Injectable()
export class PapersService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Errors: `invalid_input` naming `uploadId`, `quota_exhausted`. */
  add(actor: SignedIn, uploadId: string): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      insistMayCreate(actor);
      const { used } = await queryOne(
        tx,
        AddRow,
        'SELECT count(*)::int AS used FROM need_paper WHERE organisation_id = $1 AND scenario_id IS NULL',
        [actor.organisationId],
      );
      if (used >= waitingAtMost) throw new Refusal('quota_exhausted', { used, of: waitingAtMost });
      const { fileName, sha256 } = await takeUpload(tx, uploadId, actor.organisationId, 'file');
      // Nothing names the file once it has been read.
      await execute(tx, 'DELETE FROM upload WHERE id = $1', [uploadId]);
      const id = newId();
      await execute(
        tx,
        `INSERT INTO need_paper (id, organisation_id, person_id, file_name, source_sha256) VALUES ($1, $2, $3, $4, $5)`,
        [id, actor.organisationId, actor.personId, fileName, sha256],
      );
      await recordEvent(tx, {
        thing: 'need_paper',
        id,
        event: 'need_paper.uploaded',
        by: actor,
        deliver: ['read-need-paper'],
      });
      return { id };
    });
  }

  read(actor: SignedIn, id: string): Promise<NeedPaper> {
    return this.database.asActor(actor, async (tx) => paperOf(await rowOf(tx, id)));
  }

  /** Null where the need is not of such a document, and where it is another organisation's. */
  of(actor: SignedIn, scenarioId: string): Promise<{ paper: NeedPaper | null }> {
    return this.database.asActor(actor, async (tx) => {
      const row = await queryRow(tx, Row, `${selected} WHERE scenario_id = $1`, [scenarioId]);
      return { paper: row ? paperOf(row) : null };
    });
  }

  /** Errors: `not_found`, `not_ready`; a second call answers with the draft of the first. */
  draft(actor: SignedIn, id: string, leave: readonly PaperField[]): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      insistMayCreate(actor);
      const row = await rowOf(tx, id, ' FOR UPDATE');
      if (row.scenario_id) return { id: row.scenario_id };
      if (!row.found) throw new Refusal('wrong_status', { thing: 'need_paper', id });
      const need = withoutFields(SaveScenario.parse(row.found.need), leave);
      const scenarioId = await insertNeed(tx, actor, await inLabsWords(tx, need));
      await execute(tx, 'UPDATE need_paper SET scenario_id = $2 WHERE id = $1', [id, scenarioId]);
      return { id: scenarioId };
    });
  }
}

const selected = 'SELECT id, file_name, read_at, problem, found, scenario_id FROM need_paper';

async function rowOf(tx: Tx, id: string, lock = ''): Promise<Row> {
  const row = await queryRow(tx, Row, `${selected} WHERE id = $1${lock}`, [id]);
  if (!row) throw new Refusal('not_found', { thing: 'need_paper', id });
  return row;
}

const paperOf = ({ id, file_name, read_at, problem, found, scenario_id }: Row): NeedPaper => ({
  id,
  fileName: file_name,
  state: read_at === null ? 'reading' : found ? 'ready' : 'refused',
  problem,
  format: found?.format ?? null,
  pages: found?.pages ?? null,
  department: found?.department ?? null,
  parts: found?.parts ?? [],
  scenarioId: scenario_id,
});

/** Documents are read by the words that are shipped; what the lab has retired since no draft begins with. */
async function inLabsWords(tx: Tx, need: SaveScenario): Promise<SaveScenario> {
  const terms = await readTerms(tx);
  const kept = (kind: 'field' | 'region' | 'cooperation_mode', code: string | null) =>
    code !== null && offered(terms, kind, code);
  return {
    ...need,
    field: kept('field', need.field) ? need.field : null,
    region: kept('region', need.region) ? need.region : null,
    cooperationMode: kept('cooperation_mode', need.cooperationMode) ? need.cooperationMode : null,
  };
}
