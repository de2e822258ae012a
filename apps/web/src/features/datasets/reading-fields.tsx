import { Reading } from '@scenario-lab/contracts/datasets';
import { CheckInput, SelectInput } from '../../components/choice-input.js';
import { Form } from '../../components/form.js';
import { TextInput } from '../../components/text-input.js';
import { choicesOf } from '../../components/use-terms.js';
import { useWords } from '../../i18n/use-words.js';

const marks = { comma: ',', tab: '\t', semicolon: ';', pipe: '|', point: '.' } as const;
type Mark = keyof typeof marks;

/** How a file is to be read, as the form holds it; nothing chosen is for the lab to find. */
export interface ReadingValues {
  encoding?: string | null;
  delimiter?: Mark | null;
  sheet?: string | null;
  decimal?: Mark | null;
  dates?: string | null;
  /** Parted by spaces. */
  markers?: string;
  totals?: boolean;
}

export function readingOf({
  sheet,
  encoding,
  delimiter,
  decimal,
  dates,
  markers,
  totals,
}: ReadingValues): Reading {
  const own = (markers ?? '').split(/\s+/).filter(Boolean);
  return Reading.parse({
    ...(sheet ? { sheet } : {}),
    ...(encoding ? { encoding } : {}),
    ...(delimiter ? { delimiter: marks[delimiter] } : {}),
    ...(decimal ? { decimal: marks[decimal] } : {}),
    ...(dates ? { dates } : {}),
    ...(own.length > 0 ? { markers: own } : {}),
    ...(totals ? { totals: 'keep' } : {}),
  });
}

const nameOf = (mark: string | null | undefined): Mark | null =>
  (Object.keys(marks) as Mark[]).find((name) => marks[name] === mark) ?? null;

export const valuesOf = (reading: Reading): ReadingValues => ({
  sheet: reading.sheet ?? null,
  encoding: reading.encoding ?? null,
  delimiter: nameOf(reading.delimiter),
  decimal: nameOf(reading.decimal),
  dates: reading.dates ?? null,
  markers: (reading.markers ?? []).join(' '),
  totals: reading.totals === 'keep',
});

/** What the owner may say of how a file is to be read; a workbook asks for its sheet, a text for how it is written. */
export function ReadingFields({
  onChange,
  sheets = [],
  open = false,
}: {
  onChange?: () => void;
  sheets?: readonly string[];
  open?: boolean;
}) {
  const { t } = useWords();
  const select = (
    name: 'encoding' | 'delimiter' | 'decimal' | 'dates',
    group: string,
    codes: readonly string[],
  ) => (
    <Form.Item name={['reading', name]} label={t(`datasets.reading.${name}`)}>
      <SelectInput options={choicesOf(group, codes)} none={t('datasets.reading.find')} />
    </Form.Item>
  );
  const workbook = sheets.length > 0;
  return (
    <div onChange={onChange}>
      {sheets.length > 1 ? (
        <Form.Item name={['reading', 'sheet']} label={t('datasets.reading.sheet')}>
          <SelectInput
            options={sheets.map((value) => ({ value, label: value }))}
            none={t('datasets.reading.fullest')}
          />
        </Form.Item>
      ) : null}
      <details className="reading-fields" open={open}>
        <summary>{t('datasets.reading.title')}</summary>
        <p className="sl-muted sl-small">{t('datasets.reading.help')}</p>
        {workbook ? null : (
          <div className="form-pair">
            {select('encoding', 'encoding', Reading.shape.encoding.unwrap().options)}
            {select('delimiter', 'delimiter', ['comma', 'tab', 'semicolon', 'pipe'])}
          </div>
        )}
        <div className="form-pair">
          {select('decimal', 'decimal', ['point', 'comma'])}
          {select('dates', 'date_form', Reading.shape.dates.unwrap().options)}
        </div>
        <Form.Item
          name={['reading', 'markers']}
          label={t('datasets.reading.markers')}
          extra={t('datasets.reading.markers_help')}
        >
          <TextInput maxLength={400} />
        </Form.Item>
        <Form.Item name={['reading', 'totals']} valuePropName="checked">
          <CheckInput label={t('datasets.reading.totals')} />
        </Form.Item>
      </details>
    </div>
  );
}
