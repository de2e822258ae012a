import type { DatedThing } from '@scenario-lab/contracts/calendar';
import { useWords } from '../i18n/use-words.js';
import { Icon } from './icon.js';

/** The dates of the page's thing, as a file any calendar opens. */
export function DatesLink({ thing, id }: { thing: DatedThing; id: string }) {
  const { t, language } = useWords();
  return (
    <a
      className="link-button"
      href={`/api/dates/${thing}/${encodeURIComponent(id)}/dates.ics?lang=${language}`}
      download
      title={t('calendar.file_says')}
    >
      <Icon name="calendar" /> {t('calendar.file')}
    </a>
  );
}
