import { urlOf } from '@scenario-lab/contracts/call';
import {
  addDocument,
  confirmDocument,
  downloadDocument,
  type PilotDocument,
} from '@scenario-lab/contracts/pilot-plan';
import { useId, useState } from 'react';
import { client, useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { FileUpload } from '../../components/file-upload.js';
import { Icon } from '../../components/icon.js';
import { Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ToneTag } from '../../components/status-tag.js';
import { TextInput } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

interface DocumentsPanelProps {
  pilotId: string;
  documents: readonly PilotDocument[];
  may: boolean;
}

/** Papers both sides hold to: permits, insurance, tolerance notes. Confirmed under the digest one has seen. */
export function DocumentsPanel({ pilotId, documents, may }: DocumentsPanelProps) {
  const { t } = useWords();
  const confirming = useDeed(confirmDocument);
  return (
    <Panel title={t('plan.documents')}>
      <div className="sl-stack">
        <p className="sl-muted sl-small">{t('plan.documents_says')}</p>
        {documents.length === 0 ? <p className="sl-muted">{t('plan.no_documents')}</p> : null}
        <ul className="sl-plain sl-stack">
          {documents.map((one) => (
            <li key={one.id} className="sl-stack sl-tight">
              <Paper pilotId={pilotId} document={one} />
              {one.mayConfirm ? (
                <div>
                  <Button
                    small
                    pending={confirming.isPending}
                    onClick={() =>
                      confirming.mutate({
                        params: { id: pilotId, documentId: one.id },
                        body: { sha256: one.sha256 },
                      })
                    }
                  >
                    {t('plan.confirm')}
                  </Button>
                </div>
              ) : null}
            </li>
          ))}
        </ul>
        <ProblemAlert error={confirming.error} />
        {may ? <AddDocument pilotId={pilotId} /> : null}
      </div>
    </Panel>
  );
}

function Paper({ pilotId, document }: { pilotId: string; document: PilotDocument }) {
  const { t } = useWords();
  const { day, bytes } = useFormats();
  const { vendor, department } = document.confirmed;
  const params = { id: pilotId, documentId: document.id };
  return (
    <>
      <p className="sl-row">
        <strong>{document.name}</strong>
        <ToneTag tone={vendor && department ? 'pass' : 'waiting'}>
          {t(vendor && department ? 'plan.both' : 'plan.one_side')}
        </ToneTag>
        <a href={client.baseUrl + urlOf(downloadDocument, { params })} download>
          <Icon name="download" /> {document.fileName} ({bytes(document.bytes)})
        </a>
      </p>
      <p className="sl-muted sl-small">
        <OrganisationName of={document.organisation} /> · {document.by} · {day(document.at)}
      </p>
      <p className="sl-muted sl-small">
        {(['department', 'vendor'] as const)
          .map((side) => {
            const said = document.confirmed[side];
            const name = t(`acceptance.owner.${side}`);
            return said
              ? t('plan.confirmed_by', { side: name, name: said.by, day: day(said.at) })
              : t('plan.not_confirmed', { side: name });
          })
          .join(' · ')}
      </p>
      <code className="sl-small" style={{ overflowWrap: 'anywhere' }}>
        SHA-256 {document.sha256}
      </code>
    </>
  );
}

function AddDocument({ pilotId }: { pilotId: string }) {
  const { t } = useWords();
  const field = useId();
  const [name, setName] = useKept(`pilot-document.${pilotId}`, '');
  const [uploadId, setUploadId] = useState<string | null>(null);
  /** A new key empties the field of the file. */
  const [round, setRound] = useState(0);
  const adding = useDeed(addDocument, {
    onSuccess: () => {
      setName('');
      setUploadId(null);
      setRound(round + 1);
    },
  });
  return (
    <details>
      <summary>{t('plan.add_document')}</summary>
      <div className="sl-stack sl-tight">
        <div>
          <label htmlFor={field}>{t('plan.document_name')}</label>
          <TextInput
            id={field}
            value={name}
            maxLength={200}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <FileUpload
          key={round}
          purpose="file"
          hint={t('plan.document_file')}
          onChange={(upload) => setUploadId(upload?.id ?? null)}
        />
        <ProblemAlert error={adding.error} />
        <p>
          <Button
            disabled={name.trim() === '' || uploadId === null}
            pending={adding.isPending}
            onClick={() =>
              uploadId && adding.mutate({ params: { id: pilotId }, body: { name: name.trim(), uploadId } })
            }
          >
            {t('plan.bring')}
          </Button>
        </p>
      </div>
    </details>
  );
}
