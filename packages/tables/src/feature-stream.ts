import { Unreadable } from './problem.js';

/** One feature of a collection as it stands in the file. */
export interface FeatureText {
  text: string;
  /** From 1. */
  number: number;
  /** Of the file, where it begins. */
  line: number;
}

const longestFeature = 32 * 2 ** 20;
const longestFrame = 2 ** 20;
const deepest = 100;

function* newlines(text: string): Generator<number> {
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) yield at;
}

/**
 * Parts a feature collection into its features without holding all of it: follows strings and brackets alone, JSON itself is
 * read feature by feature. What stands around the features is `frame`, complete once all have been handed out.
 */
export class FeatureStream {
  frame = '';
  private depth = 0;
  private inString = false;
  private escaped = false;
  private inFeatures = false;
  private feature: string | null = null;
  private between = '';
  private number = 0;
  private line = 1;
  private begun = 1;

  /** @param cut the file goes on where the pieces end */
  constructor(private readonly cut: boolean) {}

  /** @throws {Unreadable} at the first place that is no collection */
  *read(pieces: Iterable<string>): Generator<FeatureText> {
    for (const piece of pieces) yield* this.piece(piece);
    if (this.depth > 0 && !this.cut) this.stop('geo_cut_off', this.number);
  }

  private *piece(text: string): Generator<FeatureText> {
    const special = /["{}[\]\\]/g;
    let from = 0;
    const take = (to: number) => {
      if (to > from) this.keep(text.slice(from, to));
      from = to;
    };
    if (this.escaped) {
      special.lastIndex = 1;
      this.escaped = false;
    }
    for (let found = special.exec(text); found; found = special.exec(text)) {
      const sign = found[0];
      const at = found.index;
      if (this.inString) {
        if (sign === '\\') {
          if (at + 1 >= text.length) this.escaped = true;
          special.lastIndex = at + 2;
        } else if (sign === '"') this.inString = false;
        continue;
      }
      if (sign === '"') this.inString = true;
      else if (sign === '{' || sign === '[') {
        if (this.inFeatures && this.depth === 2 && sign === '{') {
          take(at);
          this.begin();
        }
        this.depth += 1;
        if (this.depth > deepest) this.stop('too_deep', this.number + 1);
        if (sign === '[' && this.depth === 2 && !this.inFeatures) {
          take(at + 1);
          this.inFeatures = /"features"\s*:\s*\[$/.test(this.frame);
          this.between = '';
        }
      } else if (sign === '}' || sign === ']') {
        if (this.inFeatures && this.depth === 2) {
          take(at);
          if (this.between.trim() !== '') this.stop('geo_not_feature', this.number + 1);
          this.inFeatures = false;
        }
        this.depth -= 1;
        if (this.inFeatures && this.depth === 2) {
          take(at + 1);
          yield { text: this.feature ?? '', number: this.number, line: this.begun };
          this.feature = null;
          this.between = '';
        }
      }
    }
    take(text.length);
  }

  /** Between two features stands one comma, before the first nothing. */
  private begin(): void {
    if (this.between.trim() !== (this.number === 0 ? '' : ',')) this.stop('geo_not_feature', this.number + 1);
    this.number += 1;
    this.begun = this.line;
    this.feature = '';
  }

  private keep(text: string): void {
    for (const _ of newlines(text)) this.line += 1;
    if (this.feature !== null) {
      this.feature += text;
      if (this.feature.length > longestFeature) this.stop('cell_too_long', this.number);
    } else if (this.inFeatures) this.between += text;
    else this.frame += text;
    if (this.frame.length + this.between.length > longestFrame) this.stop('geo_not_feature', this.number + 1);
  }

  private stop(code: string, number: number): never {
    const place = number === 0 ? `line ${this.line}` : `feature ${number}, line ${this.line}`;
    throw new Unreadable([{ code, place, detail: '' }]);
  }
}
