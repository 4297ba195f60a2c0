import { zoneOfContact } from '../../../db/queries/pauses';
import type { ReadContext } from '../../context';

/** Where the day begins for somebody of whom no time zone is known. */
const HOME_ZONE = 'Europe/London';

/** The time zone a person lives in (IANA), for the days they are told of and the days they choose. */
export async function zoneOfPerson(ctx: ReadContext, contactId: string): Promise<string> {
  return (await zoneOfContact(ctx.db.reader, contactId)) ?? HOME_ZONE;
}
