import type { DatasetVersion } from '@scenario-lab/contracts/datasets';
import { useSearchParams } from 'react-router';
import { Button } from '../../components/button.js';
import { FileUpload } from '../../components/file-upload.js';
import type { ControlProps } from '../../components/form-places.js';
import { useWords } from '../../i18n/use-words.js';
import { AddressIntake } from './address-intake.js';
import type { Chosen } from './table-preview.js';

interface DataSourceProps extends ControlProps {
  datasetId: string;
  /** None yet while the data set is being read. */
  versions: readonly DatasetVersion[] | undefined;
  onChange?: (id: string | null) => void;
  onFile: (file: Chosen | null) => void;
}

/** Where a version's file comes from: this machine, or an address. The page's own address keeps which, and the fetch. */
export function DataSource({ datasetId, versions, onChange, onFile, ...rest }: DataSourceProps) {
  const { t } = useWords();
  const [params, setParams] = useSearchParams();
  const set = (changes: Record<string, string | null>) => {
    const next = new URLSearchParams(params);
    for (const [name, value] of Object.entries(changes))
      if (value === null) next.delete(name);
      else next.set(name, value);
    setParams(next, { replace: true });
    onFile(null);
    onChange?.(null);
  };
  if (!versions) return null;
  const again = versions.find(({ id }) => id === params.get('again'));
  if (params.get('from') === 'address')
    return (
      <AddressIntake
        {...rest}
        datasetId={datasetId}
        against={again ?? versions.find(({ fetched }) => fetched !== null)}
        first={again?.fetched?.address ?? ''}
        fetchId={params.get('fetch')}
        onAsked={(fetch) => set({ fetch })}
        onUpload={() => set({ from: null, fetch: null, again: null })}
        onFetched={(upload, file) => {
          onFile(file);
          onChange?.(upload);
        }}
      />
    );
  return (
    <>
      <FileUpload
        {...rest}
        purpose="dataset"
        accept=".xlsx,.csv,.txt,.tsv,.zip,.jsonl,.geojson,.json,.parquet"
        hint={t('datasets.upload_hint')}
        onChange={(upload) => onChange?.(upload?.id ?? null)}
        onFile={(file) => onFile(file && { name: file.name, size: file.size, bytes: file })}
      />
      <p style={{ margin: '6px 0 0' }}>
        <Button tone="link" onClick={() => set({ from: 'address' })}>
          {t('fetches.or_address')}
        </Button>
      </p>
    </>
  );
}
