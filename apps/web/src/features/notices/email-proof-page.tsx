import { proveEmail } from '@scenario-lab/contracts/notices';
import { Link, useParams } from 'react-router';
import { useDeed } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { Notice } from '../../components/notice.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useTitle } from '../../components/use-title.js';
import { useWords } from '../../i18n/use-words.js';

/** Proves an address by the link that was mailed to it. A person presses: programs that open links prove nothing. */
export function EmailProofPage() {
  const { token = '' } = useParams();
  const { t } = useWords();
  useTitle(t('notices.proof.title'));
  const proving = useDeed(proveEmail);
  return (
    <div className="sl-stack">
      <h1>{t('notices.proof.title')}</h1>
      <ProblemAlert error={proving.error} />
      {proving.error ? <p>{t('notices.proof.bad_link')}</p> : null}
      {proving.data ? (
        <Notice>
          {t('notices.proof.done', { email: proving.data.email })}{' '}
          <Link to={path.account()}>{t('notices.choose')}</Link>
        </Notice>
      ) : (
        <div>
          <Button
            tone="primary"
            pending={proving.isPending}
            onClick={() => proving.mutate({ params: { token } })}
          >
            {t('notices.proof.confirm')}
          </Button>
        </div>
      )}
    </div>
  );
}
