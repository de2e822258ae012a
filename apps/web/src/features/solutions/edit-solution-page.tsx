import { readSolution } from '@scenario-lab/contracts/solutions';
import { useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { SolutionForm } from './solution-form.js';

export function NewSolutionPage() {
  return <SolutionForm />;
}

export function EditSolutionPage() {
  const { id = '' } = useParams();
  const { data, error, isPending } = useRow(readSolution, { params: { id } });
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <SolutionForm solution={data} />;
}
