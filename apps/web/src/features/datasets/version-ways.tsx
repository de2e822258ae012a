import type { DatasetVersion } from '@scenario-lab/contracts/datasets';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { useWords } from '../../i18n/use-words.js';

/** How the owner comes to a better version of the same file: what was found against this one says which way is the first. */
export function VersionWays({ version }: { version: DatasetVersion }) {
  const { t } = useWords();
  const { allowed, status, problems, datasetId, id } = version;
  const refused = status === 'refused';
  const personal = problems.some(({ code }) => code === 'personal_data');
  const again = allowed.includes('dataset.read_again')
    ? {
        to: path.readVersionAgain(datasetId, { version: id }),
        word: t('datasets.read_again'),
        first: refused && !personal,
      }
    : null;
  const mask =
    allowed.includes('dataset.mask_version') && status !== 'deprecated'
      ? {
          to: path.maskVersion(datasetId, { version: id }),
          word: t('masking.deed'),
          first: refused && personal,
        }
      : null;
  const newer =
    version.fetched && status !== 'uploading' && status !== 'profiling' && status !== 'retired'
      ? {
          to: path.newDatasetVersion(datasetId, { from: 'address', again: id }),
          word: t('fetches.fetch_newer'),
          first: false,
        }
      : null;
  const ways = (personal ? [mask, again, newer] : [again, mask, newer]).filter((way) => way !== null);
  if (ways.length === 0) return null;
  return (
    <p className="sl-row">
      {ways.map(({ to, word, first }) => (
        <Link key={to} className={first ? 'sl-button' : 'sl-button sl-button-quiet'} to={to}>
          {word}
        </Link>
      ))}
    </p>
  );
}
