/** Scenes of the matrix that would make its own file too long. */
const wish = {
  ownerOrganisationId: 'own',
  claimantId: null as string | null,
  actorVerified: true,
  voted: false,
  shared: true,
};
export const wishes = {
  '': wish,
  alone: { ...wish, shared: false },
  'not verified': { ...wish, actorVerified: false },
  'the other side has it': { ...wish, claimantId: 'other_side', voted: true },
};

const grant = { ownerOrganisationId: 'own', granteeOrganisationId: 'other_side' };
export const grants = {
  '': { ...grant, proposedById: null as string | null },
  'the other side proposes': { ...grant, proposedById: 'other_side' },
};
