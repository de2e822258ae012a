import { useWords } from '../i18n/use-words.js';
import { ToneTag } from './status-tag.js';

export function VerifiedTag({ verified }: { verified: boolean }) {
  const { t } = useWords();
  return (
    <ToneTag tone={verified ? 'pass' : 'waiting'}>
      {t(verified ? 'organisations.verified' : 'organisations.not_verified')}
    </ToneTag>
  );
}
