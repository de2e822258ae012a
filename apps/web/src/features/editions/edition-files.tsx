import { urlOf } from '@scenario-lab/contracts/call';
import { downloadEdition, type Edition, type EditionFile } from '@scenario-lab/contracts/editions';
import { client } from '../../app/api.js';
import { Icon } from '../../components/icon.js';
import { Panel } from '../../components/object-page.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** The files of a published edition, each in both languages but JSON, which holds both. */
export function EditionFiles({ edition }: { edition: Edition }) {
  const { t } = useWords();
  const { bytes } = useFormats();
  if (edition.number === null) return null;
  const address = ({ format, language }: EditionFile) =>
    client.baseUrl +
    urlOf(downloadEdition, {
      params: { id: edition.id, format },
      query: language ? { lang: language } : {},
    });
  return (
    <Panel title={t('editions.files')}>
      {edition.files.length === 0 ? (
        <p className="sl-muted">{t('editions.files_soon')}</p>
      ) : (
        <ul className="sl-plain sl-stack sl-tight">
          {edition.files.map((file) => (
            <li key={`${file.format}-${file.language}`}>
              <a href={address(file)} download>
                <Icon name="download" /> {file.format.toUpperCase()}
                {file.language ? ` · ${t(`common.in_${file.language}`)}` : null}
              </a>{' '}
              <span className="sl-muted sl-small">{bytes(file.bytes)}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
