import type { Reader } from '../client';

const NOTHING = { name: 'ready', text: 'SELECT 1' };

/** Asks the database nothing, to see whether it answers. Rejects when it does not. */
export async function askDatabase(reader: Reader): Promise<void> {
  await reader.query(NOTHING);
}
