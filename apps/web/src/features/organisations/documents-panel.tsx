import {
  addDocument,
  type DocumentKind,
  documentKinds,
  documentsAtMost,
  listDocuments,
  type OrganisationDocument,
  removeDocument,
} from '@scenario-lab/contracts/documents';
import { useId, useState } from 'react';
import { useDeed, useRow } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { SelectInput } from '../../components/choice-input.js';
import { Dialog } from '../../components/dialog.js';
import { FileUpload } from '../../components/file-upload.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** Papers to be verified by: for the organisation's owners to hand in, for the lab's admins to read. */
export function DocumentsPanel({ id, keeps }: { id: string; keeps: boolean }) {
  const { t } = useWords();
  const { data, error } = useRow(listDocuments, { params: { id } });
  return (
    <Panel title={t('organisations.documents.title')}>
      <div className="sl-stack sl-tight" id="documents">
        {keeps ? <p className="sl-muted sl-small">{t('organisations.documents.says')}</p> : null}
        <ProblemAlert error={error} />
        {data?.length === 0 ? <p className="sl-muted">{t('organisations.documents.none')}</p> : null}
        {data && data.length > 0 ? (
          <ul className="sl-plain sl-stack sl-tight">
            {data.map((document) => (
              <li key={document.id}>
                <DocumentLine organisationId={id} document={document} keeps={keeps} />
              </li>
            ))}
          </ul>
        ) : null}
        {keeps && data && data.length < documentsAtMost ? <AddDocument id={id} /> : null}
      </div>
    </Panel>
  );
}

function DocumentLine(props: { organisationId: string; document: OrganisationDocument; keeps: boolean }) {
  const { organisationId, document, keeps } = props;
  const { t } = useWords();
  const { bytes, day } = useFormats();
  const [asking, setAsking] = useState(false);
  const removing = useDeed(removeDocument, { onSuccess: () => setAsking(false) });
  return (
    <div className="sl-row sl-spread">
      <span>
        <a href={`/api/organisations/${organisationId}/documents/${document.id}`} download>
          {document.fileName}
        </a>{' '}
        <span className="sl-chip">{t(`organisations.documents.kind.${document.kind}`)}</span>
        <span className="sl-muted sl-small">
          {' '}
          {bytes(document.bytes)} · {document.by} · {day(document.at)}
        </span>
      </span>
      {keeps ? (
        <Button small tone="danger" onClick={() => setAsking(true)}>
          {t('organisations.documents.remove')}
        </Button>
      ) : null}
      {asking ? (
        <Dialog
          title={t('organisations.documents.remove')}
          okText={t('organisations.documents.remove')}
          danger
          pending={removing.isPending}
          onOk={() => removing.mutate({ params: { id: organisationId, documentId: document.id } })}
          onCancel={() => setAsking(false)}
        >
          <div className="sl-stack">
            <p>{t('organisations.documents.remove_says', { name: document.fileName })}</p>
            <ProblemAlert error={removing.error} />
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}

function AddDocument({ id }: { id: string }) {
  const { t } = useWords();
  const field = useId();
  const [kind, setKind] = useState<DocumentKind>('licence');
  const [uploadId, setUploadId] = useState<string | null>(null);
  /** A new key empties the field of the file. */
  const [round, setRound] = useState(0);
  const adding = useDeed(addDocument, {
    onSuccess: () => {
      setUploadId(null);
      setRound(round + 1);
    },
  });
  return (
    <div className="sl-stack sl-tight">
      <div>
        <label htmlFor={field}>{t('organisations.documents.which')}</label>
        <SelectInput
          id={field}
          value={kind}
          onChange={(value) => setKind(documentKinds.find((one) => one === value) ?? 'other')}
          options={documentKinds.map((value) => ({
            value,
            label: t(`organisations.documents.kind.${value}`),
          }))}
        />
      </div>
      <FileUpload
        key={round}
        purpose="file"
        accept=".pdf,.png,.jpg,.jpeg"
        hint={t('organisations.documents.hint')}
        onChange={(upload) => setUploadId(upload?.id ?? null)}
      />
      <ProblemAlert error={adding.error} />
      <div>
        <Button
          disabled={uploadId === null}
          pending={adding.isPending}
          onClick={() => uploadId && adding.mutate({ params: { id }, body: { uploadId, kind } })}
        >
          {t('organisations.documents.add')}
        </Button>
      </div>
    </div>
  );
}
