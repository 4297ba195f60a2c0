/** What a page may weigh on a first visit. */
export interface Budget {
  bytes: number;
  scripts: number;
  cls: number;
}

export const PUBLIC_BUDGET: Budget = { bytes: 40_000, scripts: 0, cls: 0.1 };
export const SIGNED_IN_BUDGET: Budget = { bytes: 250_000, scripts: Number.POSITIVE_INFINITY, cls: 0.1 };

/** Public pages that open without a link of one's own. */
export const OPEN_PAGES = [
  '/',
  '/?lang=ar',
  '/unsubscribe',
  '/register',
  '/complaint',
  '/privacy',
  '/cookies',
  '/accessibility',
  '/no-such-page',
] as const;

/** Signed-in pages of a customer. */
export const ACCOUNT_PAGES = [
  '/account',
  '/account/addresses',
  '/account/details',
  '/account/my-data',
  '/account/sessions',
] as const;
