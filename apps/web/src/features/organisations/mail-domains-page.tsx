import { decideMailDomain, listMailDomains } from '@scenario-lab/contracts/joining';
import type { Answer } from '@scenario-lab/contracts/route';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import { useDeed, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Notice } from '../../components/notice.js';
import { Facts, Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea } from '../../components/text-input.js';
import { TextView } from '../../components/text-view.js';
import { useKept } from '../../components/use-kept.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

type Row = Answer<typeof listMailDomains>[number];

/** Mail domains for the lab's admin: what waits for the lab's word, with what speaks for it, and what it confirmed. */
export function MailDomainsPage() {
  const { t } = useWords();
  useTitle(t('joining.lab.title'));
  const { data, error, isPending } = useRow(listMailDomains, {});
  const groups = [
    ['asked', data?.filter(({ state }) => state === 'asked') ?? []],
    ['confirmed', data?.filter(({ state }) => state === 'confirmed') ?? []],
  ] as const;
  return (
    <div className="sl-stack">
      <h1>{t('joining.lab.title')}</h1>
      <p className="sl-muted sl-reading">{t('joining.lab.says')}</p>
      <p>
        <Link to={path.labOrganisations()}>{t('organisations.title')}</Link>
      </p>
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data
        ? groups.map(([state, rows]) => (
            <Panel key={state} title={t(`joining.lab.${state}`, { count: rows.length })}>
              {rows.length === 0 ? <p className="sl-muted">{t(`joining.lab.no_${state}`)}</p> : null}
              <ul className="sl-plain sl-stack">
                {rows.map((row) => (
                  <li key={row.id}>
                    <DomainCase row={row} />
                  </li>
                ))}
              </ul>
            </Panel>
          ))
        : null}
    </div>
  );
}

function DomainCase({ row }: { row: Row }) {
  const { t } = useWords();
  const { day, text } = useFormats();
  const field = useId();
  const { evidence, organisation } = row;
  const params = { id: organisation.id, domainId: row.id };
  const [refusing, setRefusing] = useState(false);
  const [reason, setReason] = useKept(`mail-domain-word.${row.id}`, '');
  const deciding = useDeed(decideMailDomain, {
    onSuccess: () => {
      setRefusing(false);
      setReason('');
    },
  });
  const asked = row.state === 'asked';
  const no = t(asked ? 'joining.lab.refuse' : 'joining.lab.revoke');
  return (
    <div className="sl-stack sl-tight">
      <p className="sl-row">
        <strong>
          <code>@{row.domain}</code>
        </strong>
        <Link to={path.shownOrganisation(organisation.id)}>
          <TextView text={organisation.name} />
        </Link>
      </p>
      <Facts
        facts={[
          [t('joining.lab.by'), `${row.by} · ${day(row.at)}`],
          [t('joining.lab.proof'), row.proof],
          [
            t('joining.lab.asker'),
            t(evidence.askerThere ? 'joining.lab.asker_there' : 'joining.lab.asker_elsewhere'),
          ],
          [
            t('joining.lab.addresses'),
            t('joining.lab.counted', { members: evidence.members, others: evidence.others }),
          ],
          [t('joining.how'), t(`joining.way.${row.way}`)],
        ]}
      />
      {evidence.heldBy && asked ? (
        <Notice tone="warn">{t('joining.lab.held', { name: text(evidence.heldBy.name) })}</Notice>
      ) : null}
      <ProblemAlert error={refusing ? null : deciding.error} />
      <div className="sl-row">
        {asked ? (
          <Button
            tone="primary"
            pending={deciding.isPending}
            onClick={() => deciding.mutate({ params, body: { confirmed: true } })}
          >
            {t('joining.lab.confirm')}
          </Button>
        ) : null}
        <Button tone={asked ? 'default' : 'danger'} onClick={() => setRefusing(true)}>
          {no}
        </Button>
      </div>
      {refusing ? (
        <Dialog
          title={no}
          okText={no}
          danger
          pending={deciding.isPending}
          onOk={() =>
            deciding.mutate({ params, body: { confirmed: false, reason: reason.trim() || undefined } })
          }
          onCancel={() => setRefusing(false)}
        >
          <div className="sl-stack">
            <p>{t(asked ? 'joining.lab.refuse_says' : 'joining.lab.revoke_says')}</p>
            {asked ? null : <p>{t('joining.lab.revoke_ends', { members: evidence.joined })}</p>}
            <div>
              <label htmlFor={field}>{t('joining.lab.reason')}</label>
              <TextArea
                id={field}
                value={reason}
                maxLength={2_000}
                onChange={(event) => setReason(event.target.value)}
              />
            </div>
            <ProblemAlert error={deciding.error} />
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}
