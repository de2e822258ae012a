import { readAlgorithm } from '@scenario-lab/contracts/algorithms';
import { useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { AlgorithmForm } from './algorithm-form.js';

export function NewAlgorithmPage() {
  return <AlgorithmForm />;
}

export function EditAlgorithmPage() {
  const { id = '' } = useParams();
  const { data, error, isPending } = useRow(readAlgorithm, { params: { id } });
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <AlgorithmForm algorithm={data} />;
}
