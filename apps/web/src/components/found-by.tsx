import type { Text } from '@scenario-lab/contracts/common';
import { textIn } from '../i18n/format.js';
import { useWords } from '../i18n/use-words.js';
import { rangesOf } from './marked-text.js';

/** Which of the typed words stand further inside a card, where what is shown of it holds none of them. */
export function FoundBy({
  words = [],
  shown,
}: {
  words: readonly string[] | undefined;
  shown: readonly Text[];
}) {
  const { language, t } = useWords();
  const inside = words.filter(
    (word) => !shown.some((text) => rangesOf(textIn(language, text), [word]).length > 0),
  );
  if (inside.length === 0) return null;
  return (
    <span>
      {t('common.found_inside')}
      {inside.map((word, at) => (
        <span key={word}>
          {at > 0 ? (language === 'zh' ? '、' : ', ') : ''}
          <mark>{word}</mark>
        </span>
      ))}
    </span>
  );
}
