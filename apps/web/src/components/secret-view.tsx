import './secret-view.css';
import { useWords } from '../i18n/use-words.js';
import { CopyLink } from './copy-link.js';

/** Something that is shown once: a token, a link. */
export function SecretView({ says, secret }: { says: string; secret: string }) {
  const { t } = useWords();
  return (
    <div className="secret" role="status">
      <p>{says}</p>
      <code>{secret}</code>
      <div>
        <CopyLink text={secret} label={t('common.copy')} />
      </div>
    </div>
  );
}
