import { editionColumns } from '@scenario-lab/contracts/edition-columns';
import type { Edition } from '@scenario-lab/contracts/editions';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { Panel } from '../../components/object-page.js';
import { useWords } from '../../i18n/use-words.js';
import { useCells } from './edition-table.js';

/** What is new, what changed in which columns, and what is no longer in it, against the edition before. */
export function EditionDifference({ edition }: { edition: Edition }) {
  const { t, language } = useWords();
  const cell = useCells();
  const { difference, content, kind } = edition;
  if (!difference) return null;
  const names = new Map(content.entries.map(({ id, cells }) => [id, cell(cells.name)]));
  const heads = new Map(editionColumns[kind].map((column) => [column.id, column[language]]));
  const { added, changed, gone } = difference;
  const name = (id: string) => <a href={`#entry-${id}`}>{names.get(id)}</a>;
  return (
    <Panel
      title={t('editions.difference')}
      extra={
        <Link to={path.edition(difference.id)}>{t('editions.number', { number: difference.number })}</Link>
      }
    >
      {added.length + changed.length + gone.length === 0 ? (
        <p className="sl-muted">{t('editions.same')}</p>
      ) : (
        <dl className="sl-facts">
          {added.length > 0 ? (
            <Kind title={t('editions.added')}>
              {added.map((id) => (
                <li key={id}>{name(id)}</li>
              ))}
            </Kind>
          ) : null}
          {changed.length > 0 ? (
            <Kind title={t('editions.changed')}>
              {changed.map(({ id, columns }) => (
                <li key={id}>
                  {name(id)}{' '}
                  <span className="sl-muted">
                    {columns.map((column) => heads.get(column) ?? column).join(' · ')}
                  </span>
                </li>
              ))}
            </Kind>
          ) : null}
          {gone.length > 0 ? (
            <Kind title={t('editions.gone')}>
              {gone.map((entry) => (
                <li key={entry.id}>{cell(entry.name)}</li>
              ))}
            </Kind>
          ) : null}
        </dl>
      )}
    </Panel>
  );
}

function Kind({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div style={{ display: 'contents' }}>
      <dt>{title}</dt>
      <dd>
        <ul className="sl-plain">{children}</ul>
      </dd>
    </div>
  );
}
