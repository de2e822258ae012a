import { CopyLink } from '../../components/copy-link.js';
import { useWords } from '../../i18n/use-words.js';
import { surveyAddress } from './survey-address.js';

/** Links of a survey as they are handed out: shown once, and copied all together. */
export function SurveyLinks({ links }: { links: readonly string[] }) {
  const { t } = useWords();
  return (
    <>
      <ol className="survey-links" data-links>
        {links.map((link) => (
          <li key={link}>{surveyAddress(link)}</li>
        ))}
      </ol>
      <p>
        <CopyLink text={links.map(surveyAddress).join('\n')} label={t('acceptance.surveys.copy_all')} />
      </p>
    </>
  );
}
