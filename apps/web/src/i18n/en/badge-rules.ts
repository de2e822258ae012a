import type { Same } from '@scenario-lab/contracts/words/same';
import type { badgeRules as zh } from '../zh/badge-rules.js';

export const badgeRules: Same<typeof zh> = {
  title: 'What badges ask',
  lead: 'The thresholds of each badge as they are today. A change holds for whoever applies afterwards; a badge that stands is judged by the thresholds it was given under, and its holder is told ahead where it falls short of the new ones.',
  version: 'In force: version {{n}}',
  usual: 'As shipped',
  threshold: 'Threshold',
  fixed: 'fixed',
  edit: 'Set thresholds',
  note: 'Why',
  note_help: 'Public, listed with the changes.',
  try: 'Try what it would do',
  again: 'The thresholds were changed since; try them again before you save.',
  save: 'Publish the new version',
  says: 'It holds at once for new applications and tells the holders of {{n}} badges that they fall short; badges that stand are not touched until they end.',
  changes: 'Changes',
  change: '{{kind}}: {{rule}}, {{from}} → {{to}}',
  no_changes: 'The same as today.',
  short: 'Badges that would fall short: {{n}} (of {{all}} that stand)',
  short_none: 'All {{all}} badges that stand would hold.',
  short_of: 'short of: {{rules}}',
  saved: 'Version {{n}} is published; the holders of {{warned}} badges were told.',
  history: 'Changes so far',
  history_none: 'None: all thresholds are as shipped.',
  bad: 'A number from {{least}} to {{most}}, please.',
  judged:
    'This badge is judged by the thresholds it was given under. They were changed since; of today’s it falls short, and has to meet them when it is applied for again: {{rules}}',
  see: 'What badges ask',
};
