import { urlOf } from '@scenario-lab/contracts/call';
import { useKinds } from '@scenario-lab/contracts/data-uses';
import { exportGrantUses, type Grant, type GrantUse, listGrantUses } from '@scenario-lab/contracts/grants';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import { client, usePages } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { DayInput, SelectInput } from '../../components/choice-input.js';
import { Icon } from '../../components/icon.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { useTermsWords } from './terms-words.js';

/** Every use of one contract, filtered and exported; both sides and the lab read the same. */
export function LedgerPanel({ grant }: { grant: Grant }) {
  const { t } = useWords();
  const { count } = useFormats();
  const { nameOf } = useTermsWords();
  const field = useId();
  const [kind, setKind] = useState<string | null>(null);
  const [terms, setTerms] = useState<string | null>(null);
  const [days, setDays] = useState<{ from: string | null; until: string | null }>({
    from: null,
    until: null,
  });
  const params = { id: grant.id };
  const filter = {
    kind: kind ?? undefined,
    terms: terms ?? undefined,
    from: days.from ?? undefined,
    until: days.until ?? undefined,
  };
  const pages = usePages(listGrantUses, { ...filter, limit: '20' }, params);
  const items = (pages.data?.pages ?? []).flatMap((page) => page.items);
  const agreed = grant.versions.filter(({ state }) => state === 'in_force' || state === 'replaced');
  const href =
    client.baseUrl + urlOf(exportGrantUses, { params, query: filter as Record<string, string | undefined> });
  return (
    <Panel title={t('grants.ledger')}>
      <div className="sl-stack">
        <p className="sl-muted">{t('grants.ledger_lead')}</p>
        <div className="sl-row sl-spread">
          <span className="sl-row">
            <span className="sl-row">
              <label htmlFor={`${field}-kind`}>{t('datasets.uses.kind')}</label>
              <SelectInput
                id={`${field}-kind`}
                value={kind}
                onChange={setKind}
                none={t('common.all')}
                options={useKinds.map((value) => ({ value, label: t(`datasets.uses.kinds.${value}`) }))}
              />
            </span>
            {agreed.length > 1 ? (
              <span className="sl-row">
                <label htmlFor={`${field}-terms`}>{t('grants.under')}</label>
                <SelectInput
                  id={`${field}-terms`}
                  value={terms}
                  onChange={setTerms}
                  none={t('common.all')}
                  options={agreed.map(({ number }) => ({ value: String(number), label: nameOf(number) }))}
                />
              </span>
            ) : null}
            {(['from', 'until'] as const).map((which) => (
              <span key={which} className="sl-row">
                <label htmlFor={`${field}-${which}`}>{t(`datasets.uses.${which}`)}</label>
                <DayInput
                  id={`${field}-${which}`}
                  value={days[which]}
                  onChange={(next) => setDays({ ...days, [which]: next })}
                />
              </span>
            ))}
          </span>
          <a href={href} download>
            <Icon name="download" /> {t('grants.export')}
          </a>
        </div>
        <ProblemAlert error={pages.error} />
        {pages.data && items.length === 0 ? <p className="sl-muted">{t('grants.ledger_none')}</p> : null}
        {items.length > 0 ? (
          <>
            <div className="sl-scroll" ref={reachable}>
              <table className="sl-table" aria-label={t('grants.ledger')}>
                <thead>
                  <tr>
                    <th scope="col">{t('datasets.uses.at')}</th>
                    <th scope="col">{t('datasets.uses.what')}</th>
                    <th scope="col">{t('grants.under')}</th>
                    <th scope="col">{t('datasets.purpose_short')}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((use) => (
                    <Line key={use.id} use={use} grant={grant} />
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

function Line({ use, grant }: { use: GrantUse; grant: Grant }) {
  const { t } = useWords();
  const { instant, count } = useFormats();
  const { nameOf } = useTermsWords();
  const what = [
    t('datasets.version', { label: use.version }),
    use.format ? use.format.toUpperCase() : null,
    use.rows === null ? null : t('datasets.uses.rows', { rows: count(use.rows) }),
  ].filter((part) => part !== null);
  return (
    <tr>
      <td>{instant(use.at)}</td>
      <td>
        {t(`datasets.uses.kinds.${use.kind}`)} · {what.join(' · ')}
        {use.job ? (
          <>
            {' · '}
            <Link to={path.dataJob(use.job.id)}>{use.job.title}</Link>
          </>
        ) : null}
        {use.run && grant.side === 'grantee' ? (
          <>
            {' · '}
            <Link to={path.run(use.run.id)}>{t('grants.kind.run')}</Link>
          </>
        ) : null}
      </td>
      <td>{use.terms === null ? '–' : nameOf(use.terms)}</td>
      <td>{use.purpose ?? '–'}</td>
    </tr>
  );
}
