import { readReport } from '@scenario-lab/contracts/certificates';
import { predicateOf } from '@scenario-lab/contracts/statement';
import { Link, useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { Facts, ObjectPage, Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { VerdictTag } from '../../components/status-tag.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { Downloads } from './downloads.js';
import { StatementView } from './statement-view.js';

/** The signed account of a run, in the best edition the reader may see. */
export function ReportPage() {
  const { id = '' } = useParams();
  const { t } = useWords();
  const { instant } = useFormats();
  const { me } = useMe();
  const { data, error, isPending } = useRow(readReport, { params: { id } });
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  const report = predicateOf(data.statement);
  const name = report
    ? `${t('certificates.report.title')} · ${t('runs.name', { number: report.run.number })}`
    : t('certificates.report.title');
  const run = <Link to={path.run(data.runId)}>{t('certificates.report.run')}</Link>;
  return (
    <ObjectPage
      title={name}
      name={name}
      back={
        data.certificate
          ? { to: path.certificate(data.certificate), label: data.certificate }
          : { to: path.certificates(), label: t('certificates.title') }
      }
      status={report ? <VerdictTag verdict={report.overall} big /> : null}
      lead={<span>{t(`certificates.report.editions.${data.edition}`)}</span>}
      aside={
        <>
          {data.editions.map((edition) => (
            <Panel key={edition} title={t(`certificates.report.editions.${edition}`)}>
              <Downloads reportId={data.id} edition={edition} />
            </Panel>
          ))}
          <Panel title={t('common.facts_only')}>
            <Facts
              facts={[
                [t('certificates.report.issued'), instant(data.issuedAt)],
                [t('certificates.key'), <code key="key">{data.keyId}</code>],
                me ? [t('certificates.report.run'), run] : null,
              ]}
            />
          </Panel>
        </>
      }
    >
      <StatementView statement={data.statement} />
    </ObjectPage>
  );
}
