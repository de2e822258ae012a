import { type Solution, seeQualification, unseeQualification } from '@scenario-lab/contracts/solutions';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { mediumFile } from '../../components/medium-file.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

type Line = Solution['qualifications'][number];

/** What the vendor is qualified by: until when, whether the lab has seen the document; the document for its owner and the lab. */
export function QualificationsPanel({ solution }: { solution: Solution }) {
  const { t } = useWords();
  if (solution.qualifications.length === 0) return null;
  const may = solution.allowed.includes('solution.see_qualification');
  return (
    <Panel title={t('solutions.qualifications')}>
      <ul className="sl-plain sl-stack sl-tight">
        {solution.qualifications.map((one) => (
          <li key={`${one.name} ${one.certificateNo ?? ''}`}>
            <Qualification line={one} />
            {may && one.documentId && one.seenAt === null ? (
              <SeeDeed id={solution.id} line={{ ...one, documentId: one.documentId }} />
            ) : null}
            {may && one.documentId && one.seenAt !== null ? (
              <DeedButtons
                allowed={solution.allowed}
                deeds={[
                  {
                    row: unseeQualification,
                    params: { id: solution.id },
                    body: { documentId: one.documentId, name: one.name },
                    field: 'reason',
                  },
                ]}
              />
            ) : null}
          </li>
        ))}
      </ul>
      <p className="sl-muted sl-small">{t('solutions.documents_say')}</p>
    </Panel>
  );
}

function Qualification({ line }: { line: Line }) {
  const { t } = useWords();
  const { day, instant } = useFormats();
  return (
    <div className="sl-row">
      <span>{line.name}</span>
      {line.certificateNo ? <span className="sl-muted">{line.certificateNo}</span> : null}
      {line.issuer ? <span className="sl-muted">{line.issuer}</span> : null}
      {line.expired ? (
        <span className="sl-chip" style={{ color: 'var(--fail)' }}>
          {t('solutions.expired_no_evidence')}
        </span>
      ) : (
        <span className="sl-muted">
          {line.expires === null
            ? t('solutions.no_expiry')
            : t('solutions.valid_until', { day: day(line.expires) })}
        </span>
      )}
      {line.documentId ? (
        <a href={mediumFile(line.documentId, 'full')}>{t('field.documentId')}</a>
      ) : line.documented ? (
        <span className="sl-muted sl-small">{t('solutions.documented')}</span>
      ) : (
        <span className="sl-muted sl-small">{t('solutions.not_documented')}</span>
      )}
      {line.seenAt && !line.expired ? (
        <span className="sl-chip">{t('solutions.seen_by_lab', { when: instant(line.seenAt) })}</span>
      ) : null}
    </div>
  );
}

function SeeDeed({ id, line }: { id: string; line: Line & { documentId: string } }) {
  const { t } = useWords();
  const seeing = useDeed(seeQualification);
  return (
    <>
      <Button
        small
        pending={seeing.isPending}
        aria-label={`${t('deed.solution.see_qualification.label')} ${line.name}`}
        onClick={() =>
          seeing.mutate({ params: { id }, body: { documentId: line.documentId, name: line.name } })
        }
      >
        {t('deed.solution.see_qualification.label')}
      </Button>
      <ProblemAlert error={seeing.error} />
    </>
  );
}
