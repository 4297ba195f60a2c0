export interface AccountQuery {
  saved?: string;
  stopped?: string;
  problem?: string;
}

/** What became of the last form, at the top of the page that shows what holds now. */
export function Outcome({ query }: { query: AccountQuery }) {
  return (
    <>
      {query.stopped !== undefined && (
        <p className="notice good" role="status">
          Saved. All marketing to all your addresses is stopped from now. Something already on its way may
          still arrive.
        </p>
      )}
      {query.saved !== undefined && (
        <p className="notice good" role="status">
          {query.saved === '0'
            ? 'You changed nothing, so everything stays as it was.'
            : 'Saved. What you see below holds from now. Something already on its way may still arrive.'}
        </p>
      )}
      {query.problem === 'form' && (
        <p className="notice bad" role="alert">
          Part of what you sent could not be read. Nothing was changed. Check the boxes and save again.
        </p>
      )}
      {query.problem === 'words' && (
        <p className="notice bad" role="alert">
          The words beside a box changed while you were choosing, so that yes was not saved. Read them again,
          tick the box and save. Every no was saved.
        </p>
      )}
    </>
  );
}
