import { readDataset } from '@scenario-lab/contracts/datasets';
import { useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { DatasetForm } from './dataset-form.js';

export function NewDatasetPage() {
  return <DatasetForm />;
}

export function EditDatasetPage() {
  const { id = '' } = useParams();
  const { data, error, isPending } = useRow(readDataset, { params: { id } });
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <DatasetForm dataset={data} />;
}
