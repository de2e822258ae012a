import 'reflect-metadata';

/**
 * What a query of the API asks of Postgres: `work` is called with a database that notes every statement and hands it
 * on. Answers the statements and the reply.
 */
export async function record(client, work) {
  const statements = [];
  const tx = {
    query: async (sql, values = []) => {
      statements.push({ sql, values });
      const done = await client.query(sql, values);
      return done.command === 'UPDATE' ? [done.rows, done.rowCount] : done.rows;
    },
  };
  const asActor = (_actor, use) => use(tx);
  const reply = await work({ asActor, byKey: asActor, asNobody: (use) => use(tx) });
  return { statements, reply };
}
