import { Icon } from '../../components/icon.js';
import { useWords } from '../../i18n/use-words.js';
import { usePreferences } from '../preferences.js';

/** Language and appearance. The language's button is written in the other language, for who cannot read this one. */
export function Switches() {
  const { t } = useWords();
  const { language, setLanguage, appearance, setAppearance } = usePreferences();
  const other = language === 'zh' ? 'en' : 'zh';
  const dark = appearance === 'dark';
  return (
    <div className="shell-switches">
      <button
        type="button"
        className="shell-text-button"
        lang={other === 'zh' ? 'zh-CN' : 'en'}
        onClick={() => setLanguage(other)}
      >
        {other === 'zh' ? '中文' : 'English'}
      </button>
      <button
        type="button"
        className="shell-icon"
        aria-label={t(dark ? 'shell.light' : 'shell.dark')}
        title={t(dark ? 'shell.light' : 'shell.dark')}
        onClick={() => setAppearance(dark ? 'light' : 'dark')}
      >
        {dark ? <Icon name="sun" /> : <Icon name="moon" />}
      </button>
    </div>
  );
}
