import { questionDays } from '@scenario-lab/contracts/clarifications';

/**
 * The last day of questions, `YYYY-MM-DD`: as stated, and always before the deadline, so that an answer can still be
 * used; where none is stated, `questionDays` before the deadline. Null: as long as the need is published.
 */
export function lastDayOfQuestions(stated: string | null, deadline: string | null): string | null {
  if (deadline === null) return stated;
  const before = (days: number) =>
    new Date(Date.parse(`${deadline}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
  if (stated === null) return before(questionDays);
  return stated < deadline ? stated : before(1);
}
