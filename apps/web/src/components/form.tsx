import './form.css';
import FieldForm, {
  Field,
  List,
  type FormProps as StateFormProps,
  type FormInstance as StateInstance,
  type FieldProps as StateProps,
  type StoreValue,
  useForm as useStore,
  useWatch,
} from '@rc-component/form';
import {
  type CSSProperties,
  cloneElement,
  createContext,
  isValidElement,
  type ReactNode,
  useContext,
  useMemo,
  useRef,
} from 'react';
import { useWords } from '../i18n/use-words.js';
import { type ControlProps, fieldId, goToFirst, type Name } from './form-places.js';

/**
 * The house's one form: what the fields hold, which of them were touched and what is wrong there is kept by
 * `@rc-component/form`; how a field looks, what it is called to a screen reader and where the focus goes is ours.
 *
 *     const [form] = Form.useForm<Values>();
 *     <Form form={form} initialValues={…} onFinish={…}>
 *       <Form.Item name="title" label={…} extra={…} required><TextInput /></Form.Item>
 *       <Form.List name="lines">{(lines, { add, remove }) => …}</Form.List>
 *     </Form>
 */
export interface FormInstance<V = StoreValue> extends StateInstance<V> {
  /** Scrolls to whichever of these fields stands first on the page, and puts the cursor there. */
  goToFirst: (names: readonly Name[], how?: 'focus' | 'scroll') => void;
  /** The form's own element, within which its fields are looked for: other forms of a page have fields of the same names. */
  root: { current: HTMLElement | null };
}

interface Around {
  form: FormInstance;
  marked: boolean;
}
const Context = createContext<Around | null>(null);
/** What somebody else has to say of a field of the row's body, shown below the field; null around a form nobody remarks on. */
export const ToldAtFields = createContext<((field: string) => ReactNode) | null>(null);

/** The place of what is said of a field that is drawn in parts. */
function Told({ field }: { field: string }) {
  return useContext(ToldAtFields)?.(field) ?? null;
}

function useForm<V>(given?: FormInstance<V>): [FormInstance<V>] {
  const [state] = useStore<V>();
  const root = useRef<HTMLElement | null>(null);
  const form = useMemo(
    () =>
      given ?? {
        ...state,
        root,
        goToFirst: (names: readonly Name[], how?: 'focus' | 'scroll') => goToFirst(root.current, names, how),
      },
    [given, state],
  );
  return [form];
}

/** The form around a part of one. */
function useFormInstance<V>(): FormInstance<V> {
  const around = useContext(Context);
  if (!around) throw new Error('a <Form> is missing above');
  return around.form;
}

interface FormProps<V> extends Omit<StateFormProps<V>, 'form' | 'validateMessages'> {
  form?: FormInstance<V>;
  /** Labels stand above their fields; there is no other layout. */
  layout?: 'vertical';
  /** `false` where every field has to be filled in and a star at each would say nothing. */
  requiredMark?: boolean;
}

function FormRoot<V>({ form: given, layout: _, requiredMark = true, className, ...rest }: FormProps<V>) {
  const [form] = useForm(given);
  const { t } = useWords();
  const around = useMemo(() => ({ form, marked: requiredMark }), [form, requiredMark]);
  const failed: FormProps<V>['onFinishFailed'] = (info) => {
    rest.onFinishFailed?.(info);
    form.goToFirst(info.errorFields.map(({ name }) => name));
  };
  return (
    <Context.Provider value={around}>
      <FieldForm<V>
        {...rest}
        ref={(made) => {
          form.root.current = made?.nativeElement ?? null;
        }}
        form={form}
        className={className ? `form ${className}` : 'form'}
        validateMessages={messages(t)}
        onFinishFailed={failed}
      />
    </Context.Provider>
  );
}

/** What a field's own `rules` find, in the words that the schemas' findings have. */
const messages = (t: ReturnType<typeof useWords>['t']): StateFormProps['validateMessages'] => {
  const invalid = t('problem.field.invalid_value');
  const kind = t('problem.field.invalid_type');
  const bounds = {
    len: invalid,
    min: t('problem.field.too_small'),
    max: t('problem.field.too_big'),
    range: invalid,
  };
  return {
    default: invalid,
    required: t('problem.field.required'),
    whitespace: t('problem.field.required'),
    enum: t('problem.field.invalid_enum_value'),
    types: Object.fromEntries(kinds.map((one) => [one, kind])),
    string: bounds,
    number: bounds,
    array: bounds,
    pattern: { mismatch: t('problem.field.invalid_format') },
  };
};
const kinds = [
  'string',
  'array',
  'object',
  'number',
  'date',
  'boolean',
  'integer',
  'float',
  'email',
  'url',
  'hex',
];

interface ItemProps<V> extends Omit<StateProps<V>, 'children' | 'name'> {
  name?: Name;
  label?: ReactNode;
  /** Stands under the field and is read to whoever comes to it. */
  extra?: ReactNode;
  /** Marks the field; what is missing is found by the row's schema or by `rules`. */
  required?: boolean;
  /** The bare control, in the form's state, without label and room for what is wrong. */
  noStyle?: boolean;
  className?: string;
  style?: CSSProperties;
  /** Of the row's body, where the item has no name or another. */
  told?: string;
  /** One control that takes `value`, `onChange`, `id` and the names a screen reader goes by; or what stands there instead. */
  children?: ReactNode | ((form: FormInstance<V>) => ReactNode);
}

function Item<V>({
  label,
  extra,
  required,
  noStyle,
  className,
  style,
  told: named,
  children,
  ...field
}: ItemProps<V>) {
  const form = useFormInstance<V>();
  const { name } = field;
  const told = named ?? (typeof name === 'string' ? name : undefined);
  const drawn = { label, extra, required, noStyle, className, style, told };
  if (name === undefined && typeof children !== 'function')
    return (
      <Drawn {...drawn} errors={[]}>
        {children}
      </Drawn>
    );
  return (
    <Field<V> {...(field as StateProps<V>)}>
      {(control, meta) => {
        if (typeof children === 'function') return children(form);
        const id = fieldId(meta.name);
        const wrong = meta.errors.length > 0;
        const described = [wrong && !noStyle ? `${id}_help` : '', extra ? `${id}_extra` : ''];
        const names = {
          'aria-describedby': described.filter(Boolean).join(' ') || undefined,
          'aria-invalid': wrong ? ('true' as const) : undefined,
          'aria-required': required ? ('true' as const) : undefined,
        };
        return (
          <Drawn {...drawn} id={id} errors={meta.errors} alert={field.rules !== undefined}>
            {withState(children, control, { id, ...names })}
          </Drawn>
        );
      }}
    </Field>
  );
}

type Handler = (...told: unknown[]) => void;

/** The control as the form holds it; what it does on a change by itself is done too. */
function withState(child: ReactNode, control: Record<string, unknown>, names: ControlProps) {
  if (!isValidElement<Record<string, unknown>>(child)) return child;
  const both = Object.entries(control).map(([name, kept]) => {
    const own = child.props[name];
    if (typeof kept !== 'function' || typeof own !== 'function') return [name, kept];
    const handlers = [kept as Handler, own as Handler];
    return [
      name,
      (...told: unknown[]) => {
        for (const handle of handlers) handle(...told);
      },
    ];
  });
  return cloneElement(child, { ...Object.fromEntries(both), ...names, id: child.props.id ?? names.id });
}

interface DrawnProps
  extends Pick<
    ItemProps<unknown>,
    'label' | 'extra' | 'required' | 'noStyle' | 'className' | 'style' | 'told'
  > {
  id?: string;
  errors: readonly string[];
  alert?: boolean;
  children: ReactNode;
}

function Drawn({
  id,
  label,
  extra,
  required,
  noStyle,
  className,
  style,
  told,
  errors,
  alert,
  children,
}: DrawnProps) {
  const marked = useContext(Context)?.marked ?? true;
  if (noStyle) return children;
  const wrong = errors.length > 0;
  const names = ['form-item', wrong ? 'form-item-wrong' : '', className ?? ''];
  return (
    <div className={names.filter(Boolean).join(' ')} style={style} data-field={id}>
      {label === undefined || label === null || label === '' ? null : (
        <div className="form-item-label">
          <label
            id={id ? `${id}_label` : undefined}
            htmlFor={id}
            className={required && marked ? 'form-item-required' : undefined}
          >
            {label}
          </label>
        </div>
      )}
      <div className="form-item-control">
        <div>{children}</div>
      </div>
      {wrong ? (
        // What the row's schema or the server found is said once, by the list on top, which is the alert; what a field's
        // own rules find nobody else says.
        <div
          className="form-item-explain"
          id={id ? `${id}_help` : undefined}
          role={alert ? 'alert' : undefined}
        >
          {errors.map((error) => (
            <div key={error}>{error}</div>
          ))}
        </div>
      ) : null}
      {extra ? (
        <div className="form-item-extra" id={id ? `${id}_extra` : undefined}>
          {extra}
        </div>
      ) : null}
      {told ? <Told field={told} /> : null}
    </div>
  );
}

export const Form = Object.assign(FormRoot, { Item, List, Told, useForm, useFormInstance, useWatch });
