import type { readUpkeep } from '@scenario-lab/contracts/lab-rules';
import type { Answer } from '@scenario-lab/contracts/route';

export type Upkeep = Answer<typeof readUpkeep>;
