import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import {
  type MediumKind,
  type ShownMedium,
  type SolutionMedium,
} from '@scenario-lab/contracts/solution-media';
import type { SaveSolution } from '@scenario-lab/contracts/solutions';
import { addMedium } from '@scenario-lab/db/catalogue/add-medium';
import { json, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import { isLab } from '@scenario-lab/domain/actor';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { solutionPolicy } from '@scenario-lab/domain/solutions/solutions.policy';
import { BlobFault, type BlobStore } from '@scenario-lab/storage/blob-store';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { InputError } from '../http/input-error.js';
import { BLOBS, DATABASE } from '../http/tokens.js';

const Row = z.object({
  id: z.string(),
  organisation_id: z.string(),
  file_name: z.string(),
  read_at: z.date().nullable(),
  problem: json<{ code: string; detail: string }>().nullable(),
  kind: word<MediumKind>().nullable(),
  bytes: z.string().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  seconds: z.number().nullable(),
});

const FileRow = z.object({
  file_name: z.string(),
  kind: word<MediumKind>(),
  mime: z.string(),
  sha256: z.string(),
  small_sha256: z.string().nullable(),
});

/** Pictures, papers and films of cards: handed in here, opened in the sandbox, shown as it left them (ADR 76). */
@Injectable()
export class MediaService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(BLOBS) private readonly blobs: BlobStore,
  ) {}

  /** Errors: `invalid_input` naming `uploadId`, `quota_exhausted`. */
  add(actor: SignedIn, uploadId: string): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      const own = { ownerOrganisationId: actor.organisationId, status: null, published: false };
      demand(may(solutionPolicy, actor, 'solution.create', own));
      return addMedium(tx, actor, uploadId);
    });
  }

  /** Errors: `not_found`, also where the medium is another's and open to be seen. */
  read(actor: SignedIn, id: string): Promise<SolutionMedium> {
    return this.database.asActor(actor, async (tx) => {
      const row = await queryRow(
        tx,
        Row,
        `SELECT id, organisation_id, file_name, read_at, problem, kind, bytes, width, height, seconds FROM solution_medium
         WHERE id = $1`,
        [id],
      );
      const theirs = row && (row.organisation_id === actor.organisationId || isLab(actor));
      if (!row || !theirs) throw new Refusal('not_found', { thing: 'solution_medium', id });
      return {
        id,
        fileName: row.file_name,
        state: row.read_at === null ? 'reading' : row.kind === null ? 'refused' : 'ready',
        kind: row.kind,
        bytes: row.bytes === null ? null : Number(row.bytes),
        width: row.width,
        height: row.height,
        seconds: row.seconds,
        problem: row.problem,
      };
    });
  }

  /** Errors: `not_found`; `bad_range` (null) where the part asked for lies outside. */
  async file(
    actor: Actor,
    id: string,
    size: 'full' | 'small',
    range?: { start: number; end?: number },
  ): Promise<{ name: string; mime: string; kind: MediumKind; bytes: number; stream: Readable | null }> {
    const row = await this.database.byKey(actor, (tx) =>
      queryRow(
        tx,
        FileRow,
        `SELECT file_name, kind, mime, sha256, small_sha256 FROM solution_medium WHERE id = $1 AND sha256 IS NOT NULL`,
        [id],
      ),
    );
    const sha256 = row && ((size === 'small' && row.small_sha256) || row.sha256);
    const kept = sha256 ? await this.blobs.stat(sha256) : null;
    if (!row || !sha256 || !kept) throw new Refusal('not_found', { thing: 'solution_medium', id });
    const about = { name: row.file_name, mime: row.mime, kind: row.kind, bytes: kept.bytes };
    try {
      return { ...about, stream: await this.blobs.get(sha256, range) };
    } catch (error) {
      if (error instanceof BlobFault && error.code === 'bad_range') return { ...about, stream: null };
      throw error;
    }
  }
}

const InsistOnMediaRow = z.object({
  id: z.string(),
  kind: word<MediumKind>().nullable(),
});

/** A card names only media of its own owner that have been opened, and what kind each is. Errors: `InputError`. */
export async function insistOnMedia(
  tx: Tx,
  actor: SignedIn,
  { media, qualifications, trlEvidence }: SaveSolution,
): Promise<void> {
  const documents = [...qualifications, ...trlEvidence].flatMap(({ documentId }) => documentId ?? []);
  if (media.length + documents.length === 0) return;
  const rows = await queryRows(
    tx,
    InsistOnMediaRow,
    'SELECT id, kind FROM solution_medium WHERE id = ANY($1) AND organisation_id = $2',
    [[...media.map(({ id }) => id), ...documents], actor.organisationId],
  );
  const kinds = new Map(rows.map(({ id, kind }) => [id, kind]));
  const faults = media.flatMap(({ id, kind }, at) => {
    if (kinds.get(id) === kind) return [];
    const code = kinds.has(id) ? 'medium_not_ready' : 'medium_missing';
    return [{ path: `media.${at}.id`, code, message: code.replaceAll('_', ' ') }];
  });
  // A film proves nothing that can be read.
  const unreadOf = (list: string, lines: readonly { documentId?: string | undefined }[]) =>
    lines.flatMap(({ documentId }, at) => {
      const kind = documentId && kinds.get(documentId);
      if (!documentId || kind === 'picture' || kind === 'pdf') return [];
      const code = kinds.has(documentId) ? 'medium_not_ready' : 'medium_missing';
      return [{ path: `${list}.${at}.documentId`, code, message: code.replaceAll('_', ' ') }];
    });
  const unread = [...unreadOf('qualifications', qualifications), ...unreadOf('trlEvidence', trlEvidence)];
  if (faults.length + unread.length > 0) throw new InputError([...faults, ...unread]);
}

type ShownMediaAnswer = Omit<ShownMedium, 'alt'> & { bytes: string | number };

const ShownMediaRow = z.object({
  id: z.string(),
  kind: word<ShownMediaAnswer['kind']>(),
  fileName: z.string(),
  bytes: z.number(),
  width: z.number().nullable(),
  pages: z.number().nullable(),
  height: z.number().nullable(),
  seconds: z.number().nullable(),
});

/** What a card shows, in its order; one that is gone is left out. */
export async function shownMedia(tx: Tx, media: SaveSolution['media']): Promise<ShownMedium[]> {
  if (media.length === 0) return [];
  const rows = await queryRows(
    tx,
    ShownMediaRow,
    `SELECT id, kind, file_name AS "fileName", bytes::float8 AS bytes, width, height, seconds, pages FROM solution_medium
     WHERE id = ANY($1) AND sha256 IS NOT NULL`,
    [media.map(({ id }) => id)],
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  return media.flatMap(({ id, alt }) => {
    const row = found.get(id);
    return row ? [{ ...row, alt }] : [];
  });
}
