import type { Call } from '@scenario-lab/contracts/calls';
import { announceAward, type CallPanel } from '@scenario-lab/contracts/panels';
import { useId } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { Notice } from '../../components/notice.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextInput } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useWords } from '../../i18n/use-words.js';

/** What the panel recommends, for those who are told; the department announces its own decision on it. */
export function Recommended({ call, panel }: { call: Call; panel: CallPanel }) {
  const { t } = useWords();
  const said = panel.recommendation;
  if (!said || call.award || call.status === 'consensus') return null;
  return (
    <Panel
      title={
        said.number === null
          ? t('panel.recommend.said_none')
          : t('panel.recommend.said', { number: said.number })
      }
    >
      <p className="call-words">{said.reason}</p>
      {call.allowed.includes('call.announce') && said.number !== null ? <Announce call={call} /> : null}
    </Panel>
  );
}

function Announce({ call }: { call: Call }) {
  const { t } = useWords();
  const field = useId();
  const [number, setNumber] = useKept(`announce.${call.id}`, '');
  const announcing = useDeed(announceAward, { onSuccess: () => setNumber('') });
  return (
    <form
      className="sl-stack sl-tight unprinted"
      onSubmit={(event) => {
        event.preventDefault();
        if (number.trim())
          announcing.mutate({ params: { id: call.id }, body: { procurementNumber: number.trim() } });
      }}
    >
      <h3>{t('panel.announce.title')}</h3>
      <Notice>{t('panel.announce.lead', { days: call.terms.standstillDays })}</Notice>
      <div>
        <label htmlFor={field}>{t('panel.announce.number')}</label>
        <TextInput
          id={field}
          value={number}
          maxLength={100}
          onChange={(event) => setNumber(event.target.value)}
        />
        <p className="sl-muted sl-small">{t('panel.announce.number_help')}</p>
      </div>
      <ProblemAlert error={announcing.error} />
      <div>
        <Button tone="primary" submit pending={announcing.isPending} disabled={number.trim() === ''}>
          {t('panel.announce.send')}
        </Button>
      </div>
    </form>
  );
}
