import './compare.css';
import { Link, useParams, useSearchParams } from 'react-router';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { type ComparedKind, comparedAtMost, comparedKinds } from '../../components/compare-choice.js';
import { EmptyState } from '../../components/empty-state.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { reachable } from '../../components/reachable.js';
import { ShareButton } from '../../components/share.js';
import { TextView } from '../../components/text-view.js';
import { useTitle } from '../../components/use-title.js';
import { useWords } from '../../i18n/use-words.js';
import { differs } from './compare-row.js';
import { useComparison } from './use-compare-rows.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const listOf = { solutions: path.solutions, algorithms: path.algorithms, scenarios: path.scenarios };

/** Up to four of a kind side by side; the address holds which, so that it can be handed on. */
export function ComparePage() {
  const { t } = useWords();
  const { kind: typed = '' } = useParams();
  const [query, setQuery] = useSearchParams();
  useTitle(t('compare.title'));
  const kind: ComparedKind = comparedKinds.find((one) => one === typed) ?? 'solutions';
  const ids = [...new Set((query.get('ids') ?? '').split(','))]
    .filter((id) => uuid.test(id))
    .slice(0, comparedAtMost);
  const only = query.get('only') === 'differences';
  const set = (key: string, value: string | null) =>
    setQuery(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(key, value);
        else next.delete(key);
        return next;
      },
      { replace: true },
    );
  return (
    <div className="sl-stack">
      <header className="compare-head">
        <div>
          <h1>{t(`compare.of.${kind}`)}</h1>
          <p className="sl-muted">
            <Link to={listOf[kind]()}>{t('compare.back')}</Link>
          </p>
        </div>
        {ids.length > 0 ? (
          <div className="sl-row compare-deeds">
            <label>
              <input
                type="checkbox"
                checked={only}
                onChange={(event) => set('only', event.target.checked ? 'differences' : null)}
              />{' '}
              {t('compare.only')}
            </label>
            <Button onClick={() => globalThis.print()}>{t('common.print')}</Button>
            <ShareButton name={t(`compare.of.${kind}`)} />
          </div>
        ) : null}
      </header>
      {ids.length === 0 ? (
        <EmptyState
          text={t('compare.empty')}
          action={
            <Link className="button button-default" to={listOf[kind]()}>
              {t(`compare.to.${kind}`)}
            </Link>
          }
        />
      ) : (
        <Table
          kind={kind}
          ids={ids}
          only={only}
          onDrop={(id) => set('ids', ids.filter((one) => one !== id).join(',') || null)}
        />
      )}
    </div>
  );
}

interface TableProps {
  kind: ComparedKind;
  ids: readonly string[];
  only: boolean;
  onDrop: (id: string) => void;
}

function Table({ kind, ids, only, onDrop }: TableProps) {
  const { t } = useWords();
  const { columns, rows } = useComparison(kind, ids);
  if (columns.some(({ pending }) => pending)) return <PageSkeleton kind="rows" />;
  const shown = rows.map((row) => ({ ...row, differs: differs(row) }));
  const marked = shown.filter((row) => row.differs).length;
  return (
    <>
      <p aria-live="polite">{t('compare.differences', { count: marked, of: rows.length })}</p>
      <div className="sl-scroll" ref={reachable}>
        <table className="sl-table compare-table">
          <thead>
            <tr>
              <td className="compare-name" />
              {columns.map(({ id, title, to }) => (
                <th key={id} scope="col">
                  {title ? (
                    <Link to={to}>
                      <TextView text={title} />
                    </Link>
                  ) : (
                    <span className="sl-muted">{t('compare.gone')}</span>
                  )}
                  <div className="compare-drop">
                    <Button tone="link" small onClick={() => onDrop(id)}>
                      {t('compare.drop')}
                    </Button>
                  </div>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown
              .filter((row) => !only || row.differs)
              .map((row) => (
                <tr key={row.name} className={row.differs ? 'compare-differs' : undefined}>
                  <th scope="row" className="compare-name">
                    {row.name}
                    {row.differs ? <span className="compare-mark">{t('compare.differs')}</span> : null}
                  </th>
                  {row.cells.map((one, at) => (
                    <td key={columns[at]?.id}>{one?.shown ?? ''}</td>
                  ))}
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
