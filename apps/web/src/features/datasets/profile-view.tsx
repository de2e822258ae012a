import type { ColumnEntry, DatasetVersion, Profile } from '@scenario-lab/contracts/datasets';
import { Histogram } from '../../components/histogram.js';
import { Icon } from '../../components/icon.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { shownUnit } from '../../i18n/shown-unit.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

type Column = Profile['columns'][number];

/** The profile drawn: one small picture per column. */
export function ProfileView(props: {
  profile: Profile;
  columns: readonly ColumnEntry[];
  counts: DatasetVersion['counts'];
}) {
  const { profile, columns, counts } = props;
  const { t } = useWords();
  const entries = new Map(columns.map((entry) => [entry.name, entry]));
  return (
    <section>
      <h3>{t('datasets.distributions')}</h3>
      <p className="sl-muted sl-small">{t(`datasets.counts.${counts}`)}</p>
      <div className="multiples">
        {profile.columns.map((column) => (
          <ColumnPicture key={column.name} column={column} entry={entries.get(column.name)} />
        ))}
      </div>
    </section>
  );
}

function ColumnPicture({ column, entry }: { column: Column; entry: ColumnEntry | undefined }) {
  const { t } = useWords();
  const { percent, count, figure, text } = useFormats();
  const most = Math.max(1, ...column.top.map((one) => one.count));
  const title = text(entry?.title);
  return (
    <div className="multiple">
      <h4>
        <code>{column.name}</code>
        {title ? (
          <span className="sl-muted">
            {' '}
            <TextView text={entry?.title} />
          </span>
        ) : null}
      </h4>
      {column.histogram.length > 0 ? (
        <Histogram bins={column.histogram} name={title || column.name} unit={shownUnit(entry?.unit)} />
      ) : null}
      {column.histogram.length === 0 && column.top.length > 0 ? (
        <ul className="tops sl-plain">
          {column.top.slice(0, 5).map((one) => (
            <li key={one.value}>
              <span className="tops-bar" style={{ width: `${(one.count / most) * 100}%` }} aria-hidden />
              <span>{one.value}</span>
              <span className="sl-muted">{count(one.count)}</span>
            </li>
          ))}
        </ul>
      ) : null}
      <p className="sl-muted sl-small">
        {[
          column.mean === null ? null : t('datasets.mean', { value: figure(column.mean) }),
          t('datasets.nulls', { share: percent(column.nulls / Math.max(1, column.count)) }),
          t('datasets.distinct', { shown: count(column.distinct) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {Object.entries(column.personal).map(([kind, cells]) => (
        <p key={kind} className="sl-small" style={{ color: 'var(--inconclusive)' }}>
          <Icon name="warning" />{' '}
          {t('datasets.personal_found', { kind: wordFor('taxonomy.personal', kind), cells: count(cells) })}
        </p>
      ))}
    </div>
  );
}
