import type { readShowcase } from '@scenario-lab/contracts/lab';
import type { Answer } from '@scenario-lab/contracts/route';

export type Showcase = Answer<typeof readShowcase>;
