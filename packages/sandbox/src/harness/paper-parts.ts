/** How much of an office's document is read. */
export interface PaperLimits {
  bytes: number;
  pages: number;
  characters: number;
}

/** A heading or paragraph (one cell), or a row of a table. */
export interface PaperBlock {
  kind: 'heading' | 'text' | 'row';
  page: number | null;
  /** Counted from 1: of the document where it has no pages, else of the page. */
  paragraph: number;
  cells: string[];
}
