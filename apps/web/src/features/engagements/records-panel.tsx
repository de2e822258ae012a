import { urlOf } from '@scenario-lab/contracts/call';
import {
  addRecord,
  confirmRecord,
  downloadRecord,
  type RecordKind,
  type RoomRecord,
  recordKinds,
  takeBackRecord,
} from '@scenario-lab/contracts/rooms';
import { useId, useState } from 'react';
import { client, useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { SelectInput } from '../../components/choice-input.js';
import { FileUpload } from '../../components/file-upload.js';
import { Icon } from '../../components/icon.js';
import { Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ToneTag } from '../../components/status-tag.js';
import { TextArea, TextInput } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { RoomLines } from './room-lines.js';

interface RecordsPanelProps {
  id: string;
  records: readonly RoomRecord[];
  may: boolean;
}

/** What both sides have on record, in the order it came. */
export function RecordsPanel({ id, records, may }: RecordsPanelProps) {
  const { t } = useWords();
  return (
    <Panel title={t('room.records')}>
      <div className="sl-stack">
        {records.length === 0 ? <p className="sl-muted">{t('room.no_records')}</p> : null}
        <RoomLines of={records}>{(record) => <OnRecord id={id} record={record} />}</RoomLines>
        {may ? <AddRecord id={id} /> : null}
      </div>
    </Panel>
  );
}

function OnRecord({ id, record }: { id: string; record: RoomRecord }) {
  const { t } = useWords();
  const { day, bytes } = useFormats();
  const confirming = useDeed(confirmRecord);
  const taking = useDeed(takeBackRecord);
  const params = { id, recordId: record.id };
  const both = record.confirmed.vendor && record.confirmed.department;
  return (
    <div className="sl-stack sl-tight">
      <p className="sl-row">
        <span className="sl-chip">{t(`room.kind.${record.kind}`)}</span>
        <strong className="engagement-words">{record.text}</strong>
        {record.takenBack ? (
          <ToneTag tone="waiting">{t('room.taken_back_tag')}</ToneTag>
        ) : record.kind === 'file' ? null : (
          <ToneTag tone={both ? 'pass' : 'waiting'}>{t(both ? 'room.both' : 'room.one_side')}</ToneTag>
        )}
      </p>
      {record.file && !record.takenBack ? (
        <p>
          <a className="room-file" href={client.baseUrl + urlOf(downloadRecord, { params })} download>
            <Icon name="download" /> {record.file.name} ({bytes(record.file.bytes)})
          </a>
        </p>
      ) : null}
      <p className="sl-muted sl-small">
        <OrganisationName of={record.organisation} /> · {record.by} · {day(record.at)}
      </p>
      {record.takenBack ? (
        <p className="sl-muted sl-small">
          {t('room.taken_back', { name: record.takenBack.by, day: day(record.takenBack.at) })}
        </p>
      ) : record.kind === 'file' ? null : (
        <p className="sl-muted sl-small">
          {(['department', 'vendor'] as const)
            .map((side) => {
              const said = record.confirmed[side];
              const name = t(`room.side.${side}`);
              return said
                ? t('plan.confirmed_by', { side: name, name: said.by, day: day(said.at) })
                : t('plan.not_confirmed', { side: name });
            })
            .join(' · ')}
        </p>
      )}
      <code className="sl-small engagement-digest">SHA-256 {record.sha256}</code>
      {record.may.length > 0 ? (
        <div className="sl-row unprinted">
          {record.may.includes('confirm') ? (
            <Button
              small
              pending={confirming.isPending}
              onClick={() => confirming.mutate({ params, body: { sha256: record.sha256 } })}
            >
              {t('room.confirm')}
            </Button>
          ) : null}
          {record.may.includes('take_back') ? (
            <Button small pending={taking.isPending} onClick={() => taking.mutate({ params, body: {} })}>
              {t('room.take_back')}
            </Button>
          ) : null}
        </div>
      ) : null}
      <ProblemAlert error={confirming.error ?? taking.error} />
    </div>
  );
}

function AddRecord({ id }: { id: string }) {
  const { t } = useWords();
  const field = useId();
  const empty: { kind: RecordKind; text: string } = { kind: 'file', text: '' };
  const [said, say] = useKept(`room-record.${id}`, empty);
  const [uploadId, setUploadId] = useState<string | null>(null);
  /** A new key empties the field of the file. */
  const [round, setRound] = useState(0);
  const adding = useDeed(addRecord, {
    onSuccess: () => {
      say({ ...said, text: '' });
      setUploadId(null);
      setRound(round + 1);
    },
  });
  const words = said.kind === 'decision';
  const ready = said.text.trim() !== '' && (words || uploadId !== null);
  return (
    <details>
      <summary>{t('room.add_record')}</summary>
      <form
        className="sl-stack sl-tight"
        onSubmit={(event) => {
          event.preventDefault();
          if (!ready || adding.isPending) return;
          adding.mutate({
            params: { id },
            body: { kind: said.kind, text: said.text.trim(), uploadId: words ? null : uploadId },
          });
        }}
      >
        <div>
          <label htmlFor={`${field}-kind`}>{t('room.kind_label')}</label>
          <SelectInput
            id={`${field}-kind`}
            value={said.kind}
            options={recordKinds.map((kind) => ({ value: kind, label: t(`room.kind.${kind}`) }))}
            onChange={(kind) => say({ ...said, kind: recordKinds.find((one) => one === kind) ?? 'file' })}
          />
          <p className="sl-muted sl-small">{t(`room.kind_says.${said.kind}`)}</p>
        </div>
        <div>
          <label htmlFor={`${field}-text`}>{t(`room.text.${said.kind}`)}</label>
          {words ? (
            <TextArea
              id={`${field}-text`}
              rows={3}
              maxLength={2_000}
              value={said.text}
              onChange={(event) => say({ ...said, text: event.target.value })}
            />
          ) : (
            <TextInput
              id={`${field}-text`}
              maxLength={200}
              value={said.text}
              onChange={(event) => say({ ...said, text: event.target.value })}
            />
          )}
        </div>
        {words ? null : (
          <FileUpload
            key={round}
            purpose="file"
            hint={t(said.kind === 'agreement' ? 'room.agreement_file' : 'room.file')}
            onChange={(upload) => setUploadId(upload?.id ?? null)}
          />
        )}
        <ProblemAlert error={adding.error} />
        <p>
          <Button submit pending={adding.isPending} disabled={!ready}>
            {t('room.add')}
          </Button>
        </p>
      </form>
    </details>
  );
}
