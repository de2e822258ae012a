import type { Same } from '@scenario-lab/contracts/words/same';
import type { notices as zh } from '../zh/notices.js';

export const notices: Same<typeof zh> = {
  title: 'Notices',
  lead: 'What became true and concerns you and your organisation, newest first; times to the minute, kept for 180 days.',
  choose: 'Choose how you are told',
  kind: 'Kind',
  every_kind: 'All kinds',
  unread: 'unread',
  unread_only: 'Unread only',
  read_all: 'Mark all as read ({{count}})',
  empty: 'No notices yet. What becomes of your cards, tests, engagements and pilots is told here.',
  none_such: 'No notices like that.',
  see_all: 'See all notices',
  gone: 'This notice is no longer among the latest, or belongs to another of your organisations.',
  kinds: {
    decision: 'Reviews and grants',
    processing: 'Inspection and sealing',
    run: 'Tests and review',
    engagement: 'Engagements',
    field: 'Pilots and replication',
    certificate: 'Certificates',
    matches: 'New matches',
    followed: 'Followed',
    desk: 'The lab’s desk',
  },
  choice: 'Notices',
  shown: 'Shown here',
  mailed: 'Sent by mail',
  pace: 'How often by mail',
  paces: {
    soon: 'Soon (those of a few minutes in one mail)',
    daily: 'One mail a day',
    never: 'No mail',
  },
  quiet_from: 'Quiet from',
  quiet_until: 'Quiet until',
  quiet_says:
    'Hours of the lab’s time zone. What comes within them is sent together at their end; the same hour twice means no quiet hours.',
  language: 'Language of mail',
  saved: 'Saved.',
  no_mail: 'This lab sends no mail; notices are shown here only.',
  proof: {
    title: 'Confirm your address',
    needed: '{{email}} is not confirmed yet and gets no mail.',
    send: 'Send a confirmation mail',
    sent: 'A mail is on its way to {{email}}; open its link within two days.',
    confirm: 'This address is mine',
    done: '{{email}} is confirmed.',
    bad_link:
      'The link was used, is too old or incomplete. Signed in, you can have another one sent from the account page.',
  },
};
