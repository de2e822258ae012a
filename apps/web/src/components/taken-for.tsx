import { useWords } from '../i18n/use-words.js';
import { Button } from './button.js';
import { Notice } from './notice.js';

/** Which words nobody uses were taken for which others, and the way back to what was typed. */
export function TakenFor({
  corrected = [],
  onLiteral,
}: {
  corrected: readonly { typed: string; taken: string }[] | undefined;
  onLiteral: () => void;
}) {
  const { language, t } = useWords();
  if (corrected.length === 0) return null;
  const joined = (words: readonly string[]) =>
    words.map((word) => `“${word}”`).join(language === 'zh' ? '、' : ', ');
  const typed = joined(corrected.map((one) => one.typed));
  return (
    <Notice>
      <span className="sl-row">
        <span>{t('common.taken_for', { typed, taken: joined(corrected.map((one) => one.taken)) })}</span>
        <Button tone="link" onClick={onLiteral}>
          {t('common.search_literally', { typed })}
        </Button>
      </span>
    </Notice>
  );
}
