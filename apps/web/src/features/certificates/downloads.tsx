import { downloadPdf, downloadStatement, type Edition } from '@scenario-lab/contracts/certificates';
import { urlOf } from '@scenario-lab/contracts/call';
import { Link } from 'react-router';
import type { z } from 'zod';
import { client } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Icon } from '../../components/icon.js';
import { useWords } from '../../i18n/use-words.js';

interface DownloadsProps {
  reportId: string;
  edition: z.infer<typeof Edition>;
}

/** The signed file and both printings of one edition; and where a file is verified. */
export function Downloads({ reportId, edition }: DownloadsProps) {
  const { t } = useWords();
  const params = { id: reportId, edition };
  const files = [
    ['json', client.baseUrl + urlOf(downloadStatement, { params })],
    ['pdf_zh', client.baseUrl + urlOf(downloadPdf, { params, query: { lang: 'zh' } })],
    ['pdf_en', client.baseUrl + urlOf(downloadPdf, { params, query: { lang: 'en' } })],
  ] as const;
  return (
    <div className="sl-stack sl-tight">
      <ul className="sl-plain sl-stack sl-tight">
        {files.map(([name, address]) => (
          <li key={name}>
            <a href={address} download>
              <Icon name="download" /> {t(`certificates.${name}`)}
            </a>
          </li>
        ))}
      </ul>
      <p className="sl-small">
        <Link to={path.verify()}>{t('certificates.verify')}</Link>{' '}
        <span className="sl-muted">{t('certificates.trust')}</span>
      </p>
    </div>
  );
}
