import type { ReactNode } from 'react';
import type { Language } from '../../lib/domain/language';
import { AddressText } from '../../lib/pages/address-text';
import { boxValue } from '../../lib/pages/choice-box';
import { formatDay } from '../../lib/pages/dates';
import { wordsFor } from '../../lib/pages/words/words';
import type { PanelCell, PanelPace, PanelSender, PanelTopic } from '../../lib/services/preference/read-panel';

/** Which box a cell gets: a yes can always be taken back; a new yes needs its notice in sight. */
export function boxOf(cell: PanelCell): 'choice' | 'refuse' | null {
  switch (cell.state) {
    case 'yes':
      return 'choice';
    case 'by_default':
      return 'refuse';
    case 'no':
    case 'not_asked':
      return cell.noticeId === null ? null : 'choice';
    default:
      return cell.state satisfies never;
  }
}

/** The values of the boxes of all senders that a filter lets through, for the form's hidden fields. */
export function boxValues(senders: readonly PanelSender[], wanted: (cell: PanelCell) => boolean): string {
  return senders
    .flatMap(({ sender, topics }) =>
      topics.flatMap((topic) =>
        topic.cells
          .filter(wanted)
          .map((cell) => boxValue({ channel: cell.channel, senderNo: sender.no, topicNo: topic.topicNo })),
      ),
    )
    .join(' ');
}

/** One sender's topics by channels, with the words a yes rests on beside the boxes. */
export function ChoiceTable(props: {
  panel: PanelSender;
  timeZone: string;
  language: Language;
  /** The words a yes rests on, where they do not stand above several senders. */
  children?: ReactNode;
}) {
  const { panel, timeZone, language, children } = props;
  const words = wordsFor(language, 'choices');
  const { sender, channels, topics } = panel;
  const title = `sender-${sender.no}`;
  const often = wordsFor(language, 'often');
  const paced = topics.some(({ pace }) => pace !== null);
  return (
    <section className="sender" aria-labelledby={title}>
      <h3 id={title}>{sender.name}</h3>
      <table className="choices">
        <thead>
          <tr>
            <th scope="col">{wordsFor(language, 'account')('topic')}</th>
            {channels.map((channel) => (
              <th scope="col" key={channel}>
                {words(`channel.${channel}`)}
              </th>
            ))}
            {paced && <th scope="col">{often('label')}</th>}
          </tr>
        </thead>
        <tbody>
          {topics.map((topic) => (
            <tr key={topic.topicNo}>
              <th scope="row">
                {topic.name}
                {topic.description !== '' && <span className="hint">{topic.description}</span>}
              </th>
              {channels.map((channel) => {
                const cell = topic.cells.find((one) => one.channel === channel);
                return (
                  <td key={channel} data-channel={words(`channel.${channel}`)}>
                    {cell !== undefined && (
                      <Box
                        cell={cell}
                        topic={topic}
                        senderNo={sender.no}
                        senderName={sender.name}
                        timeZone={timeZone}
                        language={language}
                      />
                    )}
                  </td>
                );
              })}
              {paced && (
                <td data-channel={topic.pace === null ? undefined : often('label')}>
                  {topic.pace !== null && (
                    <HowOften topic={topic} pace={topic.pace} sender={sender.name} language={language} />
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {children}
      <p>
        <a href={sender.privacyUrl} rel="noreferrer">
          {words('privacyOf', { sender: sender.name })}
        </a>
      </p>
    </section>
  );
}

/** How often a topic may come: the choice as it stands, and as the page had shown it. */
function HowOften(props: { topic: PanelTopic; pace: PanelPace; sender: string; language: Language }) {
  const { topic, pace, sender, language } = props;
  const words = wordsFor(language, 'often');
  const name = `often.${topic.topicNo}`;
  return (
    <span className="cell">
      <select
        name={name}
        defaultValue={pace.chosen}
        aria-label={words('labelOf', { topic: topic.name, sender })}
        aria-describedby={`${name}-hint`}
      >
        {pace.offered.map((one) => (
          <option key={one} value={one}>
            {words(one)}
          </option>
        ))}
      </select>
      <span className="hint" id={`${name}-hint`}>
        {words(pace.differs ? 'differs' : 'hint')}
      </span>
      <input type="hidden" name={`often_was.${topic.topicNo}`} value={pace.chosen} />
    </span>
  );
}

function Box(props: {
  cell: PanelCell;
  topic: PanelTopic;
  senderNo: number;
  senderName: string;
  timeZone: string;
  language: Language;
}) {
  const { cell, topic, senderNo, senderName, timeZone, language } = props;
  const words = wordsFor(language, 'choices');
  const account = wordsFor(language, 'account');
  const value = boxValue({ channel: cell.channel, senderNo, topicNo: topic.topicNo });
  const holds =
    cell.since === null
      ? words(`state.${cell.state}`)
      : words(`since.${cell.state}`, { day: formatDay(cell.since, timeZone, language) });
  const how = words(`by.${cell.channel}`);
  const name = account('boxName', { topic: topic.name, sender: senderName, how });
  const box = boxOf(cell);
  const others = cell.differs.map((one) => (
    <span className="hint" key={one.address}>
      {account.rich(`differs.${one.state}`, {
        shown: one.address,
        address: (shown) => <AddressText>{shown}</AddressText>,
      })}
    </span>
  ));
  if (box === null) {
    return (
      <span className="cell">
        <span className="hint">{holds}</span>
        {others}
      </span>
    );
  }
  return (
    <span className="cell">
      <label>
        <input type="checkbox" name={box} value={value} defaultChecked={cell.state === 'yes'} />
        <span>
          {box === 'refuse' && <b>{account('stopThis')}</b>}
          <span className="visually-hidden">{` ${name} `}</span>
          <span className={box === 'refuse' ? 'hint' : ''}>{holds}</span>
        </span>
      </label>
      {others}
    </span>
  );
}
