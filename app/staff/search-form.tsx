/** The desk's one search line. `autoFocus` is set where typing is the next thing anybody does. */
export function SearchForm({ autoFocus }: { autoFocus: boolean }) {
  return (
    <search>
      <form method="post" action="/staff/find" className="find">
        <div className="field">
          <label htmlFor="q">Number, email, name or postcode</label>
          <input
            id="q"
            name="q"
            type="text"
            autoComplete="off"
            spellCheck={false}
            required
            autoFocus={autoFocus}
          />
        </div>
        <button type="submit">Find</button>
      </form>
    </search>
  );
}
