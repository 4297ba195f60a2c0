import type { ShownDataRequest } from '../../../../lib/services/data-request/read-data-request';

/** The button that erases a person at their own request, with all that stands in its way. */
export function CarryOut({ shown, confirmMissing }: { shown: ShownDataRequest; confirmMissing: boolean }) {
  const { erasure, request } = shown;
  if (erasure === null) return null;
  const { shared, untold, others } = erasure;
  return (
    <section className="panel record" aria-labelledby="erase">
      <h2 id="erase">Carry it out</h2>
      <p>
        Names, addresses and everything written are deleted at once and cannot be brought back. The no to all
        marketing stays, under coded marks. The person is told by email.
      </p>
      {shared > 0 && (
        <p className="notice">
          {shared === 1 ? 'One address stays' : `${shared} addresses stay`}, because somebody else uses it
          too.
        </p>
      )}
      {others.length > 0 ? (
        <div className="notice bad">
          <p>Answer these first, for what the person wrote there would be deleted, too:</p>
          <ul className="bare">
            {others.map((other) => (
              <li key={other.id}>
                <a href={`/staff/data-requests/${other.id}`}>{other.reference}</a>
              </li>
            ))}
          </ul>
        </div>
      ) : (
        <form method="post" action="/staff/data-requests/erase">
          <input type="hidden" name="request" value={request.id} />
          {untold.length > 0 && (
            <label className="tick">
              <input type="checkbox" name="recipients_told" value="yes" />
              {`I have told ${untold.join(', ')} to delete it (Art. 19). Our notice has not reached them.`}
            </label>
          )}
          {confirmMissing && (
            <span className="error" id="confirm-error">
              Error: tick the box if you mean it
            </span>
          )}
          <label className="tick">
            <input
              type="checkbox"
              id="confirm"
              name="confirm"
              value="yes"
              aria-describedby={confirmMissing ? 'confirm-error' : undefined}
              aria-invalid={confirmMissing ? true : undefined}
            />
            I have checked the request, and erase this person
          </label>
          <button type="submit">Erase this person</button>
        </form>
      )}
    </section>
  );
}
