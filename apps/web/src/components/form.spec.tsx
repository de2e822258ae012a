// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import type { ReactNode } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { showAtFields } from '../app/problems.js';
import { loadLanguage } from '../i18n/i18n.js';
import { BilingualField } from './bilingual-field.js';
import { ChecksField } from './choice-field.js';
import { CheckInput, SelectInput } from './choice-input.js';
import { Form, type FormInstance } from './form.js';
import { TextInput } from './text-input.js';

let form: FormInstance;
const sent = vi.fn();

function Example(props: { children: ReactNode; initialValues?: object; requiredMark?: boolean }) {
  [form] = Form.useForm();
  return (
    <Form form={form} layout="vertical" onFinish={sent} {...props}>
      {props.children}
      <button type="submit">send</button>
    </Form>
  );
}
const show = (children: ReactNode, props: Omit<Parameters<typeof Example>[0], 'children'> = {}) =>
  render(<Example {...props}>{children}</Example>);
const send = () => fireEvent.click(screen.getByText('send'));
const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label, { exact: true });
const type = (label: string, value: string) => fireEvent.change(field(label), { target: { value } });
const saidOf = (element: HTMLElement) =>
  (element.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .filter(Boolean)
    .map((id) => document.getElementById(id)?.textContent);
const place = (...path: (string | number)[]) => ({
  path,
  code: 'required',
  sentence: 'Please fill this in.',
});
const faults = async () => {
  // Layout and colours are looked at by the page checks, in a browser.
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`);
};

beforeAll(() => loadLanguage('en'));
beforeEach(() => sent.mockClear());
afterEach(cleanup);

describe('a field', () => {
  it('is named by its label and read with its help', async () => {
    show(
      <>
        <Form.Item name="title" label="Title" extra="As short as can be." required>
          <TextInput />
        </Form.Item>
        <ChecksField
          name="fields"
          label="Fields"
          options={[{ value: 'water', label: 'Water' }]}
          extra="One or more."
        />
        <BilingualField name="summary" label="Summary" rows={3} required />
      </>,
    );
    expect(field('Title').id).toBe('title');
    expect(saidOf(field('Title'))).toEqual(['As short as can be.']);
    expect(field('Title').getAttribute('aria-required')).toBe('true');
    expect(field('Title').hasAttribute('aria-invalid')).toBe(false);
    expect(screen.getByText('Title').className).toBe('form-item-required');
    const group = screen.getByRole('group', { name: 'Fields' });
    expect(saidOf(group)).toEqual(['One or more.']);
    expect(field('Summary').tagName).toBe('TEXTAREA');
    expect(await faults()).toEqual([]);
  });

  it('has no star where all are asked for, and still says so to a screen reader', () => {
    show(
      <Form.Item name="title" label="Title" required>
        <TextInput />
      </Form.Item>,
      { requiredMark: false },
    );
    expect(screen.getByText('Title').className).toBe('');
    expect(field('Title').getAttribute('aria-required')).toBe('true');
  });

  it('goes by the property and the values its control has, and leaves the control its own handler', async () => {
    const own = vi.fn();
    show(
      <>
        <Form.Item name="gpu" valuePropName="checked">
          <CheckInput label="GPU" />
        </Form.Item>
        <Form.Item
          name="level"
          label="Level"
          getValueFromEvent={(value: string | null) => (value === null ? null : Number(value))}
          getValueProps={(value: number | null) => ({ value: value === null ? null : String(value) })}
        >
          <SelectInput options={['1', '2'].map((value) => ({ value, label: value }))} onChange={own} />
        </Form.Item>
      </>,
      { initialValues: { gpu: true, level: 1 } },
    );
    expect(field('GPU').checked).toBe(true);
    fireEvent.click(field('GPU'));
    type('Level', '2');
    expect(own).toHaveBeenCalledWith('2');
    send();
    await waitFor(() => expect(sent).toHaveBeenCalledWith({ gpu: false, level: 2 }));
  });

  it('without its frame keeps state and name', async () => {
    show(
      <Form.Item name="must" noStyle>
        <TextInput aria-label="must" />
      </Form.Item>,
    );
    expect(document.querySelector('.form-item')).toBeNull();
    type('must', 'yes');
    act(() => form.setFields([{ name: 'must', errors: ['no'] }]));
    expect(field('must').getAttribute('aria-invalid')).toBe('true');
    // Nothing is said under it, so nothing is pointed at.
    expect(saidOf(field('must'))).toEqual([]);
    send();
    await waitFor(() => expect(sent).toHaveBeenCalledWith({ must: 'yes' }));
  });
});

describe('what is wrong', () => {
  const two = (
    <>
      <Form.Item name="title" label="Title" extra="As short as can be." rules={[{ required: true }]}>
        <TextInput />
      </Form.Item>
      <Form.Item name="place" label="Place" rules={[{ required: true }, { min: 3 }]}>
        <TextInput />
      </Form.Item>
    </>
  );

  it('by a field’s own rules stops the form, is said there, and is where the cursor goes', async () => {
    show(two);
    send();
    await waitFor(() => expect(document.activeElement).toBe(field('Title')));
    expect(sent).not.toHaveBeenCalled();
    expect(saidOf(field('Title'))).toEqual(['Please fill this in.', 'As short as can be.']);
    expect(field('Title').getAttribute('aria-invalid')).toBe('true');
    expect(screen.getAllByRole('alert').map(({ textContent }) => textContent)).toEqual([
      'Please fill this in.',
      'Please fill this in.',
    ]);
    expect(await faults()).toEqual([]);
    type('Title', 'Pumps');
    type('Place', 'AB');
    await waitFor(() => expect(saidOf(field('Place'))).toEqual(['Too short or too small.']));
    expect(field('Title').hasAttribute('aria-invalid')).toBe(false);
    send();
    await waitFor(() => expect(document.activeElement).toBe(field('Place')));
    type('Place', 'ABC');
    send();
    await waitFor(() => expect(sent).toHaveBeenCalledWith({ title: 'Pumps', place: 'ABC' }));
  });

  it('is said in the reader’s language', async () => {
    await loadLanguage('zh');
    show(two);
    send();
    await waitFor(() => expect(saidOf(field('Title'))[0]).toBe('请填写。'));
    await loadLanguage('en');
  });

  it('is looked at again where another field is depended on', async () => {
    show(
      <>
        <Form.Item name="password" label="Password">
          <TextInput />
        </Form.Item>
        <Form.Item
          name="again"
          label="Again"
          dependencies={['password']}
          rules={[
            ({ getFieldValue }) => ({
              validator: async (_, value) => {
                if (value !== getFieldValue('password')) throw new Error('Not the same.');
              },
            }),
          ]}
        >
          <TextInput />
        </Form.Item>
      </>,
    );
    type('Again', 'first');
    await waitFor(() => expect(saidOf(field('Again'))).toEqual(['Not the same.']));
    type('Password', 'first');
    await waitFor(() => expect(saidOf(field('Again'))).toEqual([]));
    type('Password', 'second');
    await waitFor(() => expect(saidOf(field('Again'))).toEqual(['Not the same.']));
  });

  it('for the server goes to the field around the place, and the cursor to the first on the page', async () => {
    show(
      <>
        <BilingualField name="title" label="Title" />
        <Form.Item name={['owner', 'email']} label="E-mail">
          <TextInput />
        </Form.Item>
      </>,
    );
    act(() => showAtFields(form, [place('owner', 'email'), place('title', 'zh'), place('nowhere')]));
    await waitFor(() => expect(document.activeElement).toBe(field('Title')));
    expect(saidOf(field('Title'))).toEqual(['Please fill this in.']);
    expect(saidOf(field('E-mail'))).toEqual(['Please fill this in.']);
    // The list on top says it aloud; said once more at each field it would be in the way.
    expect(screen.queryAllByRole('alert')).toEqual([]);
    expect(await faults()).toEqual([]);
  });

  it('leaves the cursor where somebody is still typing', async () => {
    const scrolled = vi.fn();
    Element.prototype.scrollIntoView = scrolled;
    show(
      <>
        <Form.Item name="title" label="Title">
          <TextInput />
        </Form.Item>
        <Form.Item name="place" label="Place">
          <TextInput />
        </Form.Item>
      </>,
    );
    field('Place').focus();
    act(() => showAtFields(form, [place('title')], 'scroll'));
    await waitFor(() => expect(scrolled).toHaveBeenCalled());
    expect(scrolled.mock.contexts[0]).toBe(field('Title').closest('.form-item'));
    expect(document.activeElement).toBe(field('Place'));
    Reflect.deleteProperty(Element.prototype, 'scrollIntoView');
  });

  it('is found in its own form and in what is folded up', async () => {
    render(
      <Form>
        <Form.Item name="title" label="Other title">
          <TextInput />
        </Form.Item>
      </Form>,
    );
    show(
      <details>
        <summary>more</summary>
        <Form.Item name="title" label="Title">
          <TextInput />
        </Form.Item>
      </details>,
    );
    act(() => showAtFields(form, [place('title')]));
    await waitFor(() => expect(document.querySelector('details')?.open).toBe(true));
    expect(document.activeElement?.closest('details')).not.toBeNull();
  });
});

describe('a list', () => {
  const lines = (
    <Form.List name="lines">
      {(rows, { add, remove }) => (
        <>
          {rows.map(({ key, name }) => (
            <section key={key} aria-label={`line ${name}`}>
              <Form.Item name={[name, 'word']} label="Word" rules={[{ required: true }]}>
                <TextInput />
              </Form.Item>
              <button type="button" onClick={() => remove(name)}>
                remove
              </button>
            </section>
          ))}
          <button type="button" onClick={() => add({ word: '' })}>
            add
          </button>
        </>
      )}
    </Form.List>
  );
  const line = (at: number) => within(screen.getByLabelText(`line ${at}`));
  const word = (at: number) => line(at).getByRole<HTMLInputElement>('textbox');

  it('takes lines on and off, and each keeps what is its own', async () => {
    show(lines, { initialValues: { lines: [{ word: 'one' }, { word: 'two' }] } });
    fireEvent.click(screen.getByText('add'));
    fireEvent.change(word(2), { target: { value: 'three' } });
    const second = word(1);
    fireEvent.click(line(0).getByText('remove'));
    expect([word(0).value, word(1).value]).toEqual(['two', 'three']);
    // The same field, moved up: the cursor of whoever was in it stays.
    expect(word(0)).toBe(second);
    send();
    await waitFor(() => expect(sent).toHaveBeenCalledWith({ lines: [{ word: 'two' }, { word: 'three' }] }));
  });

  it('names each line’s field by its place and says what is wrong there', async () => {
    show(lines, { initialValues: { lines: [{ word: 'one' }, { word: '' }] } });
    send();
    await waitFor(() => expect(document.activeElement).toBe(word(1)));
    expect(word(1).id).toBe('lines_1_word');
    expect(saidOf(word(1))).toEqual(['Please fill this in.']);
    expect(saidOf(word(0))).toEqual([]);
  });
});

it('gives a part of a form the form around it, and nothing outside of one', () => {
  const Part = () => <output>{String(Form.useFormInstance() === form)}</output>;
  show(<Part />);
  expect(screen.getByRole('status').textContent).toBe('true');
  const silent = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  expect(() => render(<Part />)).toThrow('<Form> is missing');
  silent.mockRestore();
});

it('shows what hangs on another field, watched', async () => {
  function Watching() {
    const kind = Form.useWatch('kind', form);
    return kind === 'other' ? <p>say which</p> : null;
  }
  show(
    <>
      <Form.Item name="kind" label="Kind">
        <TextInput />
      </Form.Item>
      <Watching />
      <Form.Item shouldUpdate>
        {({ getFieldValue }) => <output>{String(getFieldValue('kind') ?? '')}</output>}
      </Form.Item>
    </>,
  );
  type('Kind', 'other');
  expect(await screen.findByText('say which')).toBeTruthy();
  expect(screen.getByRole('status').textContent).toBe('other');
});
