import { Fenced } from '@scenario-lab/db/transition';
import { Refusal } from '@scenario-lab/domain/refusal';

/** Somebody else moved the run on: a later attempt, a cancel. Nothing of ours may be written any more. */
export const isOvertaken = (error: unknown): boolean =>
  error instanceof Fenced || (error instanceof Refusal && error.code === 'wrong_status');
