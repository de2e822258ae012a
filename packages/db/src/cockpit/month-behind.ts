import { buyerRates, dataUseKinds } from '@scenario-lab/contracts/cockpit';
import type { Thing } from '@scenario-lab/contracts/lab';
import { stages } from '@scenario-lab/contracts/taxonomies';
import { noticeSubjects } from '../notices/notice-subjects.js';
import { factLines, runLines, stayLines, useLines } from './behind-lines.js';
import { type MonthFigure, monthEvents, monthUntil, withinMonth } from './month-figures.js';

const among = <T extends string>(all: readonly T[], slice: string | null): slice is T =>
  slice !== null && (all as readonly string[]).includes(slice);

/**
 * The lines one number of a month is made of, by the very conditions it is counted by; `$1` is the month. Null of a figure
 * without such a part. A share's lines are its facts, with what is left out of it told as that.
 */
export function monthBehind(
  figure: MonthFigure,
  slice: string | null,
): { lines: string; more: string[] } | null {
  const events = monthEvents[figure];
  if (events) return among(events, slice) ? { lines: eventLines(slice), more: [slice] } : null;
  switch (figure) {
    case 'month.runs':
    case 'month.cpu_hours':
      return slice === null ? { lines: runLines(withinMonth('t.ended_at')), more: [] } : null;
    case 'month.data_uses':
      return among(dataUseKinds, slice)
        ? { lines: useLines(`${withinMonth('u.at')} AND u.kind = $2`), more: [slice] }
        : null;
    case 'month.buyer':
      return among(buyerRates, slice)
        ? { lines: factLines(slice, withinMonth('least(done_at, due_at)')), more: [] }
        : null;
    default: {
      const held = {
        'month.entered': withinMonth('c.entered_at'),
        'month.here': `c.entered_at < ${monthUntil} AND (c.left_at IS NULL OR c.left_at >= ${monthUntil})`,
        'month.median_days': withinMonth('c.left_at'),
      }[figure as string];
      return held && among(stages, slice) ? { lines: stayLines('$2', held), more: [slice] } : null;
    }
  }
}

/** Of each event the thing it happened to, by the name its parties know it by. */
function eventLines(event: string): string {
  const thing = event.split('.')[0] as Thing;
  const subject = noticeSubjects[thing].replaceAll('$1', 'v.thing_id');
  return `SELECT v.id, v.thing, coalesce(n.page, v.thing_id::text) AS page, coalesce(n.title, '{}'::jsonb) AS title, NULL::jsonb AS organisation,
      v.at, NULL::float8 AS days, NULL::text AS result, v.event AS note
    FROM event v LEFT JOIN LATERAL (${subject}) n ON true WHERE v.event = $2 AND ${withinMonth('v.at')}`;
}
