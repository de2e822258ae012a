import type { Call } from '@scenario-lab/contracts/calls';
import {
  type FewBids,
  type FewFinding,
  readFewBids,
  reopenCall,
  sayWhyNot,
  type WhyNot,
  whyNots,
} from '@scenario-lab/contracts/few-bids';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useDeed, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { ChecksInput } from '../../components/choice-input.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useKept } from '../../components/use-kept.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** Why a call found one bid or none, what to change, and beginning anew; for its department and the lab. */
export function FewBidsPanel({ call }: { call: Call }) {
  const { t } = useWords();
  const may = (deed: string) => call.allowed.includes(deed);
  const { data, error } = useRow(readFewBids, { params: { id: call.id } }, { enabled: may('call.read_few') });
  if (!may('call.read_few')) return null;
  return (
    <Panel title={t('few_bids.title')}>
      <div className="sl-stack">
        <ProblemAlert error={error} />
        {data ? <Explained few={data} scenarioId={call.scenario.id} /> : null}
        {may('call.reopen') ? <Reopen id={call.id} /> : null}
      </div>
    </Panel>
  );
}

const shownCounts = ['looked', 'followed', 'started', 'asked', 'withdrew'] as const;

function Explained({ few, scenarioId }: { few: FewBids; scenarioId: string }) {
  const { t } = useWords();
  const { count: figure } = useFormats();
  const count = (one: number | null) => (one === null ? t('few_bids.few') : figure(one));
  return (
    <>
      <h3>{t('few_bids.found')}</h3>
      {few.findings.length === 0 ? <p className="sl-muted">{t('few_bids.nothing_found')}</p> : null}
      {few.findings.length > 0 ? (
        <ul className="sl-stack sl-tight">
          {few.findings.map((one) => (
            <li key={`${one.code} ${one.reason} ${one.certificate} ${JSON.stringify(one.criterion)}`}>
              <Finding finding={one} scenarioId={scenarioId} />
            </li>
          ))}
        </ul>
      ) : null}
      <h3>{t('few_bids.who')}</h3>
      <p className="sl-muted sl-small">{t('few_bids.counts_says')}</p>
      <dl className="few-counts">
        {shownCounts.map((one) => (
          <div key={one}>
            <dt>{t(`few_bids.count.${one}`)}</dt>
            <dd>{count(few.counts[one])}</dd>
          </div>
        ))}
      </dl>
      <h3>{t('few_bids.said_title')}</h3>
      {few.answers === 0 ? (
        <p className="sl-muted">{t('few_bids.no_answers')}</p>
      ) : (
        <>
          <p className="sl-muted sl-small">{t('few_bids.answers', { count: few.answers })}</p>
          <dl className="few-counts">
            {few.reasons.map((one) => (
              <div key={one.reason}>
                <dt>{t(`few_bids.reason.${one.reason}`)}</dt>
                <dd>{count(one.count)}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </>
  );
}

/** What was found, and what to do about it. */
function Finding({ finding, scenarioId }: { finding: FewFinding; scenarioId: string }) {
  const { t } = useWords();
  const { text } = useFormats();
  const { code } = finding;
  const values = {
    criterion: finding.criterion ? text(finding.criterion) : '',
    certificate: finding.certificate ?? '',
    reason: finding.reason ? t(`few_bids.reason.${finding.reason}`) : '',
    count: finding.count ?? 0,
    of: finding.of ?? 0,
  };
  return (
    <>
      <strong>{t(`few_bids.finding.${code}`, values)}</strong>
      <br />
      {code === 'said'
        ? finding.reason && t(`few_bids.change_said.${finding.reason}`)
        : t(`few_bids.change.${code}`)}
      {code === 'nobody_looked' ? (
        <>
          {' '}
          <Link to={path.scenarioMatches(scenarioId)}>{t('few_bids.to_matches')}</Link>
        </>
      ) : null}
    </>
  );
}

function Reopen({ id }: { id: string }) {
  const { t } = useWords();
  const go = useNavigate();
  const doing = useDeed(reopenCall, { onSuccess: (made) => void go(path.editCall(made.id)) });
  return (
    <div className="sl-stack sl-tight unprinted">
      <div>
        <Button
          tone="primary"
          pending={doing.isPending}
          onClick={() => doing.mutate({ params: { id }, body: {} })}
        >
          {t('few_bids.reopen')}
        </Button>
      </div>
      <p className="sl-muted sl-small">{t('few_bids.reopen_says')}</p>
      <ProblemAlert error={doing.error} />
    </div>
  );
}

/** Asked of a vendor that could have offered; what it chooses is told in counts, never by name. */
export function WhyNotPanel({ call }: { call: Call }) {
  const { t } = useWords();
  const [chosen, choose] = useKept<WhyNot[]>(`why-not.${call.id}`, []);
  const [said, setSaid] = useState(false);
  const saying = useDeed(sayWhyNot, {
    onSuccess: () => {
      choose([]);
      setSaid(true);
    },
  });
  // Thanked for as long as the page is open: asked no more, it would only vanish.
  if (!said && !call.allowed.includes('call.say_why')) return null;
  return (
    <Panel title={t('few_bids.ask')}>
      {said ? (
        <p role="status">{t('few_bids.thanks')}</p>
      ) : (
        <form
          className="sl-stack sl-tight"
          onSubmit={(event) => {
            event.preventDefault();
            if (chosen.length > 0)
              saying.mutate({ params: { id: call.id }, body: { reasons: chosen.slice(0, 4) } });
          }}
        >
          <p className="sl-muted sl-small">{t('few_bids.ask_says')}</p>
          <ChecksInput
            value={chosen}
            options={whyNots.map((value) => ({ value, label: t(`few_bids.reason.${value}`) }))}
            onChange={(next) => choose(whyNots.filter((one) => next.includes(one)))}
          />
          <ProblemAlert error={saying.error} />
          <div>
            <Button submit pending={saying.isPending} disabled={chosen.length === 0 || chosen.length > 4}>
              {t('few_bids.send')}
            </Button>
          </div>
        </form>
      )}
    </Panel>
  );
}
