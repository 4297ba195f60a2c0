import { liveToken } from '../../../db/queries/sign-in-tokens';
import type { ReadContext } from '../../context';
import { type Device, keptDevice } from '../../domain/device';
import { codeOfLink, linkTokenDigest } from '../../domain/sign-in-code';
import { type Side, subjectOf } from './subject';

/** A sign-in link as it came in, and the browser that opened it. */
export interface OpenedLink {
  identity: string;
  token: string;
  /** Digest of the browser's mark; null when it has none. */
  browserDigest: string | null;
}

/** What a link is to the browser that opened it. */
export type LinkStanding =
  /** Used, run out, or never was. */
  | { state: 'gone' }
  /** This browser may use it; `bound` when it is the one that asked, rather than any. */
  | { state: 'here'; side: Side; bound: boolean }
  /** Another browser asked: it can be used there, by typing the code in it. */
  | { state: 'elsewhere'; side: Side; code: string; asked: Device & { at: Date } };

/** Looks at a sign-in link without using anything up. */
export async function lookAtLink(ctx: ReadContext, link: OpenedLink): Promise<LinkStanding> {
  const side = subjectOf(link.identity)?.side;
  if (side === undefined || link.token === '') return { state: 'gone' };
  const { authSecret } = ctx.config;
  const digest = linkTokenDigest(authSecret, link.token);
  const live = await liveToken(ctx.db.reader, link.identity, digest, ctx.now());
  if (live === null) return { state: 'gone' };
  if (live.browserDigest === null) return { state: 'here', side, bound: false };
  if (live.browserDigest === link.browserDigest) return { state: 'here', side, bound: true };
  const asked = { at: live.askedAt ?? ctx.now(), ...keptDevice(live.browser, live.system) };
  return { state: 'elsewhere', side, code: codeOfLink(authSecret, link.token), asked };
}
