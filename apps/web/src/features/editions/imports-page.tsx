import { createImport, listImports } from '@scenario-lab/contracts/list-imports';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useDeed } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { Button } from '../../components/button.js';
import { CataloguePage } from '../../components/catalogue-page.js';
import { Dialog } from '../../components/dialog.js';
import { FileUpload } from '../../components/file-upload.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ResultRow } from '../../components/result-row.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** Lists that came as files, newest first. */
export function ImportsPage() {
  const { t } = useWords();
  const { count, ago } = useFormats();
  const here = useMe();
  const bring = here.may('list_import.create') ? <BringFile /> : null;
  return (
    <CataloguePage
      title={t('editions.imports.title')}
      lead={t('editions.imports.lead')}
      row={listImports}
      noSearch
      action={bring}
      empty={{ text: t('editions.imports.empty'), action: bring }}
      keyOf={(one) => one.id}
      item={(one) => (
        <ResultRow
          to={path.listImport(one.id)}
          title={one.fileName}
          tags={<span className="sl-chip">{t(`editions.imports.state.${one.state}`)}</span>}
          text={null}
          meta={<span>{ago(one.createdAt)}</span>}
          figures={[
            [t('editions.imports.lines'), count(one.rows)],
            [t('editions.imports.imported'), count(one.imported)],
          ]}
        />
      )}
    />
  );
}

function BringFile() {
  const { t } = useWords();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const [uploadId, setUploadId] = useState<string | null>(null);
  const creating = useDeed(createImport, { onSuccess: ({ id }) => navigate(path.listImport(id)) });
  return (
    <>
      <Button tone="primary" onClick={() => setOpen(true)}>
        {t('editions.imports.bring')}
      </Button>
      {open ? (
        <Dialog
          title={t('editions.imports.bring')}
          okText={t('editions.imports.read')}
          okDisabled={!uploadId}
          pending={creating.isPending}
          onOk={() => uploadId && creating.mutate({ body: { uploadId } })}
          onCancel={() => setOpen(false)}
        >
          <div className="sl-stack">
            <p>{t('editions.imports.bring_says')}</p>
            <FileUpload
              purpose="file"
              accept=".xlsx,.csv,.json"
              hint={t('editions.imports.hint')}
              onChange={(upload) => setUploadId(upload?.id ?? null)}
            />
            <ProblemAlert error={creating.error} />
          </div>
        </Dialog>
      ) : null}
    </>
  );
}
