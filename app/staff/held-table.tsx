import { CHANNELS_OF_KIND, type ContactPointKind } from '../../lib/domain/vocabulary';
import { DESK_TIME_ZONE } from '../../lib/doors/desk/local-time';
import { formatDay } from '../../lib/pages/dates';
import { wordsFor } from '../../lib/pages/words/words';
import type { HeldRow } from '../../lib/services/person/held-matrix';
import type { HeldCell } from '../../lib/services/preference/read-cells';

const words = wordsFor('en', 'choices');

/** What holds now at one address, per sender, topic and channel, with the gate's reason where it says no. */
export function HeldTable({ kind, rows }: { kind: ContactPointKind; rows: readonly HeldRow[] }) {
  const channels = CHANNELS_OF_KIND[kind];
  return (
    <section className="scroll" aria-label="What holds" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Sender</th>
            <th scope="col">Topic</th>
            {channels.map((channel) => (
              <th scope="col" key={channel}>
                {words(`channel.${channel}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.sender}/${row.topic}`}>
              <td>{row.sender}</td>
              <th scope="row">{row.topic}</th>
              {channels.map((channel) => {
                const cell = row.cells.find((one) => one.channel === channel);
                return (
                  <td key={channel}>
                    {cell !== undefined && <Held cell={cell} essential={row.essential} />}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Held({ cell, essential }: { cell: HeldCell; essential: boolean }) {
  const [reason] = cell.decision.reasons;
  if (essential)
    return cell.decision.answer === 'allow' ? (
      <span className="quiet">Always sent</span>
    ) : (
      <span className="state-no">Not sent: {reason?.code}</span>
    );
  return (
    <>
      <span className={`state-${cell.state}`}>{words(`state.${cell.state}`)}</span>
      {cell.since !== null && <span className="hint">{formatDay(cell.since, DESK_TIME_ZONE, 'en')}</span>}
      {cell.decision.answer === 'deny' && cell.state !== 'no' && reason !== undefined && (
        <span className="hint">may not: {reason.code.replaceAll('_', ' ')}</span>
      )}
    </>
  );
}
