import { type Cockpit, leastFacts } from '@scenario-lab/contracts/cockpit';
import { figureWords } from '@scenario-lab/contracts/record-figures';
import { path } from '../../app/paths.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { Boards } from './boards.js';
import { Bar, Num, Tile } from './tile.js';
import { useTurn } from './use-turn.js';

const rowsOfBoard = 5;

/** Vendors by one figure of their records at a time, with the facts it rests on: there is no sum of them, and no star. */
export function VendorsTile({ cockpit: { vendors }, still }: { cockpit: Cockpit; still: boolean }) {
  const { t, language } = useWords();
  const boards = vendors.filter((board) => (board.all.facts ?? 1) > 0);
  const [at, show] = useTurn(boards.length, still);
  const board = boards[at];
  return (
    <Tile area="vendors" title={t('cockpit.vendors')} says={t('cockpit.vendors_says', { least: leastFacts })}>
      {board ? (
        <BoardView board={board} name={figureWords[board.figure].name[language]} />
      ) : (
        <p className="cockpit-small">{t('cockpit.vendors_none')}</p>
      )}
      <Boards boards={boards.length} at={at} show={show} of={t('cockpit.vendors')} />
    </Tile>
  );
}

function BoardView({ board, name }: { board: Cockpit['vendors'][number]; name: string }) {
  const { t } = useWords();
  const { percent } = useFormats();
  const { figure, all, vendors } = board;
  return (
    <>
      <h3 className="cockpit-line">
        <span>{name}</span>
        <span className="cockpit-small">
          {all.share === null ? null : (
            <>
              {t('cockpit.all_vendors')}{' '}
              <Num
                value={all.share || Number.MIN_VALUE}
                text={percent(all.share)}
                to={{ open: path.records({ figure }) }}
                label={`${t('cockpit.all_vendors')} ${name}`}
              />{' '}
              ·{' '}
            </>
          )}
          {t('cockpit.facts', { facts: all.facts ?? t('cockpit.few') })}
        </span>
      </h3>
      {vendors.length === 0 ? <p className="cockpit-small">{t('cockpit.vendors_unranked')}</p> : null}
      {vendors.length === 0 ? null : (
        <table className="cockpit-table cockpit-ranking">
          <thead>
            <tr>
              <th scope="col">{t('cockpit.vendor')}</th>
              <th scope="col">{t('cockpit.share')}</th>
              <th scope="col">{t('cockpit.facts_short')}</th>
            </tr>
          </thead>
          <tbody>
            {vendors.slice(0, rowsOfBoard).map(({ vendor, share, facts }) => (
              <tr key={vendor.id}>
                <th scope="row">
                  <TextView text={vendor.name} />
                </th>
                <td>
                  <Num
                    value={share || Number.MIN_VALUE}
                    text={percent(share)}
                    to={{ open: path.organisationRecord(vendor.id, { figure }) }}
                    label={name}
                  />
                  <Bar share={share} />
                </td>
                <td>
                  <Num
                    value={facts}
                    to={{ open: path.organisationRecord(vendor.id, { figure }) }}
                    label={t('cockpit.facts_short')}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
