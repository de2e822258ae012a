/** Whose hands and what stage: the facts that are tried for every status of a call. */
const own = { ownerOrganisationId: 'own' };
const call = { ...own, needPublished: true, deadlineOver: false, given: {} };
const bid = { ...own, deadlineOver: false, vendorOrganisationId: 'other_side', standing: true };
const seat = { chair: false, declared: true, handedIn: false, out: false };
const state = { seat: null, handedIn: 1, standstillOver: false, objectionsOpen: 0 };
const after = { ...call, deadlineOver: true };
const panel = { ...own, seat: null };
const objection = { ...own, bidder: true, standstillOver: false, answered: false };

export const callScenes = {
  '': call,
  'deadline over': after,
  'the department has brought its key': { ...after, given: { department: 'department@own' } },
  'chaired by whoever asks': { ...after, panel: { ...state, seat: { ...seat, chair: true } } },
  'seated, whoever asks': { ...after, panel: { ...state, seat } },
  'the winner fell through': { ...after, fellThrough: true },
  'few bids': { ...after, few: true },
  'few bids, one of them of whoever asks': { ...after, few: true, offered: true },
  'standstill over': { ...after, panel: { ...state, standstillOver: true } },
  'standstill over, an objection open': {
    ...after,
    panel: { ...state, standstillOver: true, objectionsOpen: 1 },
  },
};
export const bidScenes = {
  '': bid,
  'deadline over': { ...bid, deadlineOver: true },
  replaced: { ...bid, standing: false },
  'seated, ties not declared': { ...bid, deadlineOver: true, undeclared: true, judges: true },
  'seated, ties declared': { ...bid, deadlineOver: true, judges: true },
};
const consortium = { ...own, deadlineOver: false, role: null, confirmed: false };
export const consortiumScenes = {
  '': consortium,
  'of the lead': { ...consortium, role: 'lead' as const },
  'of a member': { ...consortium, role: 'member' as const },
  'of a member that confirmed': { ...consortium, role: 'member' as const, confirmed: true },
  'of a member, deadline over': { ...consortium, role: 'member' as const, deadlineOver: true },
};
export const panelScenes = {
  '': panel,
  seated: { ...panel, seat: { ...seat, declared: false } },
  'seated, ties declared': { ...panel, seat },
  'seated, handed in': { ...panel, seat: { ...seat, handedIn: true } },
  'seated, out': { ...panel, seat: { ...seat, out: true } },
};
export const objectionScenes = {
  '': objection,
  'no bidder': { ...objection, bidder: false },
  'standstill over': { ...objection, standstillOver: true },
  answered: { ...objection, answered: true },
};
