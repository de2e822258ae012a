import type { TicketRow } from '@scenario-lab/contracts/tickets';

/** How late it is, while somebody can still do something about it. */
export function escalationOf({ escalation, status }: TicketRow): 'silent' | 'late' | 'overdue' | null {
  if (status === 'closed' || escalation < 1) return null;
  return escalation >= 3 ? 'overdue' : escalation === 2 ? 'late' : 'silent';
}
