/** Facts in which the matrix of policies is looked at, of features that came with many. */
const own = { ownerOrganisationId: 'own' };

export const recordScenes = {
  own: { status: null, ...own, published: false, replied: true },
  'own, published, no reply': { status: null, ...own, published: true, replied: false },
  'no record named': { status: null, ownerOrganisationId: null, published: false, replied: false },
};

export const badgeScenes = {
  '': { ...own, rulesHold: true, recommendedByPersonId: null },
  'a rule broken': { ...own, rulesHold: false, recommendedByPersonId: null },
  'recommended by the operator': { ...own, rulesHold: true, recommendedByPersonId: 'operator@lab' },
  "lab's own": { ownerOrganisationId: 'lab', rulesHold: true, recommendedByPersonId: null },
};

export const webhookScenes = {
  '': { status: null, organisationId: 'own', verified: true },
  'not verified': { status: null, organisationId: 'own', verified: false },
  "lab's own": { status: null, organisationId: 'lab', verified: true },
};
