import { Inject, Injectable } from '@nestjs/common';
import type { addAlgorithmVersion, SaveAlgorithm } from '@scenario-lab/contracts/algorithms';
import type { Received } from '@scenario-lab/contracts/route';
import { lockCard, readCardFacts } from '@scenario-lab/db/catalogue/listing.queries';
import { type TakenUpload, takeUpload } from '@scenario-lab/db/catalogue/take-upload';
import { execute, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import { releasedAs, takeReleased } from '@scenario-lab/db/data-jobs/take-released';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { algorithmPolicy } from '@scenario-lab/domain/algorithms/algorithms.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { algorithmWords } from '@scenario-lab/matching/card-words';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { type Listing, listing } from '../listing/listing.js';
import { insistUsableVersion } from '../listing/usable-version.js';

type NewVersion = Received<typeof addAlgorithmVersion>['body'];

const RetireVersionRow = z.object({
  algorithm_id: z.string(),
  status: z.string(),
});

@Injectable()
export class AlgorithmsService {
  readonly cards: Listing<SaveAlgorithm>;

  constructor(@Inject(DATABASE) private readonly database: Database) {
    this.cards = listing<SaveAlgorithm>(database, {
      thing: 'algorithm',
      may: (actor, action, facts) =>
        may(algorithmPolicy, actor, `algorithm.${action}`, { ...facts, versionStatus: null }),
      words: algorithmWords,
      standing: (card) => ({
        fields: card.fields,
        more: { task: card.task, solution_id: card.solutionId },
      }),
      check: async (tx, actor, { solutionId }) => {
        if (!solutionId) return;
        const solution = await readCardFacts(tx, 'solution', solutionId);
        if (solution?.ownerOrganisationId !== actor.organisationId) {
          throw inputRefusal({ path: 'solutionId', code: 'not_your_solution' });
        }
      },
      mayBeListed: (tx, id) => insistUsableVersion(tx, 'algorithm', id),
    });
  }

  /** Answers the new version's id; what the file really is, the inspection says later. */
  addVersion(actor: SignedIn, algorithmId: string, version: NewVersion): Promise<string> {
    if ((version.kind === 'onnx') !== (version.onnx !== undefined)) {
      throw inputRefusal({ path: 'onnx', code: version.onnx ? 'only_for_onnx' : 'onnx_needs_maps' });
    }
    return this.database.asActor(actor, async (tx) => {
      const seen = await readCardFacts(tx, 'algorithm', algorithmId);
      if (!seen) throw new Refusal('not_found', { thing: 'algorithm', id: algorithmId });
      const answer = may(algorithmPolicy, actor, 'algorithm.add_version', { ...seen, versionStatus: null });
      if (!answer.ok) throw new Refusal(answer.code, { thing: 'algorithm', id: algorithmId });
      const held = await lockCard(tx, 'algorithm', algorithmId);
      if (!held) throw new Refusal('not_found', { thing: 'algorithm', id: algorithmId });
      if ((held.card as SaveAlgorithm).task !== version.sockets.task) {
        throw inputRefusal({ path: 'sockets.task', code: 'other_task' });
      }
      const twins = await queryRows(
        tx,
        z.unknown(),
        'SELECT 1 FROM algorithm_version WHERE algorithm_id = $1 AND label = $2',
        [algorithmId, version.label],
      );
      if (twins.length > 0) throw new Refusal('duplicate', { label: version.label });
      const { file, trained } = await fileOf(tx, actor, version);
      const id = newId();
      await execute(
        tx,
        `INSERT INTO algorithm_version (id, algorithm_id, label, kind, file_name, bytes, sha256, sockets, onnx,
           trained_by_id, trained_output, trained_proven) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        [
          id,
          algorithmId,
          version.label,
          version.kind,
          file.fileName,
          file.bytes,
          file.sha256,
          JSON.stringify(version.sockets),
          version.onnx ? JSON.stringify(version.onnx) : null,
          trained?.jobId ?? null,
          trained?.number ?? null,
          trained?.proven ?? false,
        ],
      );
      await transition(tx, 'algorithm_version', id, 'upload', { by: actor, deliver: ['inspect-artifact'] });
      return id;
    });
  }

  retireVersion(actor: SignedIn, id: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const version = await queryRow(
        tx,
        RetireVersionRow,
        'SELECT algorithm_id, status FROM algorithm_version WHERE id = $1',
        [id],
      );
      const card = version ? await readCardFacts(tx, 'algorithm', version.algorithm_id) : null;
      if (!version || !card) throw new Refusal('not_found', { thing: 'algorithm_version', id });
      const facts = { ...card, versionStatus: version.status };
      const answer = may(algorithmPolicy, actor, 'algorithm.retire_version', facts);
      if (!answer.ok) throw new Refusal(answer.code, { thing: 'algorithm_version', id });
      await transition(tx, 'algorithm_version', id, 'retire', { by: actor });
    });
  }
}

interface Trained {
  jobId: string;
  number: number;
  proven: boolean;
}

/**
 * The file, and which released output of a data job it is or is made of. An upload that is byte for byte such an output is told
 * as one whether its vendor says so or not.
 */
async function fileOf(
  tx: Tx,
  actor: SignedIn,
  { uploadId, trainedBy }: NewVersion,
): Promise<{ file: TakenUpload; trained: Trained | null }> {
  const released = trainedBy ? await takeReleased(tx, actor, trainedBy, uploadId === undefined) : null;
  if (uploadId === undefined) {
    if (!trainedBy || !released) throw inputRefusal({ path: 'uploadId', code: 'upload_missing' });
    return { file: released, trained: { ...trainedBy, proven: true } };
  }
  const file = await takeUpload(tx, uploadId, actor.organisationId, 'artifact');
  const own = await releasedAs(tx, actor.organisationId, file.sha256);
  if (own) return { file, trained: { ...own, proven: true } };
  return { file, trained: trainedBy ? { ...trainedBy, proven: false } : null };
}
