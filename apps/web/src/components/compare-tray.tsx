import './compare-tray.css';
import { Link } from 'react-router';
import { path } from '../app/paths.js';
import { useWords } from '../i18n/use-words.js';
import { Button } from './button.js';
import {
  type ComparedKind,
  clearCompared,
  comparedAtMost,
  toggleCompared,
  useCompared,
} from './compare-choice.js';

/** On a row of a list: takes it into the tray. */
export function CompareBox({ kind, id, name }: { kind: ComparedKind; id: string; name: string }) {
  const { t } = useWords();
  const chosen = useCompared(kind);
  const here = chosen.some((one) => one.id === id);
  const full = !here && chosen.length >= comparedAtMost;
  return (
    <label className="compare-box" title={full ? t('compare.full', { most: comparedAtMost }) : undefined}>
      <input
        type="checkbox"
        checked={here}
        disabled={full}
        aria-label={t('compare.choose', { name })}
        onChange={() => toggleCompared(kind, { id, name })}
      />
      <span aria-hidden>{t('compare.box')}</span>
    </label>
  );
}

/** At the foot of a list, once something is chosen. */
export function CompareTray({ kind }: { kind: ComparedKind }) {
  const { t } = useWords();
  const chosen = useCompared(kind);
  if (chosen.length === 0) return null;
  return (
    <section className="compare-tray" aria-label={t('compare.tray')}>
      <ul className="sl-plain sl-row">
        {chosen.map((one) => (
          <li key={one.id} className="sl-chip">
            {one.name}
            <button
              type="button"
              aria-label={t('compare.take_out', { name: one.name })}
              onClick={() => toggleCompared(kind, one)}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      <span className="sl-row">
        <Button tone="link" onClick={() => clearCompared(kind)}>
          {t('compare.clear')}
        </Button>
        {chosen.length > 1 ? (
          <Link
            className="button button-primary"
            to={path.compare(kind, { ids: chosen.map(({ id }) => id).join(',') })}
          >
            {t('compare.go', { count: chosen.length })}
          </Link>
        ) : (
          <span className="sl-muted sl-small">{t('compare.one_more')}</span>
        )}
      </span>
    </section>
  );
}
