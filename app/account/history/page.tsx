import type { Metadata } from 'next';
import { requireContact } from '../../../lib/auth/require';
import { heldContext } from '../../../lib/context';
import { wordsFor } from '../../../lib/pages/words/words';
import { zoneOfPerson } from '../../../lib/services/pause/zone-of-person';
import { actsOfContact } from '../../../lib/services/receipt/acts-of-contact';
import { pageLanguage } from '../../page-language';
import { HistoryList } from '../history-list';
import { readPlace, writtenPlace } from './place';

export async function generateMetadata(): Promise<Metadata> {
  return { title: wordsFor(await pageLanguage(), 'choices')('historyTitle') };
}

const ACTS_PER_PAGE = 25;

export default async function HistoryPage({ searchParams }: { searchParams: Promise<{ after?: string }> }) {
  const ctx = heldContext();
  const person = await requireContact();
  const language = await pageLanguage();
  const words = wordsFor(language, 'acts');
  const after = readPlace((await searchParams).after);
  const [timeZone, history] = await Promise.all([
    zoneOfPerson(ctx, person.contactId),
    actsOfContact(ctx, person.contactId, { after, limit: ACTS_PER_PAGE }),
  ]);
  return (
    <>
      <h1>{wordsFor(language, 'choices')('historyTitle')}</h1>
      <HistoryList acts={history.acts} reader={{ language, timeZone, addresses: history.addresses }} />
      {(after !== null || history.next !== null) && (
        <nav className="pages" aria-label={words('pages')}>
          {after !== null && <a href="/account/history">{words('newer')}</a>}
          {history.next !== null && (
            <a href={`/account/history?after=${writtenPlace(history.next)}`} rel="next">
              {words('older')}
            </a>
          )}
        </nav>
      )}
    </>
  );
}
