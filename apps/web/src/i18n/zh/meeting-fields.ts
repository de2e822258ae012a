/** Names of fields of meetings, checklists and messages, as `fields.ts` has the others. */
export const meetingField = {
  mentions: '提醒的人员',
  bookUntil: '报名截止',
  slots: '时段',
  starts: '开始时间',
  minutes: '时长（分钟）',
  slotId: '时段',
  who: '参会人员',
  items: '事项',
} as const;
