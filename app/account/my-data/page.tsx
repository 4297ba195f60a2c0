import type { Metadata } from 'next';
import { requireContact } from '../../../lib/auth/require';
import { heldContext } from '../../../lib/context';
import type { Language } from '../../../lib/domain/language';
import { wordsFor } from '../../../lib/pages/words/words';
import { type MyStanding, readMyStanding } from '../../../lib/services/data-request/read-my-standing';
import { pageLanguage } from '../../page-language';
import { OwnRequests } from './own-requests';

type Query = Promise<{ did?: string }>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: wordsFor(await pageLanguage(), 'my-data')('title') };
}

const DID = [
  'correction',
  'restriction',
  'marketing_objection',
  'objection',
  'erasure',
  'complaint',
  'withdrawn',
  'lifted',
  'closed',
] as const;

/** What can be asked for, in the order of how far it reaches. */
const WAYS = [
  ['details', '/account/details'],
  ['addresses', '/account/addresses'],
  ['correction', '/account/my-data/ask/correction'],
  ['restriction', '/account/my-data/ask/restriction'],
  ['objection', '/account/my-data/ask/objection'],
  ['erasure', '/account/my-data/ask/erasure'],
  ['complaint', '/account/my-data/ask/complaint'],
] as const;

export default async function MyDataPage({ searchParams }: { searchParams: Query }) {
  const ctx = heldContext();
  const person = await requireContact();
  const language = await pageLanguage();
  const words = wordsFor(language, 'my-data');
  const query = await searchParams;
  const did = DID.find((one) => one === query.did);
  const standing = await readMyStanding(ctx, person.contactId);
  return (
    <>
      <h1>{words('title')}</h1>
      {did !== undefined && (
        <p className="notice good" role="status">
          {words(`did.${did}`)}
        </p>
      )}
      <Restricted standing={standing} language={language} />
      <p className="lead">{words('intro')}</p>
      <Download language={language} />
      <h2>{words('ways.title')}</h2>
      <ul className="bare">
        {WAYS.map(([way, href]) => (
          <li key={way} className="way">
            <a className="way-in" href={href}>
              {words(`ways.${way}`)}
            </a>
            <span className="hint">{words(`ways.${way}Hint`)}</span>
          </li>
        ))}
      </ul>
      <h2 id="requests">{words('requests.title')}</h2>
      <OwnRequests requests={standing.requests} language={language} />
    </>
  );
}

function Restricted({ standing, language }: { standing: MyStanding; language: Language }) {
  const words = wordsFor(language, 'my-data');
  if (standing.status !== 'restricted') return null;
  return (
    <section className="notice" aria-labelledby="restricted">
      <h2 id="restricted">{words('restricted.title')}</h2>
      <p>{words('restricted.text')}</p>
      {standing.erasureOpen ? (
        <p>{words('restricted.erasure')}</p>
      ) : (
        <form method="post" action="/account/my-data/lift">
          <button type="submit" className="plain">
            {words('restricted.lift')}
          </button>
        </form>
      )}
    </section>
  );
}

function Download({ language }: { language: Language }) {
  const words = wordsFor(language, 'my-data');
  return (
    <section aria-labelledby="download">
      <h2 id="download">{words('download.title')}</h2>
      <p>{words('download.text')}</p>
      <ul className="bare">
        <li className="way">
          <a className="way-in" href="/account/my-data/download.html" download="my-data.html">
            {words('download.html')}
          </a>
          <span className="hint">{words('download.htmlHint')}</span>
        </li>
        <li className="way">
          <a className="way-in" href="/account/my-data/download.json" download="my-data.json">
            {words('download.json')}
          </a>
          <span className="hint">{words('download.jsonHint')}</span>
        </li>
        <li className="way">
          <a className="way-in" href="/account/my-data/schema.json">
            {words('download.schema')}
          </a>
        </li>
      </ul>
      <p className="hint">{words('download.keep')}</p>
    </section>
  );
}
