export const gates = ['published', 'open_for_test', 'open_for_award'] as const;
export type Gate = (typeof gates)[number];

/** Each item in the order it is shown on the card. */
export const gateItems = {
  published: ['problem', 'owner', 'contact'],
  open_for_test: ['criteria', 'open_benchmark'],
  open_for_award: ['budget_owner', 'procurement_route', 'decision_date'],
} as const;
export type GateItem = (typeof gateItems)[Gate][number];

export interface GateFacts {
  /** The problem in the department's words. */
  problem: string | null;
  /** The organisation that owns the need. */
  ownerOrganisationId: string | null;
  contact: string | null;
  criteria: number;
  openBenchmarks: number;
  budgetOwner: string | null;
  procurementRoute: string | null;
  /** Any form; the rule only asks whether one was given. */
  decisionDate: string | null;
}

export interface GateState {
  gate: Gate;
  /** Nothing missing here nor at the gates before: one cannot award what could not be tested. */
  open: boolean;
  missing: GateItem[];
}

/** The three gates of a need, in order, each with what is still missing. Blank text counts as missing. */
export function gatesOf(facts: GateFacts): GateState[] {
  const given: Readonly<Record<GateItem, boolean>> = {
    problem: written(facts.problem),
    owner: written(facts.ownerOrganisationId),
    contact: written(facts.contact),
    criteria: facts.criteria > 0,
    open_benchmark: facts.openBenchmarks > 0,
    budget_owner: written(facts.budgetOwner),
    procurement_route: written(facts.procurementRoute),
    decision_date: written(facts.decisionDate),
  };
  let open = true;
  return gates.map((gate) => {
    const missing = gateItems[gate].filter((item) => !given[item]);
    open = open && missing.length === 0;
    return { gate, open, missing };
  });
}

function written(text: string | null): boolean {
  return text !== null && text.trim() !== '';
}
