import './tags.css';
import type { Text } from '@scenario-lab/contracts/common';
import { textIn } from '../i18n/format.js';
import { useWords } from '../i18n/use-words.js';
import { MarkedText } from './marked-text.js';

/** Prose in one line of a list: Markdown's marks would only be noise there. */
const withoutMarks = (prose: string) =>
  prose.replace(/^\s*(?:[-*+>]|#{1,6}|\d+\.)\s+/gm, '').replace(/[*_`]{1,3}(\S[^*_`]*)[*_`]{1,3}/g, '$1');

/** A text in the reader's language; where only the other one exists it is shown with a mark saying so. */
export function TextView({
  text,
  plain,
  marked,
}: {
  text: Text | null | undefined;
  plain?: boolean;
  /** Words to mark in it: what a search found it by. */
  marked?: readonly string[] | undefined;
}) {
  const { language, t } = useWords();
  if (!text) return null;
  const missing = text[language] === undefined;
  const words = plain ? withoutMarks(textIn(language, text)) : textIn(language, text);
  const shown = marked ? <MarkedText text={words} words={marked} /> : words;
  // An element of its own, so that it stays apart from what stands beside it in a row.
  if (!missing) return <span>{shown}</span>;
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <span lang={other === 'zh' ? 'zh-CN' : 'en'}>
      {shown}
      <abbr
        className="text-mark"
        title={t(language === 'zh' ? 'common.only_in_english' : 'common.only_in_chinese')}
      >
        {other === 'zh' ? '中' : 'EN'}
      </abbr>
    </span>
  );
}
