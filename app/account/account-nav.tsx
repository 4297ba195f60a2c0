import type { Language } from '../../lib/domain/language';
import { wordsFor } from '../../lib/pages/words/words';
import { thisPath } from '../page-language';

/** The rooms of the account, in the order of the menu; the part after `#` is a place on its page. */
const ROOMS = [
  ['choices', '/account'],
  ['addresses', '/account/addresses'],
  ['details', '/account/details'],
  ['myData', '/account/my-data'],
  ['sessions', '/account/sessions'],
  ['history', '/account/history'],
] as const;

/** The menu of the account, with the room one stands in marked. */
export async function AccountNav({ language }: { language: Language }) {
  const words = wordsFor(language, 'account-nav');
  const at = await thisPath();
  return (
    <nav className="rooms" aria-label={words('label')}>
      <ul className="wide">
        {ROOMS.map(([room, path]) => (
          <li key={room}>
            <a href={path} aria-current={markOf(path, at)}>
              {words(room)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** `page` for the room's own page, `true` for one inside it. */
function markOf(path: string, at: string): 'page' | 'true' | undefined {
  if (at === path) return 'page';
  return path !== '/account' && at.startsWith(`${path}/`) ? 'true' : undefined;
}
