import type { Answer, Args, Route } from '@scenario-lab/contracts/route';
import { Form, type FormInstance } from 'antd';
import { useState } from 'react';
import { useDeed } from '../app/api.js';
import { type Place, placeOf, showAtFields, tellProblem } from '../app/problems.js';
import { issuesOf } from './row-issues.js';

interface RowFormOptions<Row extends Route, V> {
  row: Row;
  params?: Record<string, string>;
  /** What the fields hold → the row's body, as its schema takes it. */
  bodyOf: (values: V) => unknown;
  onDone: (answer: Answer<Row>) => void | Promise<void>;
  form?: FormInstance<V>;
}

/**
 * A form over a row: the row's own schema checks before the server does, and both say what is wrong at the field
 * and in the list on top (`<ProblemAlert error={form.error} places={form.places} />`).
 */
export function useRowForm<Row extends Route, V extends object>(options: RowFormOptions<Row, V>) {
  const [made] = Form.useForm<V>();
  const form = options.form ?? made;
  const [places, setPlaces] = useState<Place[]>([]);
  const doing = useDeed(options.row, {
    onSuccess: options.onDone,
    onError: (error) => showAtFields(form, tellProblem(error).places),
  });
  const submit = (values: V) => {
    const body = options.bodyOf(values);
    const found = issuesOf(options.row, body).map(placeOf);
    setPlaces(found);
    if (found.length > 0) {
      doing.reset();
      showAtFields(form, found);
      return;
    }
    doing.mutate({ params: options.params, body } as unknown as Args<Row>);
  };
  return { form, submit, places, error: doing.error, pending: doing.isPending };
}
