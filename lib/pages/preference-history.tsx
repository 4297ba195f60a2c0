import type { Frame } from './document';
import { type TellableAct, ToldAct } from './told-act';
import { wordsFor } from './words/words';

/** What was said about the linked address, newest first, in plain words, each with its receipt. */
export function History(props: { frame: Frame; token: string; acts: readonly TellableAct[]; cut: boolean }) {
  const { frame, token, acts, cut } = props;
  const { language, timeZone } = frame;
  const words = wordsFor(language, 'preferences');
  if (acts.length === 0) return <p>{words('historyEmpty')}</p>;
  return (
    <>
      <ul className="list">
        {acts.map((act) => (
          <li key={act.instructionId}>
            <ToldAct
              act={act}
              reader={{ language, timeZone, addresses: null }}
              receiptHref={`/preferences/${token}/receipts/${act.instructionId}`}
            />
          </li>
        ))}
      </ul>
      {cut && <p className="quiet">{words('historyMore')}</p>}
    </>
  );
}
