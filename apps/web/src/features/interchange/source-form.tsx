import { ImportKind } from '@scenario-lab/contracts/catalogue-imports';
import {
  type CatalogueSource,
  createSource,
  editSource,
  type SaveSource,
  sourcePaces,
} from '@scenario-lab/contracts/catalogue-sources';
import { useId } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { SelectInput } from '../../components/choice-input.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextInput } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useWords } from '../../i18n/use-words.js';

interface Said {
  name: string;
  address: string;
  licence: string;
  kind: string;
  every: string;
}
const saidOf = (source: CatalogueSource | undefined): Said => ({
  name: source?.name ?? '',
  address: source?.address ?? '',
  licence: source?.licence ?? '',
  kind: source?.kind ?? 'ckan',
  every: source?.every ?? 'week',
});

/** A source's address and how it is read; a new one is looked at as soon as it is kept. */
export function SourceForm({ source, onDone }: { source?: CatalogueSource; onDone: (id: string) => void }) {
  const { t } = useWords();
  const empty = saidOf(source);
  const [said, setSaid] = useKept(`catalogue-source.${source?.id ?? 'new'}`, empty);
  const ended = (id: string) => {
    setSaid(empty);
    onDone(id);
  };
  const add = useDeed(createSource, { onSuccess: ({ id }) => ended(id) });
  const save = useDeed(editSource, { onSuccess: () => source && ended(source.id) });
  const settings: Omit<SaveSource, 'name'> = {
    address: said.address.trim(),
    kind: ImportKind.catch('ckan').parse(said.kind),
    licence: said.licence.trim() || null,
    mapping: source && source.kind === said.kind ? source.mapping : null,
    every: sourcePaces.find((pace) => pace === said.every) ?? 'week',
  };
  const send = () => {
    if (source) save.mutate({ params: { id: source.id }, body: settings });
    else add.mutate({ body: { ...settings, name: said.name.trim() } });
  };
  const named = source !== undefined || said.name.trim() !== '';
  return (
    <div className="sl-stack sl-tight">
      {source ? null : (
        <Line name="name" said={said} onChange={setSaid} label={t('harvests.name')} most={200} />
      )}
      <Line
        name="address"
        said={said}
        onChange={setSaid}
        label={t('harvests.address')}
        most={2_000}
        help={t('harvests.address_help')}
      />
      <Choice
        label={t('interchange.kind')}
        value={said.kind}
        options={ImportKind.options.map((value) => ({ value, label: t(`interchange.kinds.${value}`) }))}
        onChange={(kind) => setSaid({ ...said, kind })}
      />
      <Choice
        label={t('harvests.every')}
        value={said.every}
        options={sourcePaces.map((value) => ({ value, label: t(`harvests.paces.${value}`) }))}
        onChange={(every) => setSaid({ ...said, every })}
      />
      <Line name="licence" said={said} onChange={setSaid} label={t('interchange.licence')} most={200} />
      <p>
        <Button
          tone={source ? 'default' : 'primary'}
          disabled={!named || said.address.trim() === ''}
          pending={add.isPending || save.isPending}
          onClick={send}
        >
          {t(source ? 'harvests.save' : 'harvests.save_new')}
        </Button>
      </p>
      {source ? null : <p className="sl-muted sl-small">{t('harvests.kept')}</p>}
      <ProblemAlert error={add.error ?? save.error} />
    </div>
  );
}

function Line(props: {
  name: 'name' | 'address' | 'licence';
  said: Said;
  onChange: (said: Said) => void;
  label: string;
  most: number;
  help?: string;
}) {
  const { name, said, onChange, label, most, help } = props;
  const field = useId();
  return (
    <>
      <label htmlFor={field}>{label}</label>
      <TextInput
        id={field}
        value={said[name]}
        maxLength={most}
        {...(name === 'address' ? { inputMode: 'url' as const, placeholder: 'https://' } : {})}
        aria-describedby={help ? `${field}-help` : undefined}
        onChange={(event) => onChange({ ...said, [name]: event.target.value })}
      />
      {help ? (
        <p id={`${field}-help`} className="sl-muted sl-small">
          {help}
        </p>
      ) : null}
    </>
  );
}

function Choice(props: {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
}) {
  const field = useId();
  return (
    <>
      <label htmlFor={field}>{props.label}</label>
      <SelectInput
        id={field}
        value={props.value}
        options={props.options}
        onChange={(value) => props.onChange(value ?? props.value)}
      />
    </>
  );
}
