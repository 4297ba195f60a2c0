import type { Language } from '../lib/domain/language';
import { formatInstant } from '../lib/pages/dates';
import { wordsFor } from '../lib/pages/words/words';
import type { OpenSession } from '../lib/services/sign-in/list-sessions';
import type { Side } from '../lib/services/sign-in/subject';

interface Props {
  side: Side;
  sessions: readonly OpenSession[];
  language: Language;
  timeZone: string;
}

/** Where somebody is signed in, with a button for each browser but this one, and one for all. */
export function SessionList({ side, sessions, language, timeZone }: Props) {
  const words = wordsFor(language, 'sessions');
  const when = (at: Date) => formatInstant(at, timeZone, language);
  return (
    <>
      <ul className="bare">
        {sessions.map((session) => {
          const { id, browser, system, beganAt, lastUsedAt, isThis } = session;
          const device = wordsFor(language, 'device')('name', { browser, system });
          return (
            <li className="panel" key={id}>
              <h2>
                {device}
                {isThis && <span className="tag">{words('here')}</span>}
              </h2>
              <dl className="facts">
                <dt>{words('began')}</dt>
                <dd>{when(beganAt)}</dd>
                <dt>{words('lastUsed')}</dt>
                <dd>{when(lastUsedAt)}</dd>
              </dl>
              <form method="post" action={isThis ? '/signin/out' : `/${side}/sessions/end`}>
                <input type="hidden" name="side" value={side} />
                {!isThis && <input type="hidden" name="session" value={id} />}
                <button
                  type="submit"
                  className="plain"
                  aria-label={isThis ? undefined : words('signOutOf', { device, when: when(lastUsedAt) })}
                >
                  {words('signOut')}
                </button>
              </form>
            </li>
          );
        })}
      </ul>
      {sessions.length === 1 && <p>{words('onlyHere')}</p>}
      <form method="post" action="/signin/out" className="stop">
        <h2>{words('everywhereTitle')}</h2>
        <p>{words('everywhereHow')}</p>
        <input type="hidden" name="side" value={side} />
        <input type="hidden" name="everywhere" value="1" />
        <button type="submit" className="plain">
          {words('everywhere')}
        </button>
      </form>
    </>
  );
}
