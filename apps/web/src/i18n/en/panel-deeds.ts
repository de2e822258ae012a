import type { Same } from '@scenario-lab/contracts/words/same';
import type {
  callPanelDeeds as zhCall,
  objectionDeed as zhObjection,
  panelDeed as zhPanel,
} from '../zh/panel-deeds.js';

export const callPanelDeeds: Same<typeof zhCall> = {
  close_round: {
    label: 'Close the individual round',
    says: 'Points not handed in do not count; those of every seat are then read by panel, department and lab. This cannot be undone.',
    field: 'Why nobody is waited for',
  },
  award: {
    label: 'Make the award final',
    says: 'All bidders are told. The winner’s validated engagement is awarded, those of the other bidders end as not selected. This cannot be undone.',
  },
};

export const panelDeed: Same<typeof zhPanel> = {
  give: { label: 'Make a seat code', says: 'The code is shown once; an earlier one is no longer taken.' },
  vacate: {
    label: 'Take the seat back',
    says: 'That account no longer holds it; a new code can be handed to whom it is meant for.',
  },
  step_back: {
    label: 'Step back',
    says: 'You judge no more, and points you handed in do not count; department and lab read the reason. This cannot be undone.',
    field: 'Reason',
  },
};

export const objectionDeed: Same<typeof zhObjection> = {
  reject: {
    label: 'Do not uphold',
    says: 'The answer is read by whoever objected, the department and the lab; the standstill goes on. It stands.',
    field: 'Answer with its reason',
  },
  uphold: {
    label: 'Uphold',
    says: 'The announcement is taken back; the panel confers again, may correct points and recommends anew. This cannot be undone.',
    field: 'Answer with its reason',
  },
};
