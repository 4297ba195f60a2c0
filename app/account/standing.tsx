import { formatDay } from '../../lib/pages/dates';
import type { StandingNo } from '../../lib/services/preference/read-panel';

/** The wide nos that stand, told before the single boxes that only carve out of them. */
export function Standing({ standing, timeZone }: { standing: readonly StandingNo[]; timeZone: string }) {
  return standing.map((no) => (
    <p className="notice" key={`${no.sender}/${no.addresses}`}>
      <b>{`Your no to ${no.sender === null ? 'everything' : `everything from ${no.sender}`} stands`}</b>
      {` since ${formatDay(no.since, timeZone, 'en')}${over(no)}. It holds, but for any box ticked below.`}
    </p>
  ));
}

function over({ addresses }: StandingNo): string {
  if (addresses === null) return '';
  return `, at ${addresses.map((address) => address.split('\n').join(', ')).join('; ')}`;
}
