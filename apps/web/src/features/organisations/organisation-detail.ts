import type { readOrganisation } from '@scenario-lab/contracts/accounts';
import type { Answer } from '@scenario-lab/contracts/route';

export type OrganisationDetail = Answer<typeof readOrganisation>;
