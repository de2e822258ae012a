import './taxonomies.css';
import {
  closedKinds,
  type KeptKind,
  type KeptTerm,
  keptKinds,
  orderTerms,
  readTermUses,
  restoreTerm,
} from '@scenario-lab/contracts/taxonomies';
import { useState } from 'react';
import { useDeed, useRow } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { ToneTag } from '../../components/status-tag.js';
import { inOrder } from '../../components/use-terms.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { TermDialog } from './term-dialog.js';

/** The lists that cards are filed under: names in both languages, order, what is offered no more, and who uses what. */
export function TaxonomiesPage() {
  const { t } = useWords();
  useTitle(t('taxonomies.title'));
  const [kind, setKind] = useState<KeptKind>('field');
  const { data, error, isPending } = useRow(readTermUses, {});
  return (
    <div className="sl-stack">
      <header>
        <h1>{t('taxonomies.title')}</h1>
        <p className="sl-muted">{t('taxonomies.lead')}</p>
      </header>
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data ? (
        <>
          <fieldset className="taxonomy-kinds" aria-label={t('taxonomies.which')}>
            {keptKinds.map((one) => (
              <Button
                key={one}
                tone={one === kind ? 'primary' : 'default'}
                aria-pressed={one === kind}
                onClick={() => setKind(one)}
              >
                {t(`taxonomies.kinds.${one}`)}
              </Button>
            ))}
          </fieldset>
          <Terms
            key={kind}
            kind={kind}
            terms={data.terms.filter((term) => term.kind === kind)}
            changes={data.allowed.includes('taxonomy.save')}
          />
        </>
      ) : null}
    </div>
  );
}

const tones = { own: 'pass', changed: 'inconclusive' } as const;

function Terms({ kind, terms, changes }: { kind: KeptKind; terms: KeptTerm[]; changes: boolean }) {
  const { t } = useWords();
  const { count, text, collate } = useFormats();
  const [asking, setAsking] = useState<KeptTerm | 'new' | null>(null);
  const ordering = useDeed(orderTerms);
  const restoring = useDeed(restoreTerm);
  const closed = closedKinds.includes(kind);
  const ordered = inOrder(terms, ({ name }) => text(name), collate);
  // Links stand under their chain.
  const shown =
    kind === 'chain'
      ? ordered
          .filter(({ parent }) => parent === null)
          .flatMap((chain) => [chain, ...ordered.filter(({ parent }) => parent === chain.code)])
      : ordered;
  const beside = (term: KeptTerm) =>
    kind === 'chain' ? shown.filter(({ parent }) => parent === term.parent) : shown;
  /** Changes places with the one before or after it among its own. */
  const move = (term: KeptTerm, by: -1 | 1) => {
    const own = beside(term);
    const other = own[own.indexOf(term) + by];
    if (!other) return;
    const swapped = new Map([
      [term.code, other.code],
      [other.code, term.code],
    ]);
    const codes = shown.map(({ code }) => swapped.get(code) ?? code);
    ordering.mutate({ params: { kind }, body: { codes } });
  };
  return (
    <Panel
      title={t(`taxonomies.kinds.${kind}`)}
      extra={
        changes && !closed ? <Button onClick={() => setAsking('new')}>{t('taxonomies.new')}</Button> : null
      }
    >
      <div className="sl-stack sl-tight">
        {closed ? <p className="sl-muted sl-small">{t('taxonomies.closed')}</p> : null}
        {kind === 'chain' ? <p className="sl-muted sl-small">{t('taxonomies.chain_says')}</p> : null}
        <ProblemAlert error={ordering.error ?? restoring.error} />
        <div className="sl-scroll" ref={reachable}>
          <table className="sl-table">
            <thead>
              <tr>
                <th scope="col">{t('common.in_zh')}</th>
                <th scope="col">{t('common.in_en')}</th>
                <th scope="col">{t('taxonomies.code')}</th>
                <th scope="col" className="sl-number">
                  {t('taxonomies.uses')}
                </th>
                <th scope="col">{t('taxonomies.state_head')}</th>
                {changes ? <th scope="col">{t('common.actions')}</th> : null}
              </tr>
            </thead>
            <tbody>
              {shown.map((term) => (
                <tr key={term.code} className={term.retired ? 'sl-muted' : undefined}>
                  <td lang="zh-CN" className={kind === 'chain' && term.parent ? 'taxonomy-link' : undefined}>
                    {term.name.zh ?? '–'}
                  </td>
                  <td lang="en">{term.name.en ?? '–'}</td>
                  <td>
                    <code>{term.code}</code>
                  </td>
                  <td className="sl-number">{count(term.uses)}</td>
                  <td>
                    <span className="sl-row">
                      {term.state === 'shipped' ? (
                        t('taxonomies.state.shipped')
                      ) : (
                        <ToneTag tone={tones[term.state]}>{t(`taxonomies.state.${term.state}`)}</ToneTag>
                      )}
                      {term.retired ? <ToneTag tone="suspended">{t('taxonomies.retired')}</ToneTag> : null}
                    </span>
                  </td>
                  {changes ? (
                    <td>
                      <span className="sl-row taxonomy-deeds">
                        <Button small onClick={() => setAsking(term)}>
                          {t('common.edit')}
                        </Button>
                        <Button
                          small
                          aria-label={t('taxonomies.up', { name: text(term.name) })}
                          disabled={beside(term)[0] === term || ordering.isPending}
                          onClick={() => move(term, -1)}
                        >
                          ↑
                        </Button>
                        <Button
                          small
                          aria-label={t('taxonomies.down', { name: text(term.name) })}
                          disabled={beside(term).at(-1) === term || ordering.isPending}
                          onClick={() => move(term, 1)}
                        >
                          ↓
                        </Button>
                        {term.state === 'changed' || (term.state === 'own' && term.uses === 0) ? (
                          <Button
                            small
                            disabled={restoring.isPending}
                            onClick={() => restoring.mutate({ params: { kind, code: term.code } })}
                          >
                            {t(term.state === 'own' ? 'taxonomies.remove' : 'taxonomies.restore')}
                          </Button>
                        ) : null}
                      </span>
                    </td>
                  ) : null}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
      {asking ? (
        <TermDialog
          kind={kind}
          closed={closed}
          chains={kind === 'chain' ? terms.filter(({ parent, retired }) => parent === null && !retired) : []}
          {...(asking === 'new' ? {} : { term: asking })}
          onClose={() => setAsking(null)}
        />
      ) : null}
    </Panel>
  );
}
