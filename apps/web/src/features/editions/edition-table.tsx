import { editionColumns, runningNumber } from '@scenario-lab/contracts/edition-columns';
import type { Edition, EditionCell } from '@scenario-lab/contracts/editions';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { Panel } from '../../components/object-page.js';
import { reachable } from '../../components/reachable.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** A cell in the reader's language, else in the other one. */
export function useCells(): (cell: EditionCell | undefined) => string {
  const { text } = useFormats();
  return (cell) => (cell === undefined ? '' : typeof cell === 'number' ? String(cell) : text(cell));
}

/** Of as many characters a cell is prose. */
const proseFrom = 40;
const classOf = (cell: EditionCell | undefined, said: string) =>
  typeof cell === 'number' ? 'sl-number' : said.length >= proseFrom ? 'edition-prose' : undefined;

/** The list as it is printed, under the headings of its kind; empty columns are left out. */
export function EditionTable({ edition }: { edition: Edition }) {
  const { t, language } = useWords();
  const cell = useCells();
  const { entries } = edition.content;
  const columns = editionColumns[edition.kind].filter(({ id }) =>
    entries.some((entry) => entry.cells[id] !== undefined),
  );
  const there = new Set(edition.there);
  const page = edition.kind === 'opportunity' ? path.scenario : path.solution;
  return (
    <Panel title={t('editions.entries')}>
      {entries.length === 0 ? (
        <p className="sl-muted">{t('editions.no_entries')}</p>
      ) : (
        <div className="sl-scroll" ref={reachable}>
          <table className="sl-table edition-table">
            <thead>
              <tr>
                <th scope="col">{runningNumber[language]}</th>
                {columns.map((column) => (
                  <th key={column.id} scope="col">
                    {column[language]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {entries.map((entry, at) => (
                <tr key={entry.id} id={`entry-${entry.id}`}>
                  <td className="sl-number">{at + 1}</td>
                  {columns.map(({ id }) => (
                    <td key={id} className={classOf(entry.cells[id], cell(entry.cells[id]))}>
                      {id === 'name' && there.has(entry.id) ? (
                        <Link to={page(entry.id)}>{cell(entry.cells[id])}</Link>
                      ) : (
                        cell(entry.cells[id])
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
