import './matches.css';
import {
  chooseMatchWeights,
  fitMatchWeights,
  listMatchWeights,
  type MatchWeights,
  matchParts,
} from '@scenario-lab/contracts/match-weights';
import type { Answer } from '@scenario-lab/contracts/route';
import { useDeed, useRow } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { ToneTag } from '../../components/status-tag.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** Versions of the weights that rank matches: fitted on outcomes, chosen by an admin, and left again. */
export function MatchWeightsPage() {
  const { t } = useWords();
  useTitle(t('match_weights.title'));
  const { data, error, isPending } = useRow(listMatchWeights, {});
  const fitting = useDeed(fitMatchWeights);
  const choosing = useDeed(chooseMatchWeights);
  const may = data?.allowed.includes('lab.fit_match_weights') ?? false;
  const { needs = 0, pairs = 0, enoughNeeds = 0, enoughPairs = 0 } = data?.outcomes ?? {};
  const enough = needs >= enoughNeeds && pairs >= enoughPairs;
  const prior = data ? data.items.every(({ ranks }) => !ranks) : false;
  const choose = (number: number) => choosing.mutate({ body: { number } });
  return (
    <div className="sl-stack">
      <header>
        <h1>{t('match_weights.title')}</h1>
        <p className="sl-muted">{t('match_weights.lead')}</p>
      </header>
      <ProblemAlert error={error ?? fitting.error ?? choosing.error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data ? (
        <>
          <Panel title={t('match_weights.outcomes')}>
            <div className="sl-stack sl-tight">
              <p>{t('match_weights.outcomes_say', { needs, pairs, enoughNeeds, enoughPairs })}</p>
              <Dismissals of={data.dismissals} />
              {may ? (
                <div className="sl-row">
                  <Button
                    pending={fitting.isPending}
                    disabled={!enough}
                    onClick={() => fitting.mutate({ body: {} })}
                  >
                    {t('match_weights.fit')}
                  </Button>
                  {prior ? null : (
                    <Button pending={choosing.isPending} onClick={() => choose(0)}>
                      {t('match_weights.back')}
                    </Button>
                  )}
                </div>
              ) : null}
            </div>
          </Panel>
          <Panel title={t('match_weights.versions')}>
            {prior ? <p>{t('match_weights.prior_ranks')}</p> : null}
            {data.items.length === 0 ? (
              <p className="sl-muted">{t('match_weights.none')}</p>
            ) : (
              <Versions items={data.items} choose={may ? choose : null} />
            )}
          </Panel>
        </>
      ) : null}
    </div>
  );
}

/** How often each reason was given; of one or two times no number. */
function Dismissals({ of }: { of: Answer<typeof listMatchWeights>['dismissals'] }) {
  const { t } = useWords();
  const { figure } = useFormats();
  if (of.length === 0) return null;
  return (
    <>
      <p>{t('match_weights.dismissals')}</p>
      <ul>
        {of.map(({ reason, times }) => (
          <li key={reason}>
            {t(`match_marks.why.${reason}`)}
            {t('common.colon')}
            {times === null ? t('match_weights.few') : figure(times)}
          </li>
        ))}
      </ul>
    </>
  );
}

interface VersionsProps {
  items: readonly MatchWeights[];
  choose: ((number: number) => void) | null;
}

function Versions({ items, choose }: VersionsProps) {
  const { t } = useWords();
  const { instant, figure } = useFormats();
  const share = (value: number) => `${figure(Math.round(value * 1_000) / 10)}%`;
  return (
    <div className="sl-scroll" ref={reachable}>
      <table className="sl-table">
        <thead>
          <tr>
            <th scope="col">{t('match_weights.version')}</th>
            <th scope="col">{t('match_weights.held')}</th>
            {matchParts.map((part) => (
              <th key={part} scope="col" className="sl-number">
                {t(`match_weights.part.${part}`)}
              </th>
            ))}
            <th scope="col">{t('match_weights.state')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr key={one.number}>
              <td className="weights-version">
                {t('match_weights.number', { number: one.number })}
                <p className="sl-muted sl-small">
                  {instant(one.at)} · {one.by} ·{' '}
                  {t('match_weights.from', { needs: one.needs, pairs: one.pairs })}
                </p>
              </td>
              <td>
                {t('match_weights.held_says', {
                  prior: share(one.held.prior),
                  learnt: share(one.held.learnt),
                })}
              </td>
              {matchParts.map((part) => (
                <td key={part} className="sl-number">
                  ×{figure(Math.round(one.factors[part] * 100) / 100)}
                </td>
              ))}
              <td>
                {one.ranks ? <ToneTag tone="pass">{t('match_weights.in_use')}</ToneTag> : null}
                {!one.ranks && choose ? (
                  <Button small onClick={() => choose(one.number)}>
                    {t('match_weights.choose')}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
