import type { World } from './world';

export interface Storage {
  table: string;
  /** Bytes with indexes, per contact. */
  perContact: number;
}

/** What each table takes on disk, indexes included, per contact loaded. */
export async function measureStorage(world: World): Promise<Storage[]> {
  const { rows } = await world.owner.query<{ table: string; bytes: string }>(
    `SELECT relname AS table, pg_total_relation_size(oid)::text AS bytes FROM pg_class
     WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname NOT LIKE 'bench%' ORDER BY pg_total_relation_size(oid) DESC LIMIT 8`,
  );
  return rows.map((row) => ({ table: row.table, perContact: Number(row.bytes) / world.contacts }));
}
