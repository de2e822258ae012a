import { type CallPanel, declareTies } from '@scenario-lab/contracts/panels';
import { useId } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { CheckInput, ChecksInput } from '../../components/choice-input.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** Before a seat reads a bid: to whom of the bidders it is tied, or that it is tied to none. */
export function DeclareTies({ id, panel }: { id: string; panel: CallPanel }) {
  const { t } = useWords();
  const { text } = useFormats();
  const field = useId();
  const [said, setSaid] = useKept(`ties.${id}`, { tiedTo: [] as string[], none: false, said: '' });
  const declaring = useDeed(declareTies);
  const decided = said.none !== said.tiedTo.length > 0;
  return (
    <Panel title={t('panel.declare.title')}>
      <form
        className="sl-stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (decided) declaring.mutate({ params: { id }, body: { tiedTo: said.tiedTo, said: said.said } });
        }}
      >
        <p className="sl-muted">{t('panel.declare.lead')}</p>
        <fieldset className="call-choices">
          <legend>{t('calls.vendor')}</legend>
          <ChecksInput
            value={said.tiedTo}
            onChange={(tiedTo) => setSaid({ ...said, tiedTo, none: tiedTo.length === 0 && said.none })}
            options={panel.bidders.map((one) => ({ value: one.id, label: text(one.name) }))}
          />
          <CheckInput
            checked={said.none}
            onChange={(none) => setSaid({ ...said, none, tiedTo: none ? [] : said.tiedTo })}
            label={t('panel.declare.none')}
          />
        </fieldset>
        <div>
          <label htmlFor={field}>{t('panel.declare.said')}</label>
          <TextArea
            id={field}
            value={said.said}
            rows={2}
            maxLength={2_000}
            onChange={(event) => setSaid({ ...said, said: event.target.value })}
          />
        </div>
        <ProblemAlert error={declaring.error} />
        <div>
          <Button tone="primary" submit pending={declaring.isPending} disabled={!decided}>
            {t('panel.declare.send')}
          </Button>
          {decided ? null : <p className="sl-muted sl-small">{t('panel.declare.choose')}</p>}
        </div>
      </form>
    </Panel>
  );
}
