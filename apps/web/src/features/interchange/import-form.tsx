import {
  createImport,
  type ImportFile,
  ImportKind,
  type ImportMapping,
  previewImport,
} from '@scenario-lab/contracts/catalogue-imports';
import type { Answer } from '@scenario-lab/contracts/route';
import { useId, useState } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { SelectInput } from '../../components/choice-input.js';
import { Notice } from '../../components/notice.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextInput } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useWords } from '../../i18n/use-words.js';
import { CountsView } from './counts-view.js';
import { LinesTable } from './lines-table.js';
import { MappingFields } from './mapping-fields.js';

interface Chosen {
  fileName: string;
  text: string;
}

/** A file of another catalogue: what it is, where it comes from, what it would become. */
export function ImportForm({ onDone }: { onDone: (counts: Answer<typeof createImport>['counts']) => void }) {
  const { t } = useWords();
  const field = useId();
  const [kind, setKind] = useState<ImportFile['kind']>('ckan');
  const empty = { source: '', licence: '' };
  const [said, setSaid] = useKept('import', empty);
  const { source, licence } = said;
  const [mapping, setMapping] = useState<ImportMapping | undefined>();
  const [file, setFile] = useState<Chosen | null>(null);
  const look = useDeed(previewImport);
  const take = useDeed(createImport, {
    onSuccess: ({ counts }) => {
      look.reset();
      setFile(null);
      setSaid(empty);
      onDone(counts);
    },
  });
  const body: ImportFile | null =
    file && source.trim() ? { kind, source: source.trim(), licence: licence.trim(), mapping, ...file } : null;
  const preview = look.data;
  /** What was shown is not what would be taken over any more. */
  const changed = () => look.reset();
  const useful = preview ? preview.counts.added + preview.counts.changed > 0 : false;
  return (
    <Panel title={t('interchange.new')}>
      <div className="sl-stack sl-tight">
        <label htmlFor={`${field}-kind`}>{t('interchange.kind')}</label>
        <SelectInput
          id={`${field}-kind`}
          value={kind}
          options={ImportKind.options.map((value) => ({ value, label: t(`interchange.kinds.${value}`) }))}
          onChange={(value) => {
            setKind(ImportKind.catch('ckan').parse(value));
            setMapping(undefined);
            changed();
          }}
        />
        <label htmlFor={`${field}-source`}>{t('interchange.source')}</label>
        <TextInput
          id={`${field}-source`}
          value={source}
          maxLength={200}
          onChange={(event) => {
            setSaid({ ...said, source: event.target.value });
            changed();
          }}
        />
        <label htmlFor={`${field}-licence`}>{t('interchange.licence')}</label>
        <TextInput
          id={`${field}-licence`}
          value={licence}
          maxLength={200}
          onChange={(event) => {
            setSaid({ ...said, licence: event.target.value });
            changed();
          }}
        />
        <label htmlFor={`${field}-file`}>{t('interchange.file')}</label>
        <input
          id={`${field}-file`}
          type="file"
          accept=".json,.jsonld,.ttl,.rdf,.xml,.jsonl,.ndjson,.yaml,.yml,.csv,.tsv"
          onChange={(event) => {
            const chosen = event.target.files?.[0];
            setMapping(undefined);
            changed();
            if (!chosen) return setFile(null);
            void textOf(chosen).then((text) => setFile({ fileName: chosen.name, text }));
          }}
        />
        <p className="sl-row">
          <Button disabled={!body} pending={look.isPending} onClick={() => body && look.mutate({ body })}>
            {t('interchange.look')}
          </Button>
          <Button
            tone="primary"
            disabled={!body || !useful}
            pending={take.isPending}
            onClick={() => body && take.mutate({ body })}
          >
            {t('interchange.take')}
          </Button>
          {preview && !preview.fault ? <CountsView counts={preview.counts} /> : null}
        </p>
        <p className="sl-muted sl-small">{t('interchange.take_says')}</p>
        <ProblemAlert error={look.error ?? take.error} />
        {preview?.fault ? (
          <Notice tone="warn">
            <strong>{t(`interchange.problem.${preview.fault.code}`)}</strong>
            <p>
              <code>{preview.fault.place}</code> <span lang="en">{preview.fault.detail}</span>
            </p>
          </Notice>
        ) : null}
        {preview?.mapping ? (
          <MappingFields
            mapping={preview.mapping}
            paths={preview.paths}
            onApply={(next) => {
              setMapping(next);
              if (body) look.mutate({ body: { ...body, mapping: next } });
            }}
          />
        ) : null}
        {preview && preview.lines.length > 0 ? <LinesTable lines={preview.lines} /> : null}
      </div>
    </Panel>
  );
}

/** UTF-8, and where it is none GB18030, in which older Chinese lists are written. */
async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
