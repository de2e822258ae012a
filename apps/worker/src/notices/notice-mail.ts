import type { Text } from '@scenario-lab/contracts/common';
import { fill, mailWords } from '@scenario-lab/contracts/words/mail';
import { eventIn, type Language, textIn } from './say-notice.js';

export interface MailedNotice {
  id: string;
  event: string;
  title: Text;
  at: Date;
}

/** Lines of a mail at most; the rest is counted. */
const most = 50;

/** `2026-11-29 15:04` in the lab's zone. */
function minuteIn(zone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: zone });
  return parts.format(at);
}

/** Subject and plain text of one mail for `notices`, newest last. Links lead to the notice, which opens its thing. */
export function noticeMail(
  language: Language,
  about: { lab: Text; publicUrl: string; timeZone: string },
  notices: readonly MailedNotice[],
): { subject: string; text: string } {
  const words = mailWords[language];
  const lab = textIn(language, about.lab);
  const [first] = notices;
  if (!first) throw new RangeError('a mail about nothing');
  const subject =
    notices.length === 1
      ? fill(words.subjectOne, {
          lab,
          title: textIn(language, first.title),
          event: eventIn(language, first.event),
        })
      : fill(words.subjectMany, { lab, count: notices.length });
  const told = notices
    .slice(0, most)
    .map((one) =>
      [
        `${minuteIn(about.timeZone, one.at)} (${about.timeZone})`,
        `${textIn(language, one.title)} — ${eventIn(language, one.event)}`,
        `${about.publicUrl}/notices/${one.id}`,
      ].join('\n'),
    );
  const rest = notices.length - most;
  return {
    subject,
    text: [
      ...told,
      ...(rest > 0 ? [`${fill(words.more, { count: rest })} ${about.publicUrl}/notices`] : []),
      `${fill(words.why, { lab })} ${about.publicUrl}/account`,
    ].join('\n\n'),
  };
}
