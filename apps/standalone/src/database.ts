import { type EmbeddedCluster, startEmbedded } from '@scenario-lab/db/embedded';

export interface KeptDatabase {
  /** Owner's address; stays the same when the server is started again. */
  url: string;
  stop(): Promise<void>;
}

type Where = Parameters<typeof startEmbedded>[0];

/**
 * Starts the packaged Postgres and starts it again when it falls, on the same port, for every process has the
 * address. Errors: as `startEmbedded`, the first time; later ones are said and tried again.
 */
export async function keepDatabase(where: Where, say: (line: string) => void): Promise<KeptDatabase> {
  let cluster = await startEmbedded(where);
  const { url, port } = cluster;
  let ending = false;
  const again = async (): Promise<EmbeddedCluster | null> => {
    const next = await startEmbedded({ ...where, port });
    if (next.port === port) return next;
    await next.stop();
    throw new Error(`port ${port} is taken`);
  };
  const watch = async () => {
    for (let falls = 0; ; ) {
      const since = Date.now();
      await cluster.ended;
      if (ending) return;
      falls = Date.now() - since > 60_000 ? 0 : falls + 1;
      say('the database ended; it is started again');
      for (let next: EmbeddedCluster | null = null; !next && !ending; ) {
        await new Promise((resolve) => setTimeout(resolve, Math.min(15_000, 250 * 2 ** falls)));
        next = await again().catch((error: unknown) => {
          falls += 1;
          say(`the database does not start: ${error instanceof Error ? error.message : error}`);
          return null;
        });
        if (next) cluster = next;
      }
      if (ending) return;
    }
  };
  const watching = watch();
  return {
    url,
    stop: async () => {
      ending = true;
      await cluster.stop();
      await watching;
      // One that was just being started when the end was asked for.
      await cluster.stop();
    },
  };
}
