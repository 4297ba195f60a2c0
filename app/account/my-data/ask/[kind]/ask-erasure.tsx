import type { ReactNode } from 'react';
import { heldContext } from '../../../../../lib/context';
import { listOf, wordsFor } from '../../../../../lib/pages/words/words';
import { readMyStanding } from '../../../../../lib/services/data-request/read-my-standing';
import type { AskProps } from './ask-in-words';

/** Delete my details: what goes, what stays and why is said before the box is ticked. */
export async function AskErasure({ language, faults, contactId }: AskProps): Promise<ReactNode> {
  const words = wordsFor(language, 'my-data');
  const { points } = await readMyStanding(heldContext(), contactId);
  const said = (shared: boolean) =>
    points
      .filter(({ sharers }) => sharers > 0 === shared)
      .map((point) => (point.typed ?? point.normalised ?? '').split('\n').join(', '));
  const [own, shared] = [said(false), said(true)];
  return (
    <>
      <p>{words('ask.erasure.text')}</p>
      <h2>{words('ask.erasure.now')}</h2>
      <p>{words('ask.erasure.nowText')}</p>
      <h2>{words('ask.erasure.thenTitle')}</h2>
      <p>{words('ask.erasure.then')}</p>
      <h2>{words('ask.erasure.goes')}</h2>
      <ul>
        <li>{words('ask.erasure.goesName')}</li>
        {own.length > 0 && (
          <li>{words('ask.erasure.goesAddresses', { addresses: listOf(language, own) })}</li>
        )}
        <li>{words('ask.erasure.goesWords')}</li>
        <li>{words('ask.erasure.goesProof')}</li>
        <li>{words('ask.erasure.goesSignIn')}</li>
      </ul>
      <h2>{words('ask.erasure.stays')}</h2>
      <ul>
        <li>{words('ask.erasure.staysNo')}</li>
        <li>{words('ask.erasure.staysRecord')}</li>
        <li>{words('ask.erasure.staysRequest')}</li>
        {shared.length > 0 && (
          <li>{words('ask.erasure.staysShared', { addresses: listOf(language, shared) })}</li>
        )}
      </ul>
      <p>{words('ask.erasure.links')}</p>
      <p>{words('ask.erasure.again')}</p>
      <form method="post" action="/account/my-data/send" className="stop">
        <input type="hidden" name="kind" value="erasure" />
        <Confirm label={words('ask.erasure.confirm')} language={language} faults={faults} />
        <button type="submit">{words('ask.erasure.button')}</button>
      </form>
    </>
  );
}

function Confirm({ label, language, faults }: { label: string } & Pick<AskProps, 'language' | 'faults'>) {
  const fault = faults.find(({ field }) => field === 'confirm');
  return (
    <div className={fault === undefined ? 'field' : 'field wrong'}>
      {fault !== undefined && (
        <span className="error" id="confirm-error">
          {wordsFor(language, 'form')('error', { message: fault.message })}
        </span>
      )}
      <div>
        <label className="tick">
          <input
            type="checkbox"
            id="confirm"
            name="confirm"
            value="yes"
            aria-describedby={fault === undefined ? undefined : 'confirm-error'}
            aria-invalid={fault === undefined ? undefined : true}
          />
          {label}
        </label>
      </div>
    </div>
  );
}
