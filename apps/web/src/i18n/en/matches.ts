import type { Same } from '@scenario-lab/contracts/words/same';
import type { matches as zh } from '../zh/matches.js';

export const matches: Same<typeof zh> = {
  title: 'Matches',
  for_scenario: 'Matching solutions: {{title}}',
  for_solution: 'Matching needs: {{title}}',
  lead: 'Measured evidence first, claims second; every point has a reason, and reasons against are shown too.',
  empty: 'No matches yet. They are computed anew when criteria, data or cards change.',
  score: 'Score {{score}} of 100',
  for: 'for',
  against: 'against',
  unknown: 'unknown',
  invite: 'Invite',
  propose: 'Propose',
  engaged: 'See the engagement',
  invite_title: 'Invite “{{title}}”',
  invite_says: 'The vendor gets your invitation and words; both sides and the lab see it.',
  propose_title: 'Propose to “{{title}}”',
  propose_says: 'The department gets your words and predicted values; both sides and the lab see it.',
  which_card: 'With which card',
  words: 'Your words',
  predicted: 'Predicted values (optional)',
  choose_solution: 'Choose a solution',
  no_solution: 'Your organisation has no listed solution yet.',
  sent: 'Sent.',
};
