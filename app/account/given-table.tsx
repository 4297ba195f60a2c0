import type { Language } from '../../lib/domain/language';
import { formatDay } from '../../lib/pages/dates';
import { wordsFor } from '../../lib/pages/words/words';
import type { Panel } from '../../lib/services/preference/read-panel';

type Props = { panel: Pick<Panel, 'given' | 'senders'>; timeZone: string; language: Language };

/** Which companies were given what, and when; with where each says what it does with it. */
export function GivenTable({ panel: { given, senders }, timeZone, language }: Props) {
  const words = wordsFor(language, 'given');
  const choices = wordsFor(language, 'choices');
  if (given.length === 0) return <p>{words('none')}</p>;
  const day = (at: Date) => formatDay(at, timeZone, language);
  // A no that the company is about to be told of is neither told nor needless.
  const refused = senders.filter(({ topics }) =>
    topics.some(({ cells }) => cells.some(({ state }) => state === 'no')),
  );
  const toldOn = (at: Date | null, senderNo: number) => {
    if (at !== null) return day(at);
    return refused.some(({ sender }) => sender.no === senderNo) ? '' : words('notTold');
  };
  return (
    <table className="choices">
      <thead>
        <tr>
          {(['company', 'what', 'when', 'told'] as const).map((column) => (
            <th scope="col" key={column}>
              {words(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {given.map((one) => (
          <tr key={`${one.senderNo}/${one.disclosedAt.getTime()}/${one.what}`}>
            <th scope="row">
              {one.sender}
              <a className="hint" href={one.privacyUrl} rel="noreferrer">
                {choices('privacyOf', { sender: one.sender })}
              </a>
            </th>
            <td data-channel={words('what')}>
              <span>{one.what}</span>
            </td>
            <td data-channel={words('when')}>
              <span>{day(one.disclosedAt)}</span>
            </td>
            <td data-channel={words('told')}>
              <span>{toldOn(one.withdrawalToldAt, one.senderNo)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
