import type { Text } from '@scenario-lab/contracts/common';
import { calendarKindEn, calendarKindZh, calendarSays } from '@scenario-lab/contracts/words/calendar';
import { fill } from '@scenario-lab/contracts/words/mail';
import ical, { ICalEventTransparency } from 'ical-generator';
import type { Dated } from './dated.js';

export interface CalendarAbout {
  lab: Text;
  /** Of the lab's site, without a slash at its end. */
  base: string;
  timeZone: string;
  language: 'zh' | 'en';
  /** The thing's title, where it is the file of one thing. */
  of?: Text;
}

const kinds = { zh: calendarKindZh, en: calendarKindEn };
const textIn = (language: 'zh' | 'en', text: Text) =>
  oneLine((language === 'zh' ? (text.zh ?? text.en) : (text.en ?? text.zh)) ?? '');

/** Titles are people's words: what ends a line, or has no place in a text file, would end it in calendars too. */
const oneLine = (text: string) =>
  text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/[\ud800-\udfff\ufffe\uffff]/gu, '')
    .trim();

/** The web's page of a date. */
function pageOf(base: string, { thing, thingId, page, kind }: Dated): string {
  const at = encodeURIComponent(page);
  const pages: Partial<Record<Dated['thing'], string>> = {
    scenario: kind === 'meeting' ? `/scenarios/${at}/meetings` : `/scenarios/${at}`,
    engagement: `/engagements/${at}/room`,
    call: `/calls/${at}`,
    pilot: `/pilots/${at}`,
    camp: `/camps/${at}`,
    certificate: `/certificates/${at}`,
    dataset: `/datasets/${encodeURIComponent(thingId)}`,
  };
  return base + (kind === 'task' ? '/inbox' : (pages[thing] ?? '/workbench'));
}

/**
 * RFC 5545. Escaping and folding are the library's. Days are days; moments are written in UTC and said in the lab's zone,
 * so that no calendar has to know that zone. Without METHOD, DTSTAMP is when the date was last changed: the same
 * question gets the same bytes, and a calendar that has them already is told so.
 */
export function calendarFile(dates: readonly Dated[], about: CalendarAbout): string {
  const { base, language, timeZone } = about;
  const says = calendarSays[language];
  const lab = textIn(language, about.lab);
  const moment = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone });
  const calendar = ical({
    name: about.of
      ? fill(says.one, { lab, title: textIn(language, about.of) })
      : fill(says.calendar, { lab }),
    prodId: { company: 'Scenario Lab', product: 'Dates', language: language === 'zh' ? 'ZH' : 'EN' },
    ttl: 3_600,
  });
  calendar.x('X-WR-TIMEZONE', timeZone);
  const host = new URL(base).host;
  for (const date of dates) {
    const kind = kinds[language][date.kind];
    const title = textIn(language, date.title);
    const page = pageOf(base, date);
    const start = new Date(date.at ?? `${date.day}T00:00:00Z`);
    const when = date.at
      ? fill(says.moment, { moment: moment.format(start), zone: timeZone })
      : fill(says.day, { day: date.day ?? '', zone: timeZone });
    calendar.createEvent({
      id: `${date.key}@${host}`,
      sequence: date.changes,
      stamp: date.changedAt,
      lastModified: date.changedAt,
      start,
      end: date.minutes && date.at ? new Date(start.getTime() + date.minutes * 60_000) : null,
      allDay: date.at === null,
      summary: date.part
        ? fill(says.part, { kind, title, part: textIn(language, date.part) })
        : fill(says.summary, { kind, title }),
      description: `${when}\n${fill(says.see, { page })}`,
      url: page,
      categories: [{ name: kind }],
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return calendar.toString();
}
