import { z } from 'zod';
import { Id } from './common.js';

/** What of a card's technology readiness (1 to 9) the lab itself has seen, and up to which level each kind of it speaks. */
export const provenLevels = {
  /** Its algorithm ran on rows it had never seen, and the result was published. */
  result: 4,
  /** A certificate stands on such a run: a need's criteria were met on its own data. */
  certificate: 5,
  /** A pilot was accepted at one department. */
  pilot: 7,
  /** And at a second one. */
  pilots: 8,
} as const;
export const provenSteps = [4, 5, 7, 8] as const;

/** What a vendor says a level rests on; a document makes it checkable, it does not prove it. */
export const LevelEvidence = z.object({
  level: z.number().int().min(1).max(9),
  basis: z.string().trim().min(1).max(1_000),
  /** A picture or paper of one's own media; read by its owner and the lab, whoever else reads the card. */
  documentId: Id.optional(),
});
/** Each level once at most per line of the form; lines of one level stand together. */
export const LevelEvidences = z.array(LevelEvidence).max(30);

export const ShownLevelEvidence = LevelEvidence.extend({ documented: z.boolean() });

/** A pilot of the lab that was accepted, as its published case tells it. */
export const ProvingCase = z.object({
  id: Id,
  title: z.object({ zh: z.string().optional(), en: z.string().optional() }),
});
