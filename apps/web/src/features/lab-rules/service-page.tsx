import { readTexts } from '@scenario-lab/contracts/lab-rules';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe, useSession } from '../../app/session.js';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ProseView } from '../../components/prose-view.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** What the lab does for whom, and how it is reached: its own words. */
export function ServicePage() {
  const { t } = useWords();
  const { text } = useFormats();
  useTitle(t('lab_rules.service.title'));
  const { data: session } = useSession();
  const { may } = useMe();
  const { data, error, isPending } = useRow(readTexts, {});
  const name = text(session?.lab.name) || t('shell.lab');
  return (
    <div className="sl-stack">
      <header>
        <h1>{t('lab_rules.service.title')}</h1>
        <p className="sl-muted">{name}</p>
        {may('lab.edit_texts') ? (
          <p>
            <Link to={path.labTexts()}>{t('lab_rules.texts.title')}</Link>
          </p>
        ) : null}
      </header>
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton /> : null}
      {data ? (
        <>
          {data.note ? <ProseView text={data.note} /> : null}
          <Panel title={t('lab_rules.texts.service')}>
            {data.service ? (
              <ProseView text={data.service} />
            ) : (
              <p className="sl-muted">{t('lab_rules.service.none')}</p>
            )}
          </Panel>
          <Panel title={t('lab_rules.texts.contact')}>
            {data.contact ? (
              <ProseView text={data.contact} />
            ) : (
              <p className="sl-muted">{t('lab_rules.service.no_contact')}</p>
            )}
          </Panel>
        </>
      ) : null}
    </div>
  );
}
