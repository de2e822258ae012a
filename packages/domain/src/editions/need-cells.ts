import type { Text } from '@scenario-lab/contracts/common';
import type { SaveScenario } from '@scenario-lab/contracts/scenarios';
import { type Cells, cellsOf, joined, plain, type Terms, termName } from './cells.js';
import { criterionText } from './figure-words.js';

/** Yuan in 10,000. */
export const yuanPerWan = 10_000;

/** A need as a line of the scenario list (机会清单); `data` are the names of what it offers. */
export function needCells(
  need: SaveScenario,
  about: { owner: Text; data: readonly Text[]; terms: Terms; contacts: boolean },
): Cells {
  const { terms } = about;
  // Rows written before the list had words of its own carry none.
  const said = need.inList ?? { ask: null, indicators: null, data: null, period: null };
  return cellsOf({
    name: need.title,
    field: termName(terms, 'field', need.field),
    region: termName(terms, 'region', need.region),
    owner: about.owner,
    problem: need.problem,
    ask: said.ask ?? joined([need.users, need.today], 'lines'),
    indicators: joined([...need.criteria.map(criterionText), said.indicators], 'parts'),
    data: joined([...about.data, said.data], 'parts'),
    conditions: need.conditions,
    mode: termName(terms, 'cooperation_mode', need.cooperationMode),
    budget: need.budget === null ? null : need.budget / yuanPerWan,
    funding: plain(need.budgetOwner),
    period: plain(said.period),
    deadline: plain(need.deadline),
    contact: about.contacts ? plain(need.contact?.name) : null,
    phone: about.contacts ? plain(need.contact?.phone) : null,
  });
}
