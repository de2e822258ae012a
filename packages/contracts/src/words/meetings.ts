/** What became true of a place at a meeting. */
export const meetingEventsZh = {
  taken: '有单位选定会议名额',
  queued: '有单位候补会议名额',
  left: '有单位让出会议名额',
  moved_up: '您已由候补转为参会',
  called_off: '您报名的会议已取消',
} as const;
export const meetingEventsEn = {
  taken: 'A place at a meeting was taken',
  queued: 'Somebody waits for a place at a meeting',
  left: 'A place at a meeting was given up',
  moved_up: 'You have moved up and have a seat',
  called_off: 'A meeting you signed up for was called off',
} as const satisfies Record<keyof typeof meetingEventsZh, string>;

/** What kinds of meetings are called, in the web and in calendars elsewhere. */
export const meetingWords = {
  zh: { pitch: '方案路演', visit: '现场踏勘', talk: '会谈' },
  en: { pitch: 'Pitch', visit: 'Site visit', talk: 'Meeting' },
} as const;
