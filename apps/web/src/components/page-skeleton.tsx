import './states.css';
import { useWords } from '../i18n/use-words.js';

/** The shape of what comes: a title line and rows (catalogue) or two columns (object). */
export function PageSkeleton({ kind = 'object' }: { kind?: 'object' | 'rows' }) {
  const { t } = useWords();
  return (
    <div className="skeleton" role="status" aria-label={t('common.loading')}>
      {kind === 'object' ? (
        <>
          <i style={{ width: '38%', height: 26 }} />
          <i style={{ width: '60%' }} />
          <div className="skeleton-columns">
            <i style={{ height: 260 }} />
            <i style={{ height: 200 }} />
          </div>
        </>
      ) : (
        [0, 1, 2, 3, 4].map((row) => <i key={row} style={{ height: 74 }} />)
      )}
    </div>
  );
}
