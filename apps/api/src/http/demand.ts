import type { Answer } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';

/** A policy's answer, held to. Errors: `Refusal` with the policy's reason. */
export function demand(answer: Answer, detail: Readonly<Record<string, unknown>> = {}): void {
  if (!answer.ok) throw new Refusal(answer.code, detail);
}
