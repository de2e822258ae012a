import { readDataset } from '@scenario-lab/contracts/datasets';
import { readScenario } from '@scenario-lab/contracts/scenarios';
import { useParams, useSearchParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { DatasetForm } from './dataset-form.js';

/** Data of one's own; for whoever comes from writing a need, what the need tells of them is filled in. */
export function NewDatasetPage() {
  const [params] = useSearchParams();
  const id = params.get('need');
  const { data, error, isPending } = useRow(
    readScenario,
    { params: { id: id ?? '' } },
    { enabled: id !== null },
  );
  if (id === null) return <DatasetForm />;
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <DatasetForm need={data} />;
}

export function EditDatasetPage() {
  const { id = '' } = useParams();
  const { data, error, isPending } = useRow(readDataset, { params: { id } });
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <DatasetForm dataset={data} />;
}
