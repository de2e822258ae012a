import { stage, status, taxonomy } from '@scenario-lab/contracts/words/codes-zh';
import { calendar } from './calendar.js';
import { cases } from './cases.js';
import { certificates } from './certificates.js';
import { cockpit } from './cockpit.js';
import { common } from './common.js';
import { field } from './fields.js';
import { home } from './home.js';
import { keys } from './keys.js';
import { meetingField } from './meeting-fields.js';
import { interval } from './parts.js';
import { problem } from './problems.js';
import { shell } from './shell.js';
import { solutions } from './solutions.js';

/** What the shell and the front page say: these are fetched before anything stands, the others with the next page. */
export const firstWords = {
  calendar,
  cases,
  certificates,
  cockpit,
  common,
  field: { ...field, ...meetingField },
  home,
  interval,
  keys,
  problem,
  shell,
  solutions,
  stage,
  status,
  taxonomy,
} as const;
