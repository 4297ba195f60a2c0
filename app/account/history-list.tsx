import { type ActReader, type TellableAct, ToldAct } from '../../lib/pages/told-act';
import { wordsFor } from '../../lib/pages/words/words';

/** What was said, newest first: what, when, about which addresses, by which door, on what words; each with its receipt. */
export function HistoryList({ acts, reader }: { acts: readonly TellableAct[]; reader: ActReader }) {
  if (acts.length === 0) return <p>{wordsFor(reader.language, 'account')('historyEmpty')}</p>;
  return (
    <ol className="history">
      {acts.map((act) => (
        <li key={act.instructionId}>
          <ToldAct
            act={act}
            reader={reader}
            // What another said binds, too; its receipt is theirs.
            receiptHref={act.speaker === 'sharer' ? null : `/account/receipts/${act.instructionId}`}
          />
        </li>
      ))}
    </ol>
  );
}
