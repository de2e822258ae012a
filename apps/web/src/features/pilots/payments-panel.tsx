import { type Payment, savePayments } from '@scenario-lab/contracts/pilot-acceptance';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { DayInput, NumberInput } from '../../components/choice-input.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { TextInput } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

interface Line {
  id?: string;
  title: string;
  amount: number | null;
  due: string | null;
  paidOn: string | null;
  reference: string;
}
interface Kept {
  lines: Line[];
}

/** Stages as they were agreed and paid: a record, no money moves here. */
export function PaymentsPanel(props: { pilotId: string; payments: readonly Payment[]; may: boolean }) {
  const { pilotId, payments, may } = props;
  const { t } = useWords();
  if (payments.length === 0 && !may) return null;
  return (
    <Panel title={t('acceptance.payments.title')}>
      <div className="sl-stack">
        <p className="sl-muted sl-small">{t('acceptance.payments.says')}</p>
        <Recorded payments={payments} />
        {may ? (
          // What is saved is read anew: the form begins with it again.
          <Record key={JSON.stringify(payments)} pilotId={pilotId} payments={payments} />
        ) : null}
      </div>
    </Panel>
  );
}

function Recorded({ payments }: { payments: readonly Payment[] }) {
  const { t } = useWords();
  const { day, figure } = useFormats();
  if (payments.length === 0) return <p className="sl-muted">{t('acceptance.payments.none')}</p>;
  return (
    <div className="sl-scroll" ref={reachable}>
      <table className="sl-table">
        <thead>
          <tr>
            <th scope="col">{t('acceptance.payments.stage')}</th>
            <th scope="col" className="sl-number">
              {t('acceptance.payments.amount')}
            </th>
            <th scope="col">{t('acceptance.payments.due')}</th>
            <th scope="col">{t('acceptance.payments.paid')}</th>
            <th scope="col">{t('acceptance.payments.reference')}</th>
          </tr>
        </thead>
        <tbody>
          {payments.map((one) => (
            <tr key={one.id}>
              <td>{one.title}</td>
              <td className="sl-number">{figure(one.amount)}</td>
              <td>{one.due ? day(one.due) : '–'}</td>
              <td>{one.paidOn ? day(one.paidOn) : t('acceptance.payments.open')}</td>
              <td>{one.reference || '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Record({ pilotId, payments }: { pilotId: string; payments: readonly Payment[] }) {
  const { t } = useWords();
  const [{ lines }, setKept] = useKept<Kept>(`payments.${pilotId}`, { lines: [...payments] });
  const saving = useDeed(savePayments, { onSuccess: () => setKept({ lines: [...payments] }) });
  const paid = new Set(payments.filter(({ paidOn }) => paidOn !== null).map(({ id }) => id));
  const put = (at: number, some: Partial<Line>) =>
    setKept({ lines: lines.map((one, place) => (place === at ? { ...one, ...some } : one)) });
  const label = (name: 'stage' | 'amount' | 'due' | 'paid' | 'reference', at: number) =>
    t('acceptance.form.condition_field', { number: at + 1, name: t(`acceptance.payments.${name}`) });
  const whole = lines.every(({ title, amount }) => title.trim() !== '' && amount !== null && amount >= 0);
  return (
    <details>
      <summary>{t('acceptance.payments.edit')}</summary>
      <form
        className="sl-stack"
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate({
            params: { id: pilotId },
            body: { payments: lines.map((one) => ({ ...one, amount: one.amount ?? 0 })) },
          });
        }}
      >
        {lines.map((one, at) =>
          one.id && paid.has(one.id) ? null : (
            <div key={one.id ?? `${at + 1}`} className="lines-row">
              <TextInput
                aria-label={label('stage', at)}
                placeholder={t('acceptance.payments.stage')}
                maxLength={200}
                value={one.title}
                onChange={(event) => put(at, { title: event.target.value })}
              />
              <NumberInput
                aria-label={label('amount', at)}
                min={0}
                value={one.amount}
                onChange={(amount) => put(at, { amount })}
              />
              <span>
                <small className="sl-muted">{t('acceptance.payments.due')}</small>
                <DayInput
                  aria-label={label('due', at)}
                  value={one.due}
                  onChange={(due) => put(at, { due })}
                />
              </span>
              <span>
                <small className="sl-muted">{t('acceptance.payments.paid')}</small>
                <DayInput
                  aria-label={label('paid', at)}
                  value={one.paidOn}
                  onChange={(paidOn) => put(at, { paidOn })}
                />
              </span>
              <TextInput
                aria-label={label('reference', at)}
                placeholder={t('acceptance.payments.reference')}
                maxLength={200}
                value={one.reference}
                onChange={(event) => put(at, { reference: event.target.value })}
              />
              <Button small onClick={() => setKept({ lines: lines.filter((_one, place) => place !== at) })}>
                {t('common.remove')}
              </Button>
            </div>
          ),
        )}
        <ProblemAlert error={saving.error} />
        <div className="sl-row">
          <Button
            small
            onClick={() =>
              setKept({
                lines: [...lines, { title: '', amount: null, due: null, paidOn: null, reference: '' }],
              })
            }
          >
            {t('acceptance.payments.add')}
          </Button>
          <Button submit pending={saving.isPending} disabled={!whole}>
            {t('common.save')}
          </Button>
        </div>
      </form>
    </details>
  );
}
