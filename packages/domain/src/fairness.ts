/** Something one participant got: an extra run, a sample, a site visit, an answer, more time. */
export interface Favour {
  id: string;
  kind: 'extra_run' | 'sample' | 'visit' | 'answer' | 'extension' | 'other';
  givenToOrganisationId: string;
}
export interface Offer {
  favourId: string;
  organisationId: string;
}

export interface Debt {
  favourId: string;
  /** Participants who have not been offered the same yet, in the order given. */
  owedTo: string[];
}

/**
 * The open side of the fairness ledger: whatever one participant of a scenario got must be offered to every
 * other. Favours offered to all are settled and left out; a participant who joins later is owed as well.
 */
export function debtsOf(
  favours: readonly Favour[],
  offers: readonly Offer[],
  participants: readonly string[],
): Debt[] {
  const offered = new Map<string, Set<string>>();
  for (const { favourId, organisationId } of offers) {
    offered.set(favourId, (offered.get(favourId) ?? new Set()).add(organisationId));
  }
  return favours
    .map((favour) => ({
      favourId: favour.id,
      owedTo: participants.filter(
        (id) => id !== favour.givenToOrganisationId && !offered.get(favour.id)?.has(id),
      ),
    }))
    .filter((debt) => debt.owedTo.length > 0);
}
