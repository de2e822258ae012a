import { urlOf } from '@scenario-lab/contracts/call';
import { downloadPdf, downloadStatement, type readReport } from '@scenario-lab/contracts/certificates';
import type { Answer } from '@scenario-lab/contracts/route';
import { Link } from 'react-router';
import { client } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Icon } from '../../components/icon.js';
import { useWords } from '../../i18n/use-words.js';

interface DownloadsProps {
  reportId: string;
  edition: Answer<typeof readReport>['edition'];
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
