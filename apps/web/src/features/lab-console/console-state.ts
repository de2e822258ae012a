import type { readConsole } from '@scenario-lab/contracts/lab';
import type { Answer } from '@scenario-lab/contracts/route';

export type ConsoleState = Answer<typeof readConsole>;
