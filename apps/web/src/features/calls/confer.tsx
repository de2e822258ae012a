import type { Call } from '@scenario-lab/contracts/calls';
import { changeScore, readScores, recommendBid } from '@scenario-lab/contracts/panels';
import { useId } from 'react';
import { useDeed, useRow } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { NumberInput, SelectInput } from '../../components/choice-input.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** A seat thinks better of its own points, with a reason that stays beside them. */
export function ChangeScore({ call }: { call: Call }) {
  const { t } = useWords();
  const { text } = useFormats();
  const field = useId();
  const { data } = useRow(readScores, { params: { id: call.id } });
  const empty = { which: '', points: null as number | null, reason: '' };
  const [said, setSaid] = useKept(`score-change.${call.id}`, empty);
  const changing = useDeed(changeScore, { onSuccess: () => setSaid(empty) });
  const own = data?.own ?? [];
  if (own.length === 0) return null;
  const chosen = own.find(({ number, criterion }) => `${number} ${criterion}` === said.which);
  const { points } = said;
  const ready = chosen && points !== null && points >= 0 && points <= 100 && said.reason.trim() !== '';
  return (
    <Panel title={t('panel.change.title')}>
      <form
        className="sl-stack sl-tight"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready)
            changing.mutate({
              params: { id: call.id },
              body: {
                number: chosen.number,
                criterion: chosen.criterion,
                points,
                reason: said.reason.trim(),
              },
            });
        }}
      >
        <p className="sl-muted">{t('panel.change.lead')}</p>
        <div>
          <label htmlFor={`${field}-which`}>{t('panel.change.which')}</label>
          <SelectInput
            id={`${field}-which`}
            value={said.which || null}
            onChange={(which) => setSaid({ ...said, which: which ?? '' })}
            options={own.map(({ number, criterion }) => ({
              value: `${number} ${criterion}`,
              label: `${t('calls.bidder', { number })} · ${text(call.terms.criteria.find(({ id }) => id === criterion)?.title)}`,
            }))}
          />
        </div>
        <div>
          <label htmlFor={`${field}-points`}>{t('panel.change.points')}</label>
          <NumberInput
            id={`${field}-points`}
            min={0}
            value={points}
            onChange={(value) => setSaid({ ...said, points: value })}
          />
        </div>
        <div>
          <label htmlFor={`${field}-reason`}>{t('panel.change.reason')}</label>
          <TextArea
            id={`${field}-reason`}
            rows={2}
            maxLength={2_000}
            value={said.reason}
            onChange={(event) => setSaid({ ...said, reason: event.target.value })}
          />
        </div>
        <ProblemAlert error={changing.error} />
        <div>
          <Button submit pending={changing.isPending} disabled={!ready}>
            {t('panel.change.send')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

/** The chair's word for the panel: one of those at the top that cannot be told apart, or none. */
export function Recommend({ call }: { call: Call }) {
  const { t } = useWords();
  const { figure } = useFormats();
  const field = useId();
  const { data } = useRow(readScores, { params: { id: call.id } });
  const empty = { which: '', reason: '' };
  const [said, setSaid] = useKept(`recommend.${call.id}`, empty);
  const recommending = useDeed(recommendBid, { onSuccess: () => setSaid(empty) });
  // Best first: a number alone tells a chair nothing, and the sheet stands in the order of numbers.
  const first = (data?.sheet ?? [])
    .filter(({ tier }) => tier === 1)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  const ready = said.which !== '' && said.reason.trim() !== '';
  return (
    <Panel title={t('panel.recommend.title')}>
      <form
        className="sl-stack sl-tight"
        onSubmit={(event) => {
          event.preventDefault();
          const number = said.which === 'none' ? null : Number(said.which);
          if (ready)
            recommending.mutate({ params: { id: call.id }, body: { number, reason: said.reason.trim() } });
        }}
      >
        <p className="sl-muted">{t('panel.recommend.lead')}</p>
        <div>
          <label htmlFor={`${field}-which`}>{t('panel.recommend.which')}</label>
          <SelectInput
            id={`${field}-which`}
            value={said.which || null}
            onChange={(which) => setSaid({ ...said, which: which ?? '' })}
            options={[
              ...first.map(({ number, total }) => ({
                value: String(number),
                label: t('panel.recommend.choice', { number, total: figure(total ?? 0) }),
              })),
              { value: 'none', label: t('panel.recommend.none') },
            ]}
          />
        </div>
        <div>
          <label htmlFor={`${field}-reason`}>{t('panel.recommend.reason')}</label>
          <TextArea
            id={`${field}-reason`}
            rows={3}
            maxLength={5_000}
            value={said.reason}
            onChange={(event) => setSaid({ ...said, reason: event.target.value })}
          />
        </div>
        <ProblemAlert error={recommending.error} />
        <div>
          <Button tone="primary" submit pending={recommending.isPending} disabled={!ready}>
            {t('panel.recommend.send')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
