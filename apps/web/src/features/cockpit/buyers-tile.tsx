import { buyerRates, type Cockpit, leastFacts, type Rates } from '@scenario-lab/contracts/cockpit';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { behind } from './reach.js';
import { Bar, Num, Tile } from './tile.js';
import { useTurn } from './use-turn.js';

const rowsOfBoard = 4;

/** How departments deal with vendors: all together, then each by itself, a few at a time. */
export function BuyersTile({ cockpit: { buyers }, still }: { cockpit: Cockpit; still: boolean }) {
  const { t } = useWords();
  const boards = Math.ceil(buyers.departments.length / rowsOfBoard);
  const [board, show] = useTurn(boards, still);
  return (
    <Tile area="buyers" title={t('cockpit.buyers')} says={t('cockpit.buyers_says', { least: leastFacts })}>
      <div className="cockpit-rates">
        {buyerRates.map((rate) => (
          <div key={rate}>
            <h3>{t(`cockpit.rate.${rate}`)}</h3>
            <p className="cockpit-big">
              <RateShare rates={buyers.all} rate={rate} />
            </p>
            <Facts of={buyers.all[rate]} />
          </div>
        ))}
      </div>
      {boards === 0 ? null : (
        <table className="cockpit-table">
          <thead>
            <tr>
              <th scope="col">{t('cockpit.department')}</th>
              {buyerRates.map((rate) => (
                <th key={rate} scope="col">
                  {t(`cockpit.rate.${rate}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {buyers.departments
              .slice(board * rowsOfBoard, (board + 1) * rowsOfBoard)
              .map(({ department, rates }) => (
                <tr key={department.id}>
                  <th scope="row">
                    <TextView text={department.name} />
                  </th>
                  {buyerRates.map((rate) => (
                    <td key={rate}>
                      <span className="cockpit-line">
                        <RateShare rates={rates} rate={rate} departmentId={department.id} />
                        <span className="cockpit-small">
                          {t('cockpit.facts', { facts: rates[rate].facts ?? t('cockpit.few') })}
                        </span>
                      </span>
                      <Bar share={rates[rate].share ?? 0} />
                    </td>
                  ))}
                </tr>
              ))}
          </tbody>
        </table>
      )}
      {boards > 1 ? (
        <nav className="cockpit-boards" aria-label={t('cockpit.boards')}>
          {Array.from({ length: boards }, (_, at) => (
            <button
              key={`board ${String(at)}`}
              type="button"
              aria-label={t('cockpit.board', { at: at + 1, of: boards })}
              aria-current={at === board}
              onClick={() => show(at)}
            />
          ))}
        </nav>
      ) : null}
    </Tile>
  );
}

function Facts({ of: { facts, excluded } }: { of: Rates['response'] }) {
  const { t } = useWords();
  return (
    <p className="cockpit-small">
      {t('cockpit.facts', { facts: facts ?? t('cockpit.few') })}
      {excluded ? `${t('common.comma')}${t('cockpit.excluded', { excluded })}` : null}
    </p>
  );
}

function RateShare({
  rates,
  rate,
  departmentId,
}: {
  rates: Rates;
  rate: (typeof buyerRates)[number];
  departmentId?: string;
}) {
  const { t } = useWords();
  const { percent } = useFormats();
  const { share } = rates[rate];
  if (share === null) return <span className="cockpit-num cockpit-untold">{t('cockpit.too_few')}</span>;
  return (
    <Num
      // A share of nought has a list behind it, too.
      value={share || Number.MIN_VALUE}
      text={percent(share)}
      to={behind({ of: rate, departmentId })}
      label={t(`cockpit.rate.${rate}`)}
    />
  );
}
