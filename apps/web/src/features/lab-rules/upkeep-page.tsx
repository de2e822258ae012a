import './lab-rules.css';
import {
  editRetention,
  fixedRetentions,
  keptForGood,
  type RetentionDays,
  readUpkeep,
  retained,
  retentions,
} from '@scenario-lab/contracts/lab-rules';
import type { FormEvent } from 'react';
import { useDeed, useRow } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { NumberInput } from '../../components/choice-input.js';
import { keep } from '../../components/kept.js';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { ToneTag } from '../../components/status-tag.js';
import { useKept } from '../../components/use-kept.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';
import { BackupsPanel } from './backups-panel.js';
import type { Upkeep } from './upkeep.js';

type Saving = ReturnType<typeof useDeed<typeof editRetention>>;

/** Copies first, since nothing else brings the lab back; then what is stored, then what is kept how long. */
export function UpkeepPage() {
  const { t } = useWords();
  useTitle(t('lab_rules.upkeep.title'));
  const { data, error, isPending } = useRow(readUpkeep, {});
  // Above the table, which begins anew with what was saved: that it was saved is said all the same.
  const saving = useDeed(editRetention, { onSuccess: () => keep('retention', null) });
  return (
    <div className="sl-stack">
      <header>
        <h1>{t('lab_rules.upkeep.title')}</h1>
        <p className="sl-muted">{t('lab_rules.upkeep.lead')}</p>
      </header>
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data ? (
        <>
          <BackupsPanel upkeep={data} />
          <StoragePanel storage={data.storage} />
          <RetentionPanel key={JSON.stringify(data.retention)} upkeep={data} saving={saving} />
        </>
      ) : null}
    </div>
  );
}

function StoragePanel({ storage: { databaseBytes, files, disk } }: Pick<Upkeep, 'storage'>) {
  const { t } = useWords();
  const { bytes, count } = useFormats();
  const short = disk !== null && disk.free < disk.mark * 2;
  return (
    <Panel
      title={t('lab_rules.upkeep.storage')}
      extra={
        disk ? (
          <ToneTag tone={short ? 'fail' : 'pass'}>
            {t(short ? 'lab_rules.upkeep.disk_short' : 'lab_rules.upkeep.disk_enough')}
          </ToneTag>
        ) : null
      }
    >
      <div className="sl-stack sl-tight">
        <p>
          {disk
            ? t('lab_rules.upkeep.disk_says', {
                free: bytes(disk.free),
                total: bytes(disk.total),
                mark: bytes(disk.mark),
              })
            : t('lab_rules.upkeep.disk_unknown')}
        </p>
        <div className="sl-scroll" ref={reachable}>
          <table className="sl-table">
            <thead>
              <tr>
                <th scope="col">{t('lab_rules.upkeep.what')}</th>
                <th scope="col" className="sl-number">
                  {t('lab_rules.upkeep.count')}
                </th>
                <th scope="col" className="sl-number">
                  {t('lab_rules.upkeep.size')}
                </th>
              </tr>
            </thead>
            <tbody>
              <tr>
                <td>{t('lab_rules.upkeep.database')}</td>
                <td className="sl-number">–</td>
                <td className="sl-number">{bytes(databaseBytes)}</td>
              </tr>
              {files.map((file) => (
                <tr key={file.kind}>
                  <td>{wordFor('lab_rules.files', file.kind)}</td>
                  <td className="sl-number">{count(file.count)}</td>
                  <td className="sl-number">{bytes(file.bytes)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p className="sl-muted sl-small">{t('lab_rules.upkeep.storage_says')}</p>
      </div>
    </Panel>
  );
}

function RetentionPanel({ upkeep, saving }: { upkeep: Upkeep; saving: Saving }) {
  const { t } = useWords();
  const changes = upkeep.allowed.includes('lab.edit_retention');
  const [said, setSaid] = useKept<Record<string, number | null>>('retention', upkeep.retention);
  const saved = saving.isSuccess && retained.every((kind) => said[kind] === upkeep.retention[kind]);
  const bad = retained.some((kind) => {
    const days = said[kind];
    const { least, most } = retentions[kind];
    return typeof days !== 'number' || !Number.isInteger(days) || days < least || days > most;
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate({ body: said as RetentionDays });
  };
  const days = (value: number) => t('lab_rules.upkeep.days', { count: value });
  return (
    <Panel title={t('lab_rules.upkeep.retention')}>
      <form className="sl-stack sl-tight" onSubmit={send}>
        <p className="sl-muted sl-small">{t('lab_rules.upkeep.retention_says')}</p>
        <div className="sl-scroll" ref={reachable}>
          <table className="sl-table">
            <thead>
              <tr>
                <th scope="col">{t('lab_rules.upkeep.what')}</th>
                <th scope="col">{t('lab_rules.upkeep.kept')}</th>
                <th scope="col">{t('lab_rules.upkeep.bounds')}</th>
              </tr>
            </thead>
            <tbody>
              {retained.map((kind) => {
                const { usual, least, most } = retentions[kind];
                return (
                  <tr key={kind}>
                    <td>{wordFor('lab_rules.kept', kind)}</td>
                    <td className="lab-rules-days">
                      {changes ? (
                        <NumberInput
                          min={least}
                          max={most}
                          aria-label={wordFor('lab_rules.kept', kind)}
                          value={said[kind] ?? null}
                          onChange={(value) => setSaid({ ...said, [kind]: value })}
                        />
                      ) : (
                        days(upkeep.retention[kind])
                      )}
                    </td>
                    <td>{t('lab_rules.upkeep.between', { least, most, usual })}</td>
                  </tr>
                );
              })}
              {Object.entries(fixedRetentions).map(([kind, value]) => (
                <tr key={kind}>
                  <td>{wordFor('lab_rules.kept', kind)}</td>
                  <td>{days(value)}</td>
                  <td className="sl-muted">{t('lab_rules.upkeep.fixed')}</td>
                </tr>
              ))}
              {keptForGood.map((kind) => (
                <tr key={kind}>
                  <td>{wordFor('lab_rules.kept', kind)}</td>
                  <td>{t('lab_rules.upkeep.for_good')}</td>
                  <td className="sl-muted">{t('lab_rules.upkeep.for_good_says')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <ProblemAlert error={saving.error} />
        {changes ? (
          <p className="sl-row">
            <Button submit tone="primary" pending={saving.isPending} disabled={bad}>
              {t('common.save')}
            </Button>
            {bad ? <span className="lab-rules-bad">{t('lab_rules.upkeep.bad')}</span> : null}
            {saved ? <span role="status">{t('lab_rules.saved')}</span> : null}
          </p>
        ) : null}
      </form>
    </Panel>
  );
}
