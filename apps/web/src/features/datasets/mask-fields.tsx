import './dataset.css';
import type { ColumnEntry, Profile } from '@scenario-lab/contracts/datasets';
import { methodsFor } from '@scenario-lab/contracts/masking';
import { SelectInput } from '../../components/choice-input.js';
import { FigureInput } from '../../components/figure-input.js';
import { Form } from '../../components/form.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';
import { type MaskLine, needsChoice } from './proposed-masks.js';

/** A line for each column: what was found in it, and what is to be done. Columns that need nothing are folded away. */
export function MaskFields(props: {
  lines: readonly MaskLine[];
  columns: readonly ColumnEntry[];
  profile: Profile | null;
}) {
  const { t } = useWords();
  const first = props.lines.filter((line) => needsChoice(line, props.profile)).length;
  const line = (at: number) => <Line key={at} at={at} {...props} />;
  const all = props.lines.map((_, at) => at);
  return (
    <div className="form-lines">
      {all.slice(0, first).map(line)}
      {first < all.length ? (
        <details className="column-more" open={first === 0}>
          <summary className="column-more-word">
            {t('masking.others', { columns: String(all.length - first) })}
          </summary>
          <div className="form-lines">{all.slice(first).map(line)}</div>
        </details>
      ) : null}
    </div>
  );
}

function Line({
  at,
  lines,
  columns,
  profile,
}: {
  at: number;
  lines: readonly MaskLine[];
  columns: readonly ColumnEntry[];
  profile: Profile | null;
}) {
  const { t } = useWords();
  const { count } = useFormats();
  const name = lines[at]?.column ?? '';
  const entry = columns.find((column) => column.name === name);
  const found = profile?.columns.find((column) => column.name === name)?.personal ?? {};
  const method = Form.useWatch(['lines', at, 'method']) as MaskLine['method'] | undefined;
  const kinds = Object.entries(found).map(
    ([kind, cells]) => `${wordFor('taxonomy.personal', kind)} ${t('masking.cells', { cells: count(cells) })}`,
  );
  // A title that only says the name again is not said twice.
  const called = Object.values(entry?.title ?? {}).some((title) => title !== name);
  const methods = ['keep', ...methodsFor[entry?.type ?? 'string']] as const;
  return (
    <fieldset className="form-line mask-line" aria-label={name}>
      <p className="mask-name">
        <code>{name}</code> {called ? <TextView text={entry?.title} /> : null}
        {kinds.length > 0 ? (
          <span className="sl-small" style={{ color: 'var(--inconclusive)' }}>
            {' '}
            {t('masking.found', { kinds: kinds.join(t('masking.and')) })}
          </span>
        ) : null}
      </p>
      <Form.Item
        name={['lines', at, 'method']}
        label={t('masking.method')}
        extra={t(`masking.says.${method ?? 'keep'}`)}
      >
        <SelectInput options={methods.map((value) => ({ value, label: t(`masking.methods.${value}`) }))} />
      </Form.Item>
      {method === 'truncate' ? (
        <Form.Item name={['lines', at, 'keep']} label={t('masking.keep')} required>
          <FigureInput />
        </Form.Item>
      ) : null}
      {method === 'band' ? (
        <Form.Item name={['lines', at, 'width']} label={t('masking.width')} required>
          <FigureInput />
        </Form.Item>
      ) : null}
    </fieldset>
  );
}
