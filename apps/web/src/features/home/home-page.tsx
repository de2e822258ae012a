import { useWords } from '../../i18n/use-words.js';

export function HomePage() {
  const { t } = useWords();
  return <h1>{t('home.title')}</h1>;
}
