import './tags.css';
import type { Text } from '@scenario-lab/contracts/common';
import { lazy, Suspense } from 'react';
import { textIn } from '../i18n/format.js';
import { useWords } from '../i18n/use-words.js';
import { TextView } from './text-view.js';

const Markdown = lazy(() => import('./markdown.js').then((file) => ({ default: file.Markdown })));
const formatted = /[*_`#[\]|>~]|^\s*(?:[-+]|\d+\.)\s|\n/m;

/** Prose, Markdown where it is written; the renderer is fetched only when there is something to render. */
export function ProseView({ text }: { text: Text | null | undefined }) {
  const { language } = useWords();
  if (!text) return null;
  const words = textIn(language, text);
  const plain = (
    <p style={{ whiteSpace: 'pre-line' }}>
      <TextView text={text} />
    </p>
  );
  if (!formatted.test(words)) return <div className="sl-reading">{plain}</div>;
  return (
    <div className="sl-reading prose" lang={text[language] ? undefined : language === 'zh' ? 'en' : 'zh-CN'}>
      <Suspense fallback={plain}>
        <Markdown text={words} />
      </Suspense>
    </div>
  );
}
