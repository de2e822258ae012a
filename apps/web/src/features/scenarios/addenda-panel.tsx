import type { Addendum, AddendumChange } from '@scenario-lab/contracts/scenarios';
import type { About } from '@scenario-lab/contracts/words/criterion-words';
import type { ReactNode } from 'react';
import { CriterionView } from '../../components/criteria-view.js';
import { Panel } from '../../components/object-page.js';
import { ProseView } from '../../components/prose-view.js';
import { reachable } from '../../components/reachable.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** What was added to the need since it was published, in order; nothing above it was rewritten in silence. */
export function AddendaPanel({ addenda, about }: { addenda: readonly Addendum[]; about: About }) {
  const { t } = useWords();
  const { instant } = useFormats();
  if (addenda.length === 0) return null;
  return (
    <Panel title={t('scenarios.addenda.title')}>
      <ol className="sl-plain sl-stack">
        {addenda.map((one) => (
          <li key={one.number} className="sl-stack sl-tight">
            <h3>
              {t('scenarios.addenda.number', { number: one.number })}{' '}
              <span className="sl-muted sl-small">{instant(one.at)}</span>
            </h3>
            <ProseView text={one.text} />
            {one.changes.length > 0 ? <Changes changes={one.changes} about={about} /> : null}
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Changes({ changes, about }: { changes: readonly AddendumChange[]; about: About }) {
  const { t } = useWords();
  const told = useSides(about);
  return (
    <div className="sl-scroll" ref={reachable}>
      <table className="sl-table">
        <thead>
          <tr>
            <th scope="col">{t('scenarios.addenda.what')}</th>
            <th scope="col">{t('scenarios.addenda.before')}</th>
            <th scope="col">{t('scenarios.addenda.after')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => {
            const [before, after] = told(change);
            const of = change.field === 'criterion' ? (change.after?.id ?? change.before?.id) : '';
            return (
              <tr key={`${change.field} ${of}`}>
                <td style={{ whiteSpace: 'nowrap' }}>{t(`scenarios.addenda.field.${change.field}`)}</td>
                <td>{before}</td>
                <td>{after}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Both sides of a change as readers write them. */
function useSides(about: About): (change: AddendumChange) => [before: ReactNode, after: ReactNode] {
  const { t } = useWords();
  const { money, day } = useFormats();
  return (change) => {
    const none = t('common.not_stated');
    if (change.field === 'budget') {
      const side = (value: number | null) => (value === null ? none : money(value));
      return [side(change.before), side(change.after)];
    }
    if (change.field === 'criterion') {
      const side = (value: typeof change.before, absent: string) =>
        value ? (
          <>
            <CriterionView criterion={value} about={about} />{' '}
            <span className="sl-chip">{t(value.must ? 'common.must' : 'common.nice')}</span>
          </>
        ) : (
          absent
        );
      return [
        side(change.before, t('scenarios.addenda.came')),
        side(change.after, t('scenarios.addenda.went')),
      ];
    }
    const side = (value: string | null) => (value === null ? none : day(value));
    return [side(change.before), side(change.after)];
  };
}
