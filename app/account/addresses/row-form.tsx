import type { ReactNode } from 'react';

/** One form about one address: what to do with which, and the button that does it. */
export function RowForm(props: {
  what: 'primary' | 'again' | 'forget' | 'remove' | 'uses' | 'confirm';
  address: string;
  className?: string;
  children: ReactNode;
}) {
  const { what, address, className, children } = props;
  return (
    <form method="post" action="/account/addresses/change" className={className}>
      <input type="hidden" name="do" value={what} />
      <input type="hidden" name="address" value={address} />
      {children}
    </form>
  );
}

/** A button whose short words the eye reads in place, and whose full ones a screen reader says. */
export function NamedButton({ short, full, plain }: { short: string; full: string; plain?: boolean }) {
  return (
    <button type="submit" className={plain === true ? 'plain small' : 'small'} aria-label={full}>
      {short}
    </button>
  );
}
