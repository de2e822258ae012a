import { type Call, callDeeds, openCall, sealCall, unsealCall } from '@scenario-lab/contracts/calls';
import { panelDeeds } from '@scenario-lab/contracts/panels';
import { useId, useState } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { SecretView } from '../../components/secret-view.js';
import { TextInput } from '../../components/text-input.js';
import { useWords } from '../../i18n/use-words.js';

/** Settling, opening, unsealing, ending; a key is shown once to whom it is made for. */
export function CallDeeds({ call }: { call: Call }) {
  const { t } = useWords();
  const [code, setCode] = useState<string | null>(null);
  const params = { id: call.id };
  const keep = (answer: unknown) => setCode((answer as { code: string }).code);
  return (
    <>
      {code ? <SecretView says={t('calls.code_says')} secret={code} /> : null}
      <DeedButtons
        allowed={call.allowed}
        deeds={[
          { row: sealCall, params, tone: 'primary', body: {}, onDone: keep },
          { row: openCall, params, tone: 'primary', body: {}, onDone: keep },
          { row: panelDeeds.closeRound, params, field: 'reason' },
          { row: panelDeeds.award, params, body: {}, tone: 'primary' },
          { row: callDeeds.cancel, params, tone: 'danger', field: 'reason' },
          { row: callDeeds.fail, params, tone: 'danger', field: 'reason' },
        ]}
      />
      {call.given.length > 0 && call.status === 'open' ? (
        <p className="sl-muted">
          {t('calls.given', {
            sides: call.given.map((side) => t(`calls.side.${side}`)).join(t('calls.and')),
          })}
        </p>
      ) : null}
      {call.allowed.includes('call.unseal') ? <Unseal id={call.id} /> : null}
    </>
  );
}

function Unseal({ id }: { id: string }) {
  const { t } = useWords();
  const field = useId();
  const [code, setCode] = useState('');
  const bringing = useDeed(unsealCall, { onSuccess: () => setCode('') });
  return (
    <form
      className="sl-stack sl-tight"
      onSubmit={(event) => {
        event.preventDefault();
        if (code.trim()) bringing.mutate({ params: { id }, body: { code } });
      }}
    >
      <label htmlFor={field}>{t('calls.code')}</label>
      <TextInput
        id={field}
        value={code}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setCode(event.target.value)}
      />
      <p className="sl-muted sl-small">{t('calls.unseal_says')}</p>
      <ProblemAlert error={bringing.error} />
      <div>
        <Button tone="primary" submit pending={bringing.isPending} disabled={code.trim() === ''}>
          {t('calls.unseal')}
        </Button>
      </div>
    </form>
  );
}
