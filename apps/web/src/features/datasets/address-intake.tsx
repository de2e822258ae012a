import type { DatasetVersion } from '@scenario-lab/contracts/datasets';
import { askFetch, cancelFetch, type Fetch, readFetch } from '@scenario-lab/contracts/fetches';
import { useEffect, useRef, useState } from 'react';
import { useDeed, useRow } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { type ControlProps, namesIn } from '../../components/form-places.js';
import { Notice } from '../../components/notice.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextInput } from '../../components/text-input.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { fetchedFile } from './fetched-file.js';
import type { Chosen } from './table-preview.js';

interface AddressIntakeProps extends ControlProps {
  datasetId: string;
  /** What the file is held against: where not one byte differs, it is not taken. */
  against: DatasetVersion | undefined;
  first: string;
  fetchId: string | null;
  onAsked: (fetch: string | null) => void;
  onUpload: () => void;
  onFetched: (upload: string, file: Chosen | null) => void;
}

/** A file fetched by the lab: its address, how far it is, what came of it. */
export function AddressIntake(props: AddressIntakeProps) {
  const { datasetId, against, first, fetchId, onAsked, onUpload, onFetched } = props;
  const { t } = useWords();
  const [address, setAddress] = useState(first);
  const asking = useDeed(askFetch, { onSuccess: ({ id }) => onAsked(id) });
  const ask = (from: string) =>
    asking.mutate({
      params: { id: datasetId },
      body: { address: from.trim(), versionId: against?.id ?? null },
    });
  if (fetchId !== null)
    return (
      <Under
        key={fetchId}
        id={fetchId}
        against={against}
        onOther={(from) => {
          setAddress(from);
          onAsked(null);
        }}
        onFetched={onFetched}
      />
    );
  return (
    <div className="upload-box">
      <span className="sl-row fetch-line">
        <TextInput
          {...namesIn(props)}
          id={props.id}
          type="url"
          inputMode="url"
          aria-label={t('fetches.address')}
          style={{ flex: '1 1 240px' }}
          placeholder="https://"
          maxLength={2_000}
          value={address}
          onChange={(event) => setAddress(event.target.value)}
          onKeyDown={(event) => {
            // The form around it is not to be sent by this.
            if (event.key !== 'Enter') return;
            event.preventDefault();
            if (address.trim() !== '') ask(address);
          }}
        />
        <Button pending={asking.isPending} disabled={address.trim() === ''} onClick={() => ask(address)}>
          {t('fetches.fetch')}
        </Button>
      </span>
      <ProblemAlert error={asking.error} />
      <p className="sl-muted sl-small">{t('fetches.help')}</p>
      {against ? (
        <p className="sl-muted sl-small">{t('fetches.again_help', { label: against.label })}</p>
      ) : null}
      <p>
        <Button tone="link" onClick={onUpload}>
          {t('fetches.by_upload')}
        </Button>
      </p>
    </div>
  );
}

const isUnderWay = (state: Fetch['state'] | undefined) => state === 'waiting' || state === 'fetching';

function Under(props: {
  id: string;
  against: DatasetVersion | undefined;
  onOther: (address: string) => void;
  onFetched: (upload: string, file: Chosen | null) => void;
}) {
  const { id, against, onOther, onFetched } = props;
  const { t } = useWords();
  const { bytes } = useFormats();
  const [ended, setEnded] = useState(false);
  const { data, error } = useRow(readFetch, { params: { id } }, ended ? {} : { refetchInterval: 1_000 });
  const stop = useDeed(cancelFetch);
  const [unseen, setUnseen] = useState(false);
  const taken = useRef(false);
  useEffect(() => {
    if (!data || isUnderWay(data.state)) return;
    setEnded(true);
    const { upload } = data;
    if (!upload || taken.current) return;
    taken.current = true;
    const look = async () => {
      const file = await fetchedFile(id, upload).catch(() => null);
      setUnseen(file === null);
      onFetched(upload.id, file);
    };
    void look();
  }, [data, id, onFetched]);
  if (!data) return <ProblemAlert error={error} />;
  const { state, received, expected, upload, problem } = data;
  const under = isUnderWay(state);
  const far =
    expected === null
      ? t('fetches.so_far', { received: bytes(received) })
      : t('fetches.of', { received: bytes(received), expected: bytes(expected) });
  return (
    <div className="upload-box">
      <p className="sl-row sl-spread">
        <strong style={{ overflowWrap: 'anywhere' }}>{upload?.fileName ?? data.address}</strong>
        {under ? (
          <Button small pending={stop.isPending} onClick={() => stop.mutate({ params: { id } })}>
            {t('fetches.stop')}
          </Button>
        ) : (
          <Button small onClick={() => onOther(data.address)}>
            {t(state === 'fetched' || state === 'unchanged' ? 'fetches.other' : 'fetches.fetch_again')}
          </Button>
        )}
      </p>
      <ProblemAlert error={stop.error} />
      {under ? (
        <>
          <progress
            aria-label={t('fetches.progress')}
            {...(expected ? { max: expected, value: received } : {})}
          />
          <p className="sl-muted sl-small" aria-live="polite">
            {state === 'waiting' ? t('fetches.waiting') : far}
          </p>
        </>
      ) : null}
      {upload ? (
        <>
          <p className="sl-muted sl-small">
            {bytes(upload.bytes)} · {t('fetches.fetched')}
          </p>
          <code className="upload-digest">SHA-256 {upload.sha256}</code>
          {unseen ? <Notice tone="warn">{t('fetches.no_look')}</Notice> : null}
        </>
      ) : null}
      {state === 'unchanged' ? (
        <Notice>{t('fetches.unchanged', { label: against?.label ?? '' })}</Notice>
      ) : null}
      {state === 'cancelled' ? <p className="sl-muted">{t('fetches.cancelled')}</p> : null}
      {problem ? (
        <Notice tone="warn">
          <strong>{t('fetches.failed')}</strong>
          <p>
            {t(`fetches.fault.${problem.fault}`, {
              code: problem.code ?? '',
              most: problem.most === null ? '' : bytes(problem.most),
            })}
          </p>
          {problem.host ? <p className="sl-small">{t('fetches.at_host', { host: problem.host })}</p> : null}
        </Notice>
      ) : null}
    </div>
  );
}
