import type { ReactNode } from 'react';

/** Lines of a panel of the room, one below the other; nothing where there are none. */
export function RoomLines<T extends { id: string }>({
  of,
  children,
}: {
  of: readonly T[];
  children: (one: T) => ReactNode;
}) {
  if (of.length === 0) return null;
  return (
    <ul className="sl-plain sl-stack">
      {of.map((one) => (
        <li key={one.id}>{children(one)}</li>
      ))}
    </ul>
  );
}
