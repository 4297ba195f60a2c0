import { v7 as uuidv7 } from 'uuid';
import type { TestDatabase } from '../../../db/testing/database';
import { parseAddress, type RawAddress } from '../../domain/contact-point/address';
import { locate, pointRef } from '../../domain/contact-point/locate';
import { CHANNELS_OF_KIND, type StaffRole } from '../../domain/vocabulary';
import { TEST_ADDRESS_KEY } from '../context/context.fixture';
import type { StaffActor } from '../staff/assert-may';

/** A contact with addresses, as a company's own systems would have brought it; the first email signs in. */
export async function addPerson(
  test: TestDatabase,
  person: { name: string; addresses: readonly RawAddress[]; externalRef?: string },
): Promise<{ id: string; points: string[] }> {
  const id = uuidv7();
  await test.asOwner(
    `INSERT INTO contact (id, name, country, timezone, subscriber_type, external_ref) VALUES ($1, $2, 'GB', 'Europe/London', 'individual', $3)`,
    [id, person.name, person.externalRef ?? id],
  );
  const points: string[] = [];
  let signIn = true;
  for (const raw of person.addresses) {
    const parsed = parseAddress(raw, 'GB');
    if (!parsed.ok) throw new Error('the fixture needs a valid address');
    const keys = [TEST_ADDRESS_KEY];
    const located = locate(parsed.address, keys);
    const ref = pointRef(located, located.ids[0] ?? '', keys);
    await test.asOwner(
      `INSERT INTO contact_point (id, kind, key_epoch, normaliser, typed, normalised, postcode, premises_id, country, extension)
       VALUES ($1, $2, $3, 1, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
      [
        ref.id,
        ref.kind,
        ref.keyEpoch,
        ref.typed,
        ref.normalised,
        ref.postcode,
        ref.premisesId,
        ref.country,
        ref.extension,
      ],
    );
    const signsIn = ref.kind === 'email' && signIn;
    if (signsIn) signIn = false;
    await test.asOwner(
      `INSERT INTO contact_contact_point (contact_point_id, contact_id, channels, is_primary, sign_in)
       VALUES ($1, $2, $3::channel_scope[], true, $4)`,
      [ref.id, id, CHANNELS_OF_KIND[ref.kind], signsIn],
    );
    points.push(ref.id);
  }
  return { id, points };
}

/** A member of staff. */
export async function addStaffMember(
  test: TestDatabase,
  role: StaffRole,
  email = `${uuidv7()}@staff.example`,
): Promise<StaffActor> {
  const id = uuidv7();
  const name = `${role} ${id.slice(-4)}`;
  await test.asOwner('INSERT INTO staff (id, email, name, role) VALUES ($1, $2, $3, $4::staff_role)', [
    id,
    email,
    name,
    role,
  ]);
  return { id, name, role };
}
