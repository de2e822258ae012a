import { calendarKindEn } from '@scenario-lab/contracts/words/calendar';

export const calendar = {
  title: 'My dates',
  lead: 'What concerns you: needs you follow or take part in, calls, pilots, certificates, data grants, and until when something waits for you.',
  empty:
    'No date concerns you at the moment. Follow a need or take part in one, and its dates are listed here.',
  browse: 'See the needs',
  past: 'Past dates ({{count}})',
  today: 'Today',
  day_ends: 'until the end of the day',
  file: 'Add to calendar',
  file_says: 'Download the dates of this page (.ics) for a phone’s calendar, Outlook and others',
  kind: calendarKindEn,
  subscribe: 'Subscribe from your own calendar',
  subscribe_says:
    'An address of your own, which the calendar of a phone or Outlook reads from time to time; when a date moves, it moves there too. Nothing of anybody else is in it.',
  secret:
    'Copy it now; it is not shown again. Whoever has this address can read your dates: do not pass it on.',
  make: 'Make an address',
  renew: 'Make a new address',
  revoke: 'End the address',
  renew_says: 'The old address stops working at once; calendars that use it have to be given the new one.',
  revoke_says: 'Calendars that use the address are not updated any more.',
  made: 'Made {{when}}; read as somebody of {{organisation}}.',
  read: 'A calendar last read it {{when}}.',
  never_read: 'No calendar has read it yet.',
  none: 'There is none yet.',
  open_here: 'Open in this device’s calendar',
  how: 'How to add it',
  how_phone: 'iPhone and iPad',
  how_phone_says:
    'Settings → Calendar → Calendar Accounts → Add Account → Other → Add Subscribed Calendar, and paste the address. Or use “Open in this device’s calendar”.',
  how_outlook: 'Outlook',
  how_outlook_says:
    'Calendar → Add calendar → From Internet (“Subscribe from web” on the web), and paste the address.',
  how_wecom: 'WeCom and DingTalk',
  how_wecom_says:
    'Subscribe in the phone’s own calendar first; then, in the calendar settings of WeCom or DingTalk, turn on showing the phone’s calendars. Menus differ a little between versions.',
  how_reach:
    'Calendars in the cloud, such as Outlook on the web, read the address from their own servers. Where the lab is on an intranet they cannot reach it: use a calendar on a phone or a computer that can.',
} as const;
