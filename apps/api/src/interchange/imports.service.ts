import { Inject, Injectable } from '@nestjs/common';
import type { ImportFile, previewImport } from '@scenario-lab/contracts/catalogue-imports';
import type { Answer } from '@scenario-lab/contracts/route';
import { execute, json, queryRow } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { catalogueImportPolicy } from '@scenario-lab/domain/interchange/interchange.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { countsOf, judge, type Own } from '@scenario-lab/interchange/judge';
import { Reader } from '@scenario-lab/interchange/reader';
import { takeBack } from '@scenario-lab/interchange/take-back';
import { type Before, oneAtATime, takeOver } from '@scenario-lab/interchange/take-over';
import { z } from 'zod';
import type { Env } from '../env.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE, ENV } from '../http/tokens.js';

const UndoRow = z.object({
  undone_at: z.date().nullable(),
  before: json<Before[]>(),
  source_id: z.string().nullable(),
});

/** Catalogues of others, taken over by the lab: read in a thread of their own, written in one transaction, undone in one. */
@Injectable()
export class ImportsService {
  private readonly reader = new Reader();
  private readonly base: string;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ENV) env: Env,
  ) {
    this.base = env.PUBLIC_URL.replace(/\/+$/, '');
  }

  /** What each entry would become; nothing is kept. */
  async preview(actor: SignedIn, file: ImportFile): Promise<Answer<typeof previewImport>> {
    insist(actor, 'catalogue_import.create');
    const reading = await this.reader.read(file);
    if (!reading.ok) {
      const none = { counts: countsOf([]), lines: [], mapping: null, paths: [] };
      return { ...none, fault: reading.problem };
    }
    const judged = await this.database.asActor(actor, (tx) =>
      judge(tx, reading.entries, file, this.own(actor)),
    );
    const lines = judged.map(({ line }) => line);
    const { mapping = null, paths = [] } = 'mapping' in reading ? reading : {};
    return { counts: countsOf(lines), lines, mapping, paths, fault: null };
  }

  /** Takes over what is sound. Errors: `invalid_input` with the place, where the file as a whole cannot be read. */
  async create(actor: SignedIn, file: ImportFile) {
    insist(actor, 'catalogue_import.create');
    const reading = await this.reader.read(file);
    if (!reading.ok) {
      const { code, place, detail } = reading.problem;
      throw inputRefusal({ path: 'body.text', code, message: `${place}: ${detail}` });
    }
    return this.database.asActor(actor, async (tx) => {
      await oneAtATime(tx);
      const judged = await judge(tx, reading.entries, file, this.own(actor));
      const bearer = { ...actor, by: actor, sourceId: null };
      const { id, lines } = await takeOver(tx, bearer, file, judged);
      if (id === null) throw new Error('a file that was taken over left no line');
      return { id, counts: countsOf(lines) };
    });
  }

  /** All as it was before, but for what somebody has changed since. Errors: `wrong_status` where it was done already. */
  undo(actor: SignedIn, id: string) {
    return this.database.asActor(actor, async (tx) => {
      const row = await queryRow(
        tx,
        UndoRow,
        'SELECT undone_at, before, source_id FROM catalogue_import WHERE id = $1 FOR UPDATE',
        [id],
      );
      if (!row) throw new Refusal('not_found', { thing: 'catalogue_import', id });
      insist(actor, 'catalogue_import.undo', row.undone_at !== null);
      await oneAtATime(tx);
      const undone = await takeBack(tx, actor, row.before);
      const kept = row.before.length - undone;
      await execute(tx, 'UPDATE catalogue_import SET undone_at = now(), kept = $2 WHERE id = $1', [id, kept]);
      if (row.source_id !== null) await pauseSource(tx, actor, row.source_id);
      return { undone, kept };
    });
  }

  private own(actor: SignedIn): Own {
    return { base: this.base, organisationId: actor.organisationId, sourceId: null };
  }
}

const PauseSourceRow = z.object({
  status: z.string(),
});

/** What was taken back by hand does not come again by the clock before somebody says so. */
async function pauseSource(tx: Tx, actor: SignedIn, id: string): Promise<void> {
  const source = await queryRow(
    tx,
    PauseSourceRow,
    'SELECT status FROM catalogue_source WHERE id = $1 FOR UPDATE',
    [id],
  );
  if (source?.status !== 'active' && source?.status !== 'failing') return;
  await transition(tx, 'catalogue_source', id, 'pause', { by: actor, set: { next_at: null } });
}

function insist(
  actor: SignedIn,
  action: 'catalogue_import.create' | 'catalogue_import.undo',
  undone = false,
): void {
  const answer = may(catalogueImportPolicy, actor, action, { status: null, undone });
  if (!answer.ok) throw new Refusal(answer.code, { thing: 'catalogue_import' });
}
