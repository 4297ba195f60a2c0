import { boxValue } from '../../lib/pages/choice-box';
import { formatDay } from '../../lib/pages/dates';
import { wordsFor } from '../../lib/pages/words/language';
import type { PanelCell, PanelSender, PanelTopic } from '../../lib/services/preference/read-panel';

const words = wordsFor('en').preferences;

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
export function ChoiceTable({ panel, timeZone }: { panel: PanelSender; timeZone: string }) {
  const { sender, channels, topics, notices } = panel;
  const title = `sender-${sender.no}`;
  return (
    <section className="sender" aria-labelledby={title}>
      <h3 id={title}>{sender.name}</h3>
      <table className="choices">
        <thead>
          <tr>
            <th scope="col">Topic</th>
            {channels.map((channel) => (
              <th scope="col" key={channel}>
                {words.channel[channel]}
              </th>
            ))}
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
                  <td key={channel} data-channel={words.channel[channel]}>
                    {cell !== undefined && (
                      <Box
                        cell={cell}
                        topic={topic}
                        senderNo={sender.no}
                        senderName={sender.name}
                        timeZone={timeZone}
                      />
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {notices.map((notice) => (
        <div className="notice" key={notice.id}>
          <input type="hidden" name="notice" value={notice.id} />
          <p className="hint">{words.noticeTitle}</p>
          {notice.words.split(/\n{2,}/).map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </div>
      ))}
      <p>
        <a href={sender.privacyUrl}>{words.privacyOf(sender.name)}</a>
      </p>
    </section>
  );
}

function Box(props: {
  cell: PanelCell;
  topic: PanelTopic;
  senderNo: number;
  senderName: string;
  timeZone: string;
}) {
  const { cell, topic, senderNo, senderName, timeZone } = props;
  const value = boxValue({ channel: cell.channel, senderNo, topicNo: topic.topicNo });
  const state = words.state[cell.state];
  const holds = cell.since === null ? state : words.since(state, formatDay(cell.since, timeZone, 'en'));
  const name = `${topic.name} from ${senderName}, ${words.by[cell.channel]}`;
  const box = boxOf(cell);
  const others = cell.differs.map((one) => (
    <span className="hint" key={one.address}>{`${words.state[one.state]} for ${one.address}`}</span>
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
          {box === 'refuse' && <b>Stop this</b>}
          <span className="visually-hidden">{` ${name}: `}</span>
          <span className={box === 'refuse' ? 'hint' : ''}>{holds}</span>
        </span>
      </label>
      {others}
    </span>
  );
}
