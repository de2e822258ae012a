/**
 * Whether somebody else may be named for a seat in this state. One that fell away may be followed, and one that never began. Who has
 * declared ties has read bids and judges: a department that could put somebody else there would choose among opinions.
 */
export const mayReplace = (state: string): boolean => ['vacant', 'taken', 'out'].includes(state);
