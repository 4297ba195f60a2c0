import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireStaff } from '../../../../lib/auth/require';
import { heldContext } from '../../../../lib/context';
import { maskAddress } from '../../../../lib/domain/contact-point/address';
import { lookAtAddress } from '../../../../lib/services/person/look-at-address';
import { DeskHistory } from '../../desk-history';
import { HeldTable } from '../../held-table';
import { PeopleList } from '../../people-list';
import { SearchForm } from '../../search-form';

export const metadata: Metadata = { title: 'Address' };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export default async function AddressPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = heldContext();
  const staff = await requireStaff();
  const { id } = await params;
  const look = UUID.test(id) ? await lookAtAddress(ctx, staff, id) : null;
  if (look === null) return notFound();
  const { address, people } = look;
  const text =
    address.typed ??
    (address.normalised === null
      ? 'An address no longer held'
      : maskAddress(address.kind, address.normalised));
  const said = text.split('\n').join(', ');
  return (
    <>
      <h1>
        {said}
        {address.deliverability === 'undeliverable' && <span className="tag bad">undeliverable</span>}
      </h1>
      <h2>Who uses it</h2>
      {people.length === 0 && <p className="quiet">Nobody we know: there is no profile.</p>}
      <PeopleList people={people} />
      <h2>What holds now</h2>
      <HeldTable kind={address.kind} rows={look.held} />
      <h2>History</h2>
      <DeskHistory
        rows={look.history}
        names={await ctx.vocabulary.current()}
        addressOf={new Map([[address.id, said]])}
      />
      <h2>Find somebody</h2>
      <SearchForm autoFocus={false} />
    </>
  );
}
