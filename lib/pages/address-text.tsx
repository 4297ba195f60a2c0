import type { ReactNode } from 'react';

/** An address, number or name of somebody: set apart, so that it reads the same way in text of either direction. */
export function AddressText({ children }: { children: ReactNode }) {
  return (
    <b>
      <bdi>{children}</bdi>
    </b>
  );
}
