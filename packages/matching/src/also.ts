/** What may stand for something that was typed: found where a card holds all of its terms. */
export interface Also {
  terms: readonly string[];
  /** Of what the same word, as typed, would weigh. */
  part: number;
}
