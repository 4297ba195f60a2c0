import { sessionsOf } from '../../../db/queries/sessions';
import type { ReadContext } from '../../context';
import { type Device, keptDevice } from '../../domain/device';

/** Where somebody is signed in. */
export interface OpenSession extends Device {
  id: string;
  beganAt: Date;
  /** To within a few minutes: not every use is noted. */
  lastUsedAt: Date;
  /** The session of the very browser that looks. */
  isThis: boolean;
}

const MOST_SHOWN = 100;

/** The sessions of a sign-in user, this one first, then the one used last. */
export async function listSessions(
  ctx: ReadContext,
  who: { userId: string; sessionId: string },
): Promise<OpenSession[]> {
  const rows = await sessionsOf(ctx.db.reader, who.userId, ctx.now(), MOST_SHOWN);
  const sessions = rows.map(({ id, beganAt, lastUsedAt, browser, system }) => ({
    id,
    beganAt,
    lastUsedAt,
    ...keptDevice(browser, system),
    isThis: id === who.sessionId,
  }));
  return [...sessions.filter(({ isThis }) => isThis), ...sessions.filter(({ isThis }) => !isThis)];
}
