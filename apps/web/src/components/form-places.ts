export type Name = string | number | readonly (string | number)[];

/** The id of the control of a field; labels, help and what is wrong there are named after it. */
export const fieldId = (name: Name): string => [name].flat().join('_');

/** What an item gives its control besides value and handler. A control of several parts puts them where they belong. */
export interface ControlProps {
  id?: string;
  'aria-describedby'?: string;
  'aria-invalid'?: 'true';
  'aria-required'?: 'true';
}

/** Those names alone, for a control that is given more than its element may have. */
export const namesIn = (props: ControlProps) => ({
  'aria-describedby': props['aria-describedby'],
  'aria-invalid': props['aria-invalid'],
  'aria-required': props['aria-required'],
});

/** A control of several parts: named by its item's label and read with what is said of it. */
export const groupOf = (id: string | undefined, describedBy: string | undefined) =>
  id === undefined
    ? {}
    : { id, role: 'group', 'aria-labelledby': `${id}_label`, 'aria-describedby': describedBy };

const focusable =
  'input:not([type="hidden"]):not([disabled]), select:not([disabled]), textarea:not([disabled]), button:not([disabled]), [tabindex]';

/**
 * The place of a field in its form: the item with its label, and what of it takes the focus. A control of several
 * parts is entered at its first one.
 */
function placeOf(root: HTMLElement, name: Name): { item: HTMLElement; control: HTMLElement | null } | null {
  const id = JSON.stringify(fieldId(name));
  const item = root.querySelector<HTMLElement>(`[data-field=${id}]`);
  const own = root.querySelector<HTMLElement>(`[id=${id}]`);
  const around = item ?? own;
  if (!around) return null;
  const control = own?.matches(focusable) ? own : around.querySelector<HTMLElement>(focusable);
  return { item: around, control };
}

/** Shows whichever of these fields stands first on the page, not first in the list; fields that are not there are left out. */
export function goToFirst(
  root: HTMLElement | null,
  names: readonly Name[],
  how: 'focus' | 'scroll' = 'focus',
): void {
  // After the page has been drawn with what is wrong, which moves the fields.
  requestAnimationFrame(() => {
    if (!root) return;
    const places = names.map((name) => placeOf(root, name)).filter((place) => place !== null);
    const [first] = places.sort(({ item: one }, { item: other }) =>
      one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
    );
    if (!first) return;
    openAround(first.item);
    bringIntoView(first.item);
    if (how === 'focus') first.control?.focus({ preventScroll: true });
  });
}

/** Bars that stay at the page's edges hide what lies under them. */
const bar = 72;

function bringIntoView(item: HTMLElement): void {
  const { top, bottom } = item.getBoundingClientRect();
  if (top >= bar && bottom <= innerHeight - bar) return;
  const still = globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches;
  item.scrollIntoView?.({ behavior: still ? 'auto' : 'smooth', block: 'center' });
}

/** What is wrong must not be hidden in a part that is folded up. */
function openAround(item: HTMLElement): void {
  for (let fold = item.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null)
    fold.open = true;
}
