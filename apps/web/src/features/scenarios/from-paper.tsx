import {
  addNeedPaper,
  draftOfPaper,
  type NeedPaper,
  type PaperField,
  paperFields,
  paperLimits,
  readNeedPaper,
} from '@scenario-lab/contracts/need-papers';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useDeed, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { CheckInput } from '../../components/choice-input.js';
import { FileUpload } from '../../components/file-upload.js';
import { Notice } from '../../components/notice.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';
import { FoundAt, useFoundValue } from './paper-parts.js';

/** A need that an office has written already, as Word or PDF: found in there, looked at, made a draft. */
export function FromPaper() {
  const { t } = useWords();
  const { bytes } = useFormats();
  const [params, setParams] = useSearchParams();
  const id = params.get('paper');
  const adding = useDeed(addNeedPaper, {
    onSuccess: (paper) => setParams({ paper: paper.id }, { replace: true }),
  });
  return (
    <section className="sl-stack sl-tight">
      <h2>{t('need_papers.title')}</h2>
      <p className="sl-muted">{t('need_papers.lead')}</p>
      {id ? (
        <Paper id={id} onOther={() => setParams({}, { replace: true })} />
      ) : (
        <FileUpload
          purpose="file"
          accept=".docx,.pdf"
          hint={t('need_papers.hint', { size: bytes(paperLimits.bytes), pages: paperLimits.pages })}
          onChange={(upload) => upload && adding.mutate({ body: { uploadId: upload.id } })}
        />
      )}
      <ProblemAlert error={adding.error} />
    </section>
  );
}

function Paper({ id, onOther }: { id: string; onOther: () => void }) {
  const { t } = useWords();
  const [waiting, setWaiting] = useState(true);
  const { data, error } = useRow(
    readNeedPaper,
    { params: { id } },
    waiting ? { refetchInterval: 1_500 } : {},
  );
  const reading = !data || data.state === 'reading';
  if (waiting !== reading && !error) setWaiting(reading);
  if (error)
    return (
      <>
        <ProblemAlert error={error} />
        <p>
          <Button onClick={onOther}>{t('need_papers.other')}</Button>
        </p>
      </>
    );
  if (reading)
    return (
      <p aria-live="polite" className="sl-muted">
        {t('need_papers.reading', { name: data?.fileName ?? '' })}
      </p>
    );
  return (
    <div className="sl-stack sl-tight" aria-live="polite">
      <p className="sl-row">
        <strong style={{ overflowWrap: 'anywhere' }}>{data.fileName}</strong>
        <Button small onClick={onOther}>
          {t('need_papers.other')}
        </Button>
      </p>
      {data.state === 'refused' ? (
        <Notice tone="warn">
          <p>{wordFor('need_papers.problem', data.problem?.code ?? 'not_readable')}</p>
        </Notice>
      ) : (
        <Findings paper={data} />
      )}
    </div>
  );
}

function Findings({ paper }: { paper: NeedPaper }) {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const shownAs = useFoundValue();
  const [leave, setLeave] = useState<readonly PaperField[]>([]);
  const making = useDeed(draftOfPaper, {
    onSuccess: ({ id }) => navigate(path.editScenario(id), { replace: true }),
  });
  const found = paperFields.filter((field) => paper.parts.some((part) => part.field === field));
  const missing = paperFields.filter((field) => !found.includes(field));
  const names = (fields: readonly PaperField[]) =>
    fields.map((field) => t(`need_papers.field.${field}`)).join(language === 'zh' ? '、' : ', ');
  if (found.length === 0)
    return (
      <Notice tone="warn">
        <p>{t('need_papers.nothing')}</p>
      </Notice>
    );
  return (
    <>
      <p>{t('need_papers.look')}</p>
      {paper.department ? (
        <p className="sl-muted">{t('need_papers.department', { name: paper.department })}</p>
      ) : null}
      <ul className="found-parts">
        {found.map((field) => (
          <li key={field}>
            {field === 'title' ? (
              <strong>{t('need_papers.field.title')}</strong>
            ) : (
              <CheckInput
                label={t(`need_papers.field.${field}`)}
                checked={!leave.includes(field)}
                onChange={(taken) =>
                  setLeave(taken ? leave.filter((one) => one !== field) : [...leave, field])
                }
              />
            )}
            <div className="sl-stack sl-tight">
              {paper.parts
                .filter((part) => part.field === field)
                .map((part) => (
                  <div key={`${part.page} ${part.paragraph} ${part.value}`}>
                    <p className="found-value">{shownAs(part)}</p>
                    <FoundAt part={part} paper={paper} />
                  </div>
                ))}
            </div>
          </li>
        ))}
      </ul>
      {missing.length > 0 ? (
        <p className="sl-muted">{t('need_papers.missing', { names: names(missing) })}</p>
      ) : null}
      <ProblemAlert error={making.error} />
      <p>
        <Button
          tone="primary"
          pending={making.isPending}
          onClick={() => making.mutate({ params: { id: paper.id }, body: { leave: [...leave] } })}
        >
          {t('need_papers.make')}
        </Button>
      </p>
    </>
  );
}
