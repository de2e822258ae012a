import './camps.css';
import { urlOf } from '@scenario-lab/contracts/call';
import { downloadTraining, downloadTrainingPdf, readTraining } from '@scenario-lab/contracts/camps';
import { Link, useParams } from 'react-router';
import { client, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Notice } from '../../components/notice.js';
import { Facts, ObjectPage, Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** A certificate of completion as everybody may check it: the whole name stands in the signed file alone. */
export function TrainingPage() {
  const { t } = useWords();
  const { day, text } = useFormats();
  const { number = '' } = useParams();
  const { data, error, isPending } = useRow(readTraining, { params: { number } });
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  const name = `${t('camps.certificate')} ${data.number}`;
  return (
    <ObjectPage
      title={name}
      name={name}
      back={{ to: path.camp(data.camp.id), label: text(data.camp.title) }}
      status={<StatusTag thing="trainee" status={data.status} />}
      lead={<OrganisationName of={data.organisation} />}
      aside={
        <Panel title={t('camps.check')}>
          <div className="sl-stack sl-tight">
            <p className="sl-muted sl-small">{t('camps.check_says')}</p>
            {data.file ? (
              <a
                className="sl-button"
                href={client.baseUrl + urlOf(downloadTraining, { params: { number: data.number } })}
                download
              >
                {t('camps.download')}
              </a>
            ) : null}
            {data.paper ? (
              <p className="camps-links">
                {(['zh', 'en'] as const).map((lang) => (
                  <a
                    key={lang}
                    href={
                      client.baseUrl +
                      urlOf(downloadTrainingPdf, { params: { number: data.number }, query: { lang } })
                    }
                    download
                  >
                    {t(`camps.paper_${lang}`)}
                  </a>
                ))}
              </p>
            ) : null}
            <p className="camps-links">
              <Link to={path.verify()}>{t('camps.verify')}</Link>
            </p>
          </div>
        </Panel>
      }
    >
      {data.status === 'revoked' ? (
        <Notice tone="warn">{t('camps.revoked_for', { reason: data.reason ?? '' })}</Notice>
      ) : null}
      <Panel title={t('common.facts_only')}>
        <Facts
          facts={[
            [t('camps.holder'), data.name],
            [
              t('camps.camp'),
              <Link key="camp" to={path.camp(data.camp.id)}>
                <TextView text={data.camp.title} />
              </Link>,
            ],
            [t('camps.issued'), day(data.issuedAt)],
            [t('camps.key'), <code key="key">{data.keyId}</code>],
            [t('camps.digest'), <code key="digest">{data.digest}</code>],
          ]}
        />
      </Panel>
    </ObjectPage>
  );
}
