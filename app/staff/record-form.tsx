import type { ReactNode } from 'react';
import { DESK_MEDIA, type DeskMedium } from '../../lib/domain/vocabulary';

const MEDIUM: Record<DeskMedium, string> = {
  phone: 'By phone',
  letter: 'By letter',
  fax: 'By fax',
  email: 'By email',
  counter: 'At the counter',
};

/**
 * The form that records an opt-out: the caller's words first, everything else already as it mostly is, so that words
 * and Enter are enough. `children` say what it is for and which channels.
 */
export function RecordForm(props: {
  /** One for each time the page is shown: sent twice, it is recorded once. */
  token: string;
  senders: readonly { no: number; name: string; own: boolean }[];
  /** Offer to stop post for everybody at the address. */
  household: boolean;
  children: ReactNode;
}) {
  const { token, senders, household, children } = props;
  return (
    <form method="post" action="/staff/record">
      <input type="hidden" name="token" value={token} />
      <div className="pair">
        <div className="field">
          <label htmlFor="words">The caller’s words</label>
          <input id="words" name="words" type="text" autoComplete="off" required autoFocus maxLength={2000} />
        </div>
        <div className="field">
          <label htmlFor="call_reference">Call reference</label>
          <input id="call_reference" name="call_reference" type="text" autoComplete="off" maxLength={100} />
        </div>
      </div>
      {children}
      {household && (
        <label className="tick">
          <input type="checkbox" name="household" value="1" />
          Stop post for everybody at the address
        </label>
      )}
      <fieldset>
        <legend>From whom</legend>
        <label className="tick">
          <input type="radio" name="who_sends" value="all" defaultChecked />
          Everybody we send for
        </label>
        <label className="tick">
          <input type="radio" name="who_sends" value="some" />
          Only these:
        </label>
        <div className="ticks">
          {senders.map((sender) => (
            <label className="tick" key={sender.no}>
              <input type="checkbox" name="sender" value={sender.no} />
              {sender.name}
              {!sender.own && <span className="quiet">(third party)</span>}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="pair">
        <div className="field">
          <label htmlFor="medium">How it reached us</label>
          <select id="medium" name="medium" defaultValue="phone">
            {DESK_MEDIA.map((medium) => (
              <option key={medium} value={medium}>
                {MEDIUM[medium]}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor="received_at">When (empty: now)</label>
          <input id="received_at" name="received_at" type="datetime-local" />
        </div>
      </div>
      <button type="submit" accessKey="s">
        Record it now
      </button>
    </form>
  );
}
