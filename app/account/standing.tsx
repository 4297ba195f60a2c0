import type { ReactNode } from 'react';
import type { Language } from '../../lib/domain/language';
import { AddressText } from '../../lib/pages/address-text';
import { formatDay } from '../../lib/pages/dates';
import { listOf, wordsFor } from '../../lib/pages/words/words';
import type { StandingNo } from '../../lib/services/preference/read-panel';

type Props = { standing: readonly StandingNo[]; timeZone: string; language: Language };

/** The wide nos that stand, told before the single boxes that only carve out of them. */
export function Standing({ standing, timeZone, language }: Props) {
  return standing.map((no) => (
    <p className="notice" key={`${no.sender}/${no.addresses}`}>
      {told(no, formatDay(no.since, timeZone, language), language)}
    </p>
  ));
}

function told({ sender, addresses }: StandingNo, day: string, language: Language) {
  const words = wordsFor(language, 'account');
  const marks = {
    day,
    b: (text: ReactNode) => <b>{text}</b>,
    address: (shown: ReactNode) => <AddressText>{shown}</AddressText>,
  };
  if (addresses === null)
    return sender === null
      ? words.rich('standing.all', marks)
      : words.rich('standing.sender', { ...marks, sender });
  const shown = listOf(
    language,
    addresses.map((address) => address.split('\n').join(', ')),
  );
  return sender === null
    ? words.rich('standing.allAt', { ...marks, shown })
    : words.rich('standing.senderAt', { ...marks, sender, shown });
}
