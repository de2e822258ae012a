import { urlOf } from '@scenario-lab/contracts/call';
import { type DataUse, exportDataUses, listDataUses, useKinds } from '@scenario-lab/contracts/data-uses';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import { client, usePages } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { SelectInput } from '../../components/choice-input.js';
import { Icon } from '../../components/icon.js';
import { Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { TextInput } from '../../components/text-input.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** Who took or used what of the data, and what for: for their owner and the lab. */
export function UsesPanel({ datasetId }: { datasetId: string }) {
  const { t } = useWords();
  const { count } = useFormats();
  const ids = { kind: useId(), from: useId(), until: useId() };
  const [kind, setKind] = useState<string | null>(null);
  const [days, setDays] = useState({ from: '', until: '' });
  const params = { id: datasetId };
  const filter = { kind: kind ?? undefined, from: days.from || undefined, until: days.until || undefined };
  const pages = usePages(listDataUses, { ...filter, limit: '20' }, params);
  const items = (pages.data?.pages ?? []).flatMap((page) => page.items);
  const day = (which: 'from' | 'until') => (
    <span className="sl-row">
      <label htmlFor={ids[which]}>{t(`datasets.uses.${which}`)}</label>
      <TextInput
        id={ids[which]}
        type="date"
        value={days[which]}
        onChange={(event) => setDays({ ...days, [which]: event.target.value })}
      />
    </span>
  );
  return (
    <Panel title={t('datasets.uses.title')}>
      <div className="sl-stack">
        <p className="sl-muted">{t('datasets.uses.lead')}</p>
        <div className="sl-row sl-spread">
          <span className="sl-row">
            <span className="sl-row">
              <label htmlFor={ids.kind}>{t('datasets.uses.kind')}</label>
              <SelectInput
                id={ids.kind}
                value={kind}
                onChange={setKind}
                none={t('common.all')}
                options={useKinds.map((value) => ({ value, label: t(`datasets.uses.kinds.${value}`) }))}
              />
            </span>
            {day('from')}
            {day('until')}
          </span>
          <a
            href={
              client.baseUrl + urlOf(exportDataUses, { params, query: filter as { kind?: DataUse['kind'] } })
            }
            download
          >
            <Icon name="download" /> {t('datasets.uses.export')}
          </a>
        </div>
        <ProblemAlert error={pages.error} />
        {pages.data && items.length === 0 ? <p className="sl-muted">{t('datasets.uses.none')}</p> : null}
        {items.length > 0 ? (
          <>
            <div className="sl-scroll" ref={reachable}>
              <table className="sl-table" aria-label={t('datasets.uses.title')}>
                <thead>
                  <tr>
                    <th scope="col">{t('datasets.uses.at')}</th>
                    <th scope="col">{t('datasets.uses.who')}</th>
                    <th scope="col">{t('datasets.uses.what')}</th>
                    <th scope="col">{t('datasets.purpose_short')}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((use) => (
                    <Line key={use.id} use={use} />
                  ))}
                </tbody>
              </table>
            </div>
            <p className="sl-row">
              {pages.hasNextPage ? (
                <Button pending={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                  {t('common.more')}
                </Button>
              ) : null}
              <span className="sl-muted">
                {t('datasets.uses.total', { total: count(pages.data?.pages[0]?.total ?? 0) })}
              </span>
            </p>
          </>
        ) : null}
      </div>
    </Panel>
  );
}

function Line({ use }: { use: DataUse }) {
  const { t } = useWords();
  const { instant, count } = useFormats();
  const what = [
    t('datasets.version', { label: use.version }),
    use.format ? use.format.toUpperCase() : null,
    use.rows === null ? null : t('datasets.uses.rows', { rows: count(use.rows) }),
  ].filter((part) => part !== null);
  return (
    <tr>
      <td>{instant(use.at)}</td>
      <td>
        <OrganisationName of={use.organisation} />
      </td>
      <td>
        {t(`datasets.uses.kinds.${use.kind}`)} · {what.join(' · ')}
        {use.run ? (
          <>
            {' · '}
            <Link to={path.run(use.run.id)}>{t(`taxonomy.split.${use.run.split}`)}</Link>
          </>
        ) : null}
        {use.job ? (
          <>
            {' · '}
            <Link to={path.dataJob(use.job.id)}>{use.job.title}</Link>
          </>
        ) : null}
      </td>
      <td>{use.purpose ?? <span className="sl-muted">{t('datasets.uses.no_purpose')}</span>}</td>
    </tr>
  );
}
