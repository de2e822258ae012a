import './tags.css';
import type { Text } from '@scenario-lab/contracts/common';
import { textIn } from '../i18n/format.js';
import { useWords } from '../i18n/use-words.js';

/** A text in the reader's language; where only the other one exists it is shown with a mark saying so. */
export function TextView({ text }: { text: Text | null | undefined }) {
  const { language, t } = useWords();
  if (!text) return null;
  const missing = text[language] === undefined;
  if (!missing) return <>{text[language]}</>;
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <span lang={other === 'zh' ? 'zh-CN' : 'en'}>
      {textIn(language, text)}
      <abbr
        className="text-mark"
        title={t(language === 'zh' ? 'common.only_in_english' : 'common.only_in_chinese')}
      >
        {other === 'zh' ? '中' : 'EN'}
      </abbr>
    </span>
  );
}
