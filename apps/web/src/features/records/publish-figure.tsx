import { type FigureRules, publishFigure } from '@scenario-lab/contracts/records';
import { useId, useState } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { DayInput } from '../../components/choice-input.js';
import { Dialog } from '../../components/dialog.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

const weeks = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** From which day on everybody reads a figure; whoever it is about is told, and has the time until then to reply. */
export function PublishFigure({ rules }: { rules: FigureRules }) {
  const { t, language } = useWords();
  const { day } = useFormats();
  const field = useId();
  const [asking, setAsking] = useState<'open' | 'close' | null>(null);
  const [from, setFrom] = useState<string | null>(weeks(14));
  const deed = useDeed(publishFigure, { onSuccess: () => setAsking(null) });
  const { figure, publishedFrom } = rules;
  return (
    <div className="sl-row">
      <span className="sl-muted sl-small">
        {publishedFrom
          ? t('records.public_from', { day: day(publishedFrom) })
          : t('records.theirs_and_the_labs')}
      </span>
      <Button small onClick={() => setAsking('open')}>
        {t(publishedFrom ? 'records.other_day' : 'records.publish')}
      </Button>
      {publishedFrom ? (
        <Button small onClick={() => setAsking('close')}>
          {t('records.close')}
        </Button>
      ) : null}
      {asking ? (
        <Dialog
          title={`${t(asking === 'open' ? 'records.publish' : 'records.close')}${t('common.colon')}${rules.name[language]}`}
          okText={t(asking === 'open' ? 'records.publish' : 'records.close')}
          okDisabled={asking === 'open' && !from}
          pending={deed.isPending}
          onOk={() => deed.mutate({ body: { figure, from: asking === 'open' ? from : null } })}
          onCancel={() => setAsking(null)}
        >
          <div className="sl-stack sl-tight">
            <p>{t(asking === 'open' ? 'records.publish_says' : 'records.close_says')}</p>
            {asking === 'open' ? (
              <div>
                <label htmlFor={field}>{t('records.from_day')}</label>
                <DayInput id={field} value={from} onChange={setFrom} />
              </div>
            ) : null}
            <ProblemAlert error={deed.error} />
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}
