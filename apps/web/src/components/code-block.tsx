import './code-block.css';
import { useWords } from '../i18n/use-words.js';
import { CopyLink } from './copy-link.js';
import { reachable } from './reachable.js';

/** Lines to be typed elsewhere: as they are, scrolled rather than broken, copied by one press. */
export function CodeBlock({ text }: { text: string }) {
  const { t } = useWords();
  return (
    <div className="code-block">
      <pre ref={reachable}>
        <code>{text}</code>
      </pre>
      <CopyLink text={text} label={t('guides.copy')} />
    </div>
  );
}
