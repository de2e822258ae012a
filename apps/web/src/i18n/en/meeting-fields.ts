import type { Same } from '@scenario-lab/contracts/words/same';
import type { meetingField as zhField } from '../zh/meeting-fields.js';

export const meetingField: Same<typeof zhField> = {
  mentions: 'People named',
  bookUntil: 'Places until',
  slots: 'Slots',
  starts: 'Begins',
  minutes: 'Minutes',
  slotId: 'Slot',
  who: 'Who comes',
  items: 'Points',
};
