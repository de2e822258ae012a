import { buyerRates, type Cockpit, leastFacts, type Rates } from '@scenario-lab/contracts/cockpit';
import { rateKinds } from '@scenario-lab/contracts/ticket-rates';
import { path } from '../../app/paths.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { Boards } from './boards.js';
import { behind, type To } from './reach.js';
import { Bar, Num, Tile } from './tile.js';
import { useTurn } from './use-turn.js';

const rowsOfBoard = 4;
type Rate = Rates['response'];
type Row = {
  department: Cockpit['buyers']['departments'][number]['department'];
  rates: Record<string, Rate>;
};
/** Three rates of one kind: all departments together, then each by itself. */
interface Kind {
  name: 'to_vendors' | 'of_tickets';
  rates: readonly { rate: string; label: string }[];
  all: Record<string, Rate>;
  departments: readonly Row[];
  /** The facts of one rate, of one department or of all. */
  to(rate: string, departmentId?: string): To;
}

/** How departments deal with vendors and with tickets: all together, then each by itself, a few at a time. */
export function BuyersTile({ cockpit: { buyers, tickets }, still }: { cockpit: Cockpit; still: boolean }) {
  const { t } = useWords();
  const kinds: Kind[] = [
    {
      name: 'to_vendors',
      rates: buyerRates.map((rate) => ({ rate, label: t(`cockpit.rate.${rate}`) })),
      ...buyers,
      to: (rate, departmentId) => behind({ of: rate, departmentId }),
    },
    {
      name: 'of_tickets',
      rates: rateKinds.map((rate) => ({ rate, label: t(`tickets.rates.kind.${rate}`) })),
      ...tickets,
      to: (rate, key) => ({
        lab: key
          ? path.behindRate({ by: 'department', key, rate, from: tickets.since })
          : path.ticketRates({ by: 'department', from: tickets.since }),
      }),
    },
  ];
  const boards = kinds.flatMap((kind) =>
    Array.from({ length: Math.max(1, Math.ceil(kind.departments.length / rowsOfBoard)) }, (_, at) => ({
      kind,
      rows: kind.departments.slice(at * rowsOfBoard, (at + 1) * rowsOfBoard),
    })),
  );
  const [at, show] = useTurn(boards.length, still);
  const board = boards[at] ?? boards[0];
  return (
    <Tile area="buyers" title={t('cockpit.buyers')} says={t('cockpit.buyers_says', { least: leastFacts })}>
      {board ? <BoardView kind={board.kind} rows={board.rows} /> : null}
      <Boards boards={boards.length} at={at} show={show} of={t('cockpit.buyers')} />
    </Tile>
  );
}

function BoardView({ kind, rows }: { kind: Kind; rows: readonly Row[] }) {
  const { t } = useWords();
  const { text } = useFormats();
  return (
    <>
      <h3>{t(`cockpit.${kind.name}`)}</h3>
      <div className="cockpit-rates">
        {kind.rates.map(({ rate, label }) => (
          <div key={rate}>
            <h4>{label}</h4>
            <p className="cockpit-big">
              <Share of={kind.all[rate]} to={kind.to(rate)} label={label} />
            </p>
            <Facts of={kind.all[rate]} />
          </div>
        ))}
      </div>
      {rows.length === 0 ? null : (
        <table className="cockpit-table">
          <thead>
            <tr>
              <th scope="col">{t('cockpit.department')}</th>
              {kind.rates.map(({ rate, label }) => (
                <th key={rate} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ department, rates }) => (
              <tr key={department.id}>
                <th scope="row">
                  <span className="cockpit-name" title={text(department.name)}>
                    <TextView text={department.name} />
                  </span>
                </th>
                {kind.rates.map(({ rate, label }) => (
                  <td key={rate}>
                    <span className="cockpit-line">
                      <Share of={rates[rate]} to={kind.to(rate, department.id)} label={label} />
                      <span className="cockpit-small">{rates[rate]?.facts ?? t('cockpit.few')}</span>
                    </span>
                    <Bar share={rates[rate]?.share ?? 0} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function Facts({ of }: { of: Rate | undefined }) {
  const { t } = useWords();
  return (
    <p className="cockpit-small">
      {t('cockpit.facts', { facts: of?.facts ?? t('cockpit.few') })}
      {of?.excluded ? `${t('common.comma')}${t('cockpit.excluded', { excluded: of.excluded })}` : null}
    </p>
  );
}

function Share({ of, to, label }: { of: Rate | undefined; to: To; label: string }) {
  const { t } = useWords();
  const { percent } = useFormats();
  const share = of?.share ?? null;
  if (share === null) return <span className="cockpit-num cockpit-untold">{t('cockpit.too_few_short')}</span>;
  // A share of nought has a list behind it, too.
  return <Num value={share || Number.MIN_VALUE} text={percent(share)} to={to} label={label} />;
}
