import { addSolutionMedium, readSolutionMedium } from '@scenario-lab/contracts/solution-media';
import { useEffect, useState } from 'react';
import { useDeed, useRow } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { DayInput } from '../../components/choice-input.js';
import { FileUpload } from '../../components/file-upload.js';
import { Form } from '../../components/form.js';
import type { ControlProps } from '../../components/form-places.js';
import { mediumFile } from '../../components/medium-file.js';
import { Notice } from '../../components/notice.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextInput } from '../../components/text-input.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

export interface WrittenQualification {
  name?: string;
  certificateNo?: string;
  issuer?: string;
  expires?: string | null;
  documentId?: string | null;
}

/** What goes along with the card: what is left empty is not said. */
export const qualificationsOf = (lines: readonly WrittenQualification[]) =>
  lines.map(({ name, certificateNo, issuer, expires, documentId }) => ({
    name,
    certificateNo: certificateNo?.trim() || undefined,
    issuer: issuer?.trim() || undefined,
    expires: expires || null,
    documentId: documentId ?? undefined,
  }));

/** Each qualification with its number, who issued it, until when, and the document the lab looks at. */
export function Qualifications() {
  const { t } = useWords();
  return (
    <Form.Item
      told="qualifications"
      label={t('solutions.qualifications')}
      extra={t('solutions.qualifications_help')}
    >
      <Form.List name="qualifications">
        {(lines, { add, remove }) => (
          <div className="form-lines">
            {lines.map(({ key, name }) => (
              <div key={key} className="form-line">
                <Form.Item name={[name, 'name']} label={t('field.name')} required>
                  <TextInput maxLength={200} />
                </Form.Item>
                <Form.Item name={[name, 'certificateNo']} label={t('field.certificateNo')}>
                  <TextInput maxLength={100} />
                </Form.Item>
                <Form.Item name={[name, 'issuer']} label={t('field.issuer')}>
                  <TextInput maxLength={200} />
                </Form.Item>
                <Form.Item name={[name, 'expires']} label={t('field.expires')}>
                  <DayInput />
                </Form.Item>
                <Form.Item name={[name, 'documentId']} label={t('field.documentId')}>
                  <DocumentInput />
                </Form.Item>
                <div>
                  <Button small onClick={() => remove(name)}>
                    {t('common.remove')}
                  </Button>
                </div>
              </div>
            ))}
            <div>
              <Button onClick={() => add({ expires: null })}>{t('solutions.add_qualification')}</Button>
            </div>
          </div>
        )}
      </Form.List>
    </Form.Item>
  );
}

interface DocumentInputProps extends ControlProps {
  value?: string | null;
  onChange?: (id: string | null) => void;
}

/** A picture or paper by the same door as the card's media: opened in the sandbox before anybody sees it. */
export function DocumentInput({ value, onChange, ...told }: DocumentInputProps) {
  const { t } = useWords();
  const adding = useDeed(addSolutionMedium, { onSuccess: ({ id }) => onChange?.(id) });
  if (value) return <Held id={value} onRemove={() => onChange?.(null)} />;
  return (
    <>
      <FileUpload
        {...told}
        purpose="file"
        accept=".png,.jpg,.jpeg,.webp,.pdf"
        hint={t('solutions.document_hint')}
        onChange={(upload) => upload && adding.mutate({ body: { uploadId: upload.id } })}
      />
      <ProblemAlert error={adding.error} />
    </>
  );
}

function Held({ id, onRemove }: { id: string; onRemove: () => void }) {
  const { t } = useWords();
  const [opened, setOpened] = useState(false);
  const { data, error } = useRow(
    readSolutionMedium,
    { params: { id } },
    opened ? {} : { refetchInterval: 1_500 },
  );
  const state = data?.state;
  useEffect(() => setOpened(state !== undefined && state !== 'reading'), [state]);
  return (
    <div className="sl-stack sl-tight">
      <p className="sl-row">
        {data?.state === 'ready' ? (
          <a href={mediumFile(id, 'full')}>{data.fileName}</a>
        ) : (
          <span>{data?.fileName ?? t('common.loading')}</span>
        )}
        {data && data.state !== 'ready' ? (
          <span className="sl-muted sl-small">{wordFor('solutions.media.kind', data.state)}</span>
        ) : null}
        <Button small onClick={onRemove}>
          {t('solutions.take_document_away')}
        </Button>
      </p>
      {data?.state === 'refused' ? (
        <Notice tone="warn">
          {wordFor('solutions.media.problem', data.problem?.code ?? 'not_readable')}
        </Notice>
      ) : null}
      <ProblemAlert error={error} />
    </div>
  );
}
