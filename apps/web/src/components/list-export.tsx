import { call } from '@scenario-lab/contracts/call';
import { csvForSpreadsheets } from '@scenario-lab/contracts/csv-text';
import type { Args, Route } from '@scenario-lab/contracts/route';
import { useState } from 'react';
import { client, type Page } from '../app/api.js';
import { useWords, wordFor } from '../i18n/use-words.js';
import { Button } from './button.js';
import { ChecksInput } from './choice-input.js';
import { saveFile } from './csv.js';
import { Dialog } from './dialog.js';
import { useLeftOut } from './left-out.js';
import { type CellWords, listCell, listColumns } from './list-columns.js';
import { ProblemAlert } from './problem-alert.js';
import { Subscribe } from './share.js';
import { useKept } from './use-kept.js';
import { useTerms } from './use-terms.js';

/** More than this is for the API: a browser's page is no place to wait for it. */
const mostRows = 2_000;
const perPage = 100;
const types = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;
type Format = keyof typeof types;
/** Kept for this list and this person, until they sign out. */
interface Choice {
  without: string[];
  format: Format;
}

interface ListExportProps {
  title: string;
  row: Route;
  /** The filter and order shown. */
  query: Record<string, string | undefined>;
  total: number;
}

/** Saves what the list shows, as its filter and order have it, as a file for spreadsheets; or prints the page. */
export function ListExport(props: ListExportProps) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button tone="link" onClick={() => setOpen(true)}>
        {t('common.export')}
      </Button>
      <Button tone="link" onClick={() => window.print()}>
        {t('common.print')}
      </Button>
      <Subscribe row={props.row.name} />
      {open ? <ExportDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function ExportDialog({ title, row, query, total, onClose }: ListExportProps & { onClose: () => void }) {
  const { t, language } = useWords();
  const regions = useTerms('region');
  const technologies = useTerms('technology');
  const columns = listColumns(row);
  // What is left out is kept, not what is taken: a column that comes later is in the file until somebody says no.
  const [choice, setChoice] = useKept<Choice>(`columns.${row.name}`, { without: [], format: 'xlsx' });
  const [addressed, setAddressed] = useLeftOut(columns);
  const without = addressed ?? choice.without;
  const chosen = columns.filter((one) => !without.includes(one));
  const setChosen = (taken: string[]) => {
    const next = columns.filter((one) => !taken.includes(one));
    setChoice({ ...choice, without: next });
    setAddressed(next);
  };
  const { format } = choice;
  const [done, setDone] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const about: CellWords = {
    thing: row.name.split('.')[0] ?? '',
    language,
    nameOf: (key, code) =>
      key === 'region' ? regions.nameOf(code) : key === 'technologies' ? technologies.nameOf(code) : code,
    yes: t('common.yes'),
    no: t('common.no'),
  };
  const save = async () => {
    setError(null);
    setDone(0);
    try {
      const items = await everyItem(row, query, setDone);
      const rows = [
        chosen.map((key) => wordFor('column', key)),
        ...items.map((item) => chosen.map((key) => listCell(key, item[key], about))),
      ];
      saveFile(`${title}.${format}`, await fileOf(format, title, rows), types[format]);
      onClose();
    } catch (fault) {
      setError(fault);
    } finally {
      setDone(null);
    }
  };
  return (
    <Dialog
      title={t('common.export')}
      okText={t('common.export_save')}
      okDisabled={chosen.length === 0}
      pending={done !== null}
      onOk={() => void save()}
      onCancel={onClose}
    >
      <div className="sl-stack">
        <p>{t('common.export_says', { shown: Math.min(total, mostRows), most: mostRows })}</p>
        {total > mostRows ? <p className="sl-muted">{t('common.export_cut', { most: mostRows })}</p> : null}
        <fieldset className="facet">
          <legend>{t('common.export_format')}</legend>
          {(['xlsx', 'csv'] as const).map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={format === one}
              onClick={() => setChoice({ ...choice, format: one })}
            >
              {one.toUpperCase()}
            </button>
          ))}
        </fieldset>
        <fieldset className="facet">
          <legend>{t('common.export_columns')}</legend>
          <ChecksInput
            value={chosen}
            onChange={setChosen}
            options={columns.map((value) => ({ value, label: wordFor('column', value) }))}
          />
        </fieldset>
        {done === null ? null : <p aria-live="polite">{t('common.export_progress', { shown: done })}</p>}
        <ProblemAlert error={error} />
      </div>
    </Dialog>
  );
}

/** Page after page, as the server lets this reader see them. */
async function everyItem(
  row: Route,
  query: Record<string, string | undefined>,
  told: (count: number) => void,
): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  let cursor: string | undefined;
  do {
    const args = { query: { ...query, limit: perPage, cursor } } as unknown as Args<Route>;
    const page = (await call(client, row, args)) as unknown as Page<Record<string, unknown>>;
    items.push(...page.items);
    told(items.length);
    cursor = page.next ?? undefined;
  } while (cursor && items.length < mostRows);
  return items.slice(0, mostRows);
}

async function fileOf(format: Format, name: string, rows: (string | number | null)[][]): Promise<BlobPart> {
  if (format === 'csv') return csvForSpreadsheets(rows);
  const { workbookOf } = await import('@scenario-lab/tables/workbook');
  return workbookOf([{ name, rows, head: 1 }]);
}
