import type { Metadata } from 'next';
import { requireContact } from '../../../lib/auth/require';
import { SESSION_IDLE_S, SESSION_LIFE_S } from '../../../lib/auth/session-cookie';
import { heldContext } from '../../../lib/context';
import { wordsFor } from '../../../lib/pages/words/words';
import { zoneOfPerson } from '../../../lib/services/pause/zone-of-person';
import { listSessions } from '../../../lib/services/sign-in/list-sessions';
import { pageLanguage } from '../../page-language';
import { SessionList } from '../../session-list';

export async function generateMetadata(): Promise<Metadata> {
  return { title: wordsFor(await pageLanguage(), 'sessions')('title') };
}

const DAY_S = 24 * 60 * 60;

export default async function SessionsPage({ searchParams }: { searchParams: Promise<{ ended?: string }> }) {
  const ctx = heldContext();
  const person = await requireContact();
  const language = await pageLanguage();
  const words = wordsFor(language, 'sessions');
  const { ended } = await searchParams;
  const [sessions, timeZone] = await Promise.all([
    listSessions(ctx, person),
    zoneOfPerson(ctx, person.contactId),
  ]);
  return (
    <>
      <h1>{words('title')}</h1>
      {ended !== undefined && (
        <p className="notice good" role="status">
          {words('ended')}
        </p>
      )}
      <p className="lead">{words('lead')}</p>
      <SessionList side="account" sessions={sessions} language={language} timeZone={timeZone} />
      <p className="quiet">
        {words('idle', { days: SESSION_IDLE_S.account / DAY_S, most: SESSION_LIFE_S.account / DAY_S })}
      </p>
    </>
  );
}
