import { useTerms } from '../../components/use-terms.js';

/** A class of an exam as the directory names it, where its code is one of the directory's categories; else its code alone. */
export function useClassName(): (code: string) => string {
  const { nameOf } = useTerms('ticket_category');
  return (code) => {
    const name = nameOf(code);
    return name === code ? code : `${name} · ${code}`;
  };
}
