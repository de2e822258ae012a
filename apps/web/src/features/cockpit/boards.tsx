import { useWords } from '../../i18n/use-words.js';

/** Which of a tile's boards is shown, and a way to each of the others. */
export function Boards({
  boards,
  at,
  show,
  of,
}: {
  boards: number;
  at: number;
  show: (board: number) => void;
  /** What the boards are of, for who hears it. */
  of: string;
}) {
  const { t } = useWords();
  if (boards < 2) return null;
  return (
    <nav className="cockpit-boards" aria-label={`${of}${t('common.colon')}${t('cockpit.boards')}`}>
      {Array.from({ length: boards }, (_, board) => (
        <button
          key={`board ${String(board)}`}
          type="button"
          aria-label={t('cockpit.board', { at: board + 1, of: boards })}
          aria-current={board === at}
          onClick={() => show(board)}
        />
      ))}
    </nav>
  );
}
