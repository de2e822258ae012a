import { createHash } from 'node:crypto';
import { buildCorpus, type Corpus } from '@scenario-lab/matching/corpus';
import type { SolutionFeatures } from '@scenario-lab/matching/features';
import type { Glossary } from '@scenario-lab/matching/glossary';

/**
 * Values made once per content. Matching cuts the words of a features object when it first meets it, so the same
 * content must be the same object the next time; the oldest give way.
 */
export class Memory<V> {
  private readonly kept = new Map<string, V>();

  constructor(private readonly most: number) {}

  of(key: string, make: () => V): V {
    const known = this.kept.get(key);
    const value = known ?? make();
    this.kept.delete(key);
    this.kept.set(key, value);
    if (this.kept.size > this.most) {
      const [oldest] = this.kept.keys();
      if (oldest !== undefined) this.kept.delete(oldest);
    }
    return value;
  }
}

export const fingerprint = (...parts: unknown[]) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

/** What a reader may see decides on the corpus, so there is one per view of the evidence; few differ. */
export class Corpora {
  private readonly corpora = new Memory<Corpus>(8);

  of(
    features: readonly { key: string; features: SolutionFeatures }[],
    { state, glossary }: { state: string; glossary: Glossary },
  ): Corpus {
    return this.corpora.of(
      fingerprint(
        state,
        features.map(({ key }) => key),
      ),
      () =>
        buildCorpus(
          features.map((one) => one.features),
          glossary,
        ),
    );
  }
}
