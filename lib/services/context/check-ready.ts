import { askDatabase } from '../../../db/queries/ready';
import type { ReadContext } from '../../context';

/** Whether the record can be read now. */
export async function checkReady(ctx: ReadContext): Promise<boolean> {
  try {
    await askDatabase(ctx.db.reader);
    return true;
  } catch {
    return false;
  }
}
