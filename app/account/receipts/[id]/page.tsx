import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireContact } from '../../../../lib/auth/require';
import { heldContext } from '../../../../lib/context';
import { ReceiptBody } from '../../../../lib/pages/receipt-body';
import { wordsFor } from '../../../../lib/pages/words/words';
import { zoneOfPerson } from '../../../../lib/services/pause/zone-of-person';
import { receiptOfContact } from '../../../../lib/services/receipt/receipt-of-contact';
import { pageLanguage } from '../../../page-language';

export async function generateMetadata(): Promise<Metadata> {
  return { title: wordsFor(await pageLanguage(), 'receipt')('title') };
}

/** The receipt of one act of the person signed in; one that is not theirs is not there. */
export default async function ReceiptPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = heldContext();
  const person = await requireContact();
  const language = await pageLanguage();
  const { id } = await params;
  const read = await receiptOfContact(ctx, person.contactId, id);
  if (read === null) return notFound();
  const timeZone = await zoneOfPerson(ctx, person.contactId);
  const words = wordsFor(language, 'receipt');
  return (
    <>
      <h1>{words('title')}</h1>
      <ReceiptBody
        act={read.act}
        receipt={read.receipt}
        reader={{ language, timeZone, addresses: read.addresses }}
        maskedAddress={null}
        fileHref={`/account/receipts/${id}.json`}
      />
      <p>
        <a className="big" href="/account/history">
          {words('toHistory')}
        </a>
      </p>
    </>
  );
}
