import type { BehindRow, behindKinds } from '@scenario-lab/contracts/cockpit';
import { Link } from 'react-router';
import { pageOf } from '../../app/paths.js';
import { reachable } from '../../components/reachable.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

type Of = (typeof behindKinds)[number] | 'events';

/** What a number is made of, a line each. */
export function BehindRows({ rows, of }: { rows: readonly BehindRow[]; of: Of }) {
  const { t } = useWords();
  const { figure, instant } = useFormats();
  return (
    <div className="sl-scroll" ref={reachable}>
      <table className="sl-table">
        <thead>
          <tr>
            <th scope="col">{t('cockpit.behind_what')}</th>
            <th scope="col">{t('cockpit.behind_who')}</th>
            <th scope="col">{t('cockpit.behind_how')}</th>
            <th scope="col">{t('cockpit.behind_when')}</th>
            <th scope="col" className="sl-number">
              {t('cockpit.behind_days')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const page = pageOf(row.thing, row.page);
            return (
              <tr key={`${row.id} ${row.at} ${row.note}`}>
                <td>
                  {page ? (
                    <Link to={page}>
                      <TextView text={row.title} />
                    </Link>
                  ) : (
                    <TextView text={row.title} />
                  )}
                </td>
                <td>{row.organisation ? <TextView text={row.organisation.name} /> : '–'}</td>
                <td>
                  {row.note ? noteOf(row.thing, of, row.note) : '–'}
                  {row.result ? `${t('common.colon')}${t(`cockpit.result.${row.result}`)}` : null}
                </td>
                <td>{instant(row.at)}</td>
                <td className="sl-number">{row.days === null ? '–' : figure(row.days)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Codes of the rollups in words: a status, a kind of use, an event, what a department was asked for. */
function noteOf(thing: string, of: Of, note: string): string {
  if (of === 'today' || of === 'events') return wordFor('event', note);
  if (of === 'data_uses') return wordFor('cockpit.use', note);
  if (of === 'response' || of === 'decision' || of === 'conversion') return wordFor('cockpit.asked', note);
  return wordFor(`status.${thing}`, note);
}
