import './media.css';
import {
  addSolutionMedium,
  type MediumKind,
  mediaAtMost,
  mediumKinds,
  mediumLimits,
  readSolutionMedium,
  type SolutionMedium,
} from '@scenario-lab/contracts/solution-media';
import { useEffect, useState } from 'react';
import { useDeed, useRow } from '../../app/api.js';
import { BilingualInput } from '../../components/bilingual-field.js';
import { Button } from '../../components/button.js';
import { FileUpload } from '../../components/file-upload.js';
import { Form } from '../../components/form.js';
import { mediumFile } from '../../components/medium-file.js';
import { Notice } from '../../components/notice.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

/** One of the card's media as it is written: the kind is told by the file once it has been opened. */
export interface WrittenMedium {
  id: string;
  kind: MediumKind | null;
  alt: { zh?: string; en?: string };
}

/** Pictures, papers and films of a card, in the order they are shown. */
export function MediaField() {
  const { t } = useWords();
  return (
    <>
      <h2>{t('solutions.media.title')}</h2>
      <Form.Item name="media">
        <MediaInput />
      </Form.Item>
    </>
  );
}

interface MediaInputProps {
  value?: readonly WrittenMedium[];
  onChange?: (media: WrittenMedium[]) => void;
}

function MediaInput({ value = [], onChange }: MediaInputProps) {
  const { t } = useWords();
  const { bytes } = useFormats();
  /** A new key empties the field of the file. */
  const [round, setRound] = useState(0);
  const adding = useDeed(addSolutionMedium, {
    onSuccess: ({ id }) => {
      onChange?.([...value, { id, kind: null, alt: {} }]);
      setRound(round + 1);
    },
  });
  const change = (at: number, medium: WrittenMedium) =>
    onChange?.(value.map((one, index) => (index === at ? medium : one)));
  const move = (from: number, to: number) => {
    const media = [...value];
    media.splice(to, 0, ...media.splice(from, 1));
    onChange?.(media);
  };
  return (
    <div className="sl-stack sl-tight">
      <p className="sl-muted">
        {t('solutions.media.help', {
          picture: bytes(mediumLimits.pictureBytes),
          pdf: bytes(mediumLimits.documentBytes),
          video: bytes(mediumLimits.videoBytes),
          minutes: mediumLimits.videoSeconds / 60,
        })}
      </p>
      {value.map((medium, at) => (
        <MediumLine
          key={medium.id}
          medium={medium}
          number={at + 1}
          onChange={(next) => change(at, next)}
          onUp={at > 0 ? () => move(at, at - 1) : undefined}
          onDown={at < value.length - 1 ? () => move(at, at + 1) : undefined}
          onRemove={() => onChange?.(value.filter((_, index) => index !== at))}
        />
      ))}
      {value.length < mediaAtMost.all ? (
        <FileUpload
          key={round}
          purpose="file"
          accept=".png,.jpg,.jpeg,.webp,.pdf,.mp4"
          hint={t('solutions.media.hint', mediaAtMost)}
          onChange={(upload) => upload && adding.mutate({ body: { uploadId: upload.id } })}
        />
      ) : (
        <p className="sl-muted">{t('solutions.media.full', { all: mediaAtMost.all })}</p>
      )}
      <ProblemAlert error={adding.error} />
    </div>
  );
}

interface MediumLineProps {
  medium: WrittenMedium;
  number: number;
  onChange: (medium: WrittenMedium) => void;
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
  onRemove: () => void;
}

function MediumLine({ medium, number, onChange, onUp, onDown, onRemove }: MediumLineProps) {
  const { t } = useWords();
  const { bytes } = useFormats();
  const known = medium.kind !== null;
  const { data, error } = useRow(
    readSolutionMedium,
    { params: { id: medium.id } },
    known ? {} : { refetchInterval: 1_500 },
  );
  useEffect(() => {
    if (!known && data?.kind) onChange({ ...medium, kind: data.kind });
  });
  const name = data?.fileName ?? '';
  // It will not be shown: there is nothing to be said of it, only to take it away.
  const refused = data?.state === 'refused';
  const label = t('solutions.media.alt', { number, name });
  return (
    <fieldset className="media-line" aria-label={label}>
      <div className="media-line-shown" aria-live="polite">
        {medium.kind === 'picture' ? (
          <img src={mediumFile(medium.id, 'small')} alt={medium.alt.zh ?? name} />
        ) : (
          (data && wordFor('solutions.media.kind', data.kind ?? data.state)) || t('common.loading')
        )}
      </div>
      <div className="sl-stack sl-tight">
        <p className="sl-row">
          <strong style={{ overflowWrap: 'anywhere' }}>{name}</strong>
          {data?.bytes ? <span className="sl-muted sl-small">{bytes(data.bytes)}</span> : null}
          {data?.width && data.height ? (
            <span className="sl-muted sl-small">
              {data.width} × {data.height}
            </span>
          ) : null}
        </p>
        <ProblemAlert error={error} />
        {refused ? <Refused medium={data} /> : null}
        {refused ? null : (
          <>
            <BilingualInput
              id={`medium-${medium.id}`}
              value={medium.alt}
              maxLength={200}
              onChange={(alt) => onChange({ ...medium, alt: { zh: alt.zh ?? '', en: alt.en ?? '' } })}
            />
            <label className="sl-muted sl-small" htmlFor={`medium-${medium.id}`}>
              {t('solutions.media.alt_help')}
            </label>
          </>
        )}
        <div className="media-line-deeds">
          <Button small disabled={!onUp} onClick={() => onUp?.()}>
            {t('solutions.media.up')}
          </Button>
          <Button small disabled={!onDown} onClick={() => onDown?.()}>
            {t('solutions.media.down')}
          </Button>
          <Button small onClick={onRemove}>
            {t('common.remove')}
          </Button>
        </div>
      </div>
    </fieldset>
  );
}

function Refused({ medium }: { medium: SolutionMedium }) {
  const { t } = useWords();
  const code = medium.problem?.code ?? 'not_readable';
  return (
    <Notice tone="warn">
      <p>{wordFor('solutions.media.problem', code)}</p>
      <p>{t('solutions.media.take_other')}</p>
    </Notice>
  );
}

/** What goes along with the card: the sort of a file nobody has opened yet is not known, and the contract says so. */
export const mediaOf = (media: readonly WrittenMedium[]) =>
  media.map(({ id, kind, alt }) => ({
    id,
    kind: mediumKinds.find((one) => one === kind),
    alt: { zh: alt.zh ?? '', en: alt.en ?? '' },
  }));
