import type { readInbox } from '@scenario-lab/contracts/lab';
import type { Answer } from '@scenario-lab/contracts/route';
import { pageOf, path } from '../app/paths.js';
import { knowsWord, useWords, wordFor } from '../i18n/use-words.js';
import { DeskRow } from './desk-row.js';
import { TextView } from './text-view.js';

type Item = Answer<typeof readInbox>[number];

const ofRoom = new Set([
  'engagement.keep_room',
  'engagement.confirm_record',
  'engagement.agree_talk',
  'engagement.hand_over',
]);

/** A review is done at the desk, everything else on the thing's own page. */
export const placeOf = (item: Pick<Item, 'thing' | 'id' | 'page' | 'waitsFor'>) => {
  // Whose roles wait for an answer stands with the lab's own members.
  if (item.waitsFor === 'organisation.agree' || item.waitsFor === 'organisation.answer_joining')
    return path.organisation();
  if (item.waitsFor === 'organisation.decide_mail_domain') return path.labMailDomains();
  if (item.waitsFor === 'pilot.decide_change') return path.pilotPlan(item.page);
  if (ofRoom.has(item.waitsFor)) return path.room(item.page);
  if (item.waitsFor === 'pilot.settle') return path.pilotAcceptance(item.page);
  return item.thing === 'run' && item.waitsFor.startsWith('review.')
    ? path.reviews({ id: item.id })
    : (pageOf(item.thing, item.page) ?? path.inbox());
};

export const deedWord = (deed: string) =>
  knowsWord('inbox.deed', deed) ? wordFor('inbox.deed', deed) : wordFor('deed', `${deed}.label`);

/** What is due first stands first; what has no day of its own counts from when it began to wait. */
export const byDue = (items: readonly Item[]): Item[] =>
  [...items].sort((a, b) => (a.due ?? a.since).localeCompare(b.due ?? b.since));

/** What waits for somebody, a line each. */
export function InboxLines({ items }: { items: readonly Item[] }) {
  const { t } = useWords();
  return (
    <ul className="catalogue-rows sl-plain">
      {items.map((item) => (
        <li key={`${item.thing}:${item.id}:${item.waitsFor}`}>
          <DeskRow
            to={placeOf(item)}
            title={<TextView text={item.title} />}
            tags={<span className="sl-chip">{t(`inbox.thing.${item.thing}`)}</span>}
            text={t('inbox.waits_for', { deed: deedWord(item.waitsFor) })}
            since={item.since}
            due={item.due}
            open={t('inbox.open')}
          />
        </li>
      ))}
    </ul>
  );
}
