import type { Reader } from '../../../db/client';
import { contactOfEmail, staffOfEmail } from '../../../db/queries/sign-in';
import type { ReadContext } from '../../context';
import type { PointRef } from '../../domain/consent-event';
import { parseAddress } from '../../domain/contact-point/address';
import { locate, pointRef } from '../../domain/contact-point/locate';
import type { Side, Subject } from './subject';

/** Somebody who may sign in by an email address, and the contact point mail to them goes to. */
export interface FoundSubject {
  subject: Subject;
  point: PointRef;
}

/**
 * Who signs in by an email address on one side; null when nobody may: unknown, suspended, erased or deceased.
 * Never tells the outside which.
 */
export async function findSubject(
  ctx: Pick<ReadContext, 'config'>,
  reader: Reader,
  asked: { email: string; side: Side },
): Promise<FoundSubject | null> {
  const parsed = parseAddress({ email: asked.email }, ctx.config.defaultCountry);
  if (!parsed.ok) return null;
  const keys = ctx.config.addressKeys;
  const located = locate(parsed.address, keys);
  const [newest] = located.ids;
  if (newest === undefined) return null;
  switch (asked.side) {
    case 'account': {
      const contact = await contactOfEmail(reader, located.ids);
      if (contact === null || contact.status === 'erased' || contact.status === 'deceased') return null;
      return {
        subject: { side: 'account', id: contact.id },
        point: pointRef(located, contact.contact_point_id, keys),
      };
    }
    case 'staff': {
      const staff = await staffOfEmail(reader, parsed.address.normalised);
      if (staff === null || staff.suspended) return null;
      return { subject: { side: 'staff', id: staff.id }, point: pointRef(located, newest, keys) };
    }
    default:
      return asked.side satisfies never;
  }
}
