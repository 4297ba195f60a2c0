import { createHmac } from 'node:crypto';
import { countTogether } from '../../../db/queries/rate-limit';
import type { Context } from '../../context';
import { networkOf } from './network-of';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** In how many minutes the tries of a sign-in code are counted together. */
export const SIGN_IN_CODE_MINUTES = 10;

interface Limit {
  windowMs: number;
  /** For one address, or whatever else is the target: how often it may be bothered or guessed at. */
  each: number;
  /** For everybody of one network (IPv4 /24, IPv6 /64): an office or a street may stand behind it. */
  network: number;
}

/** What can be asked too often. An opt-out is not among them and never will be (promise 5). */
const LIMITS = {
  preference_link: { windowMs: HOUR_MS, each: 3, network: 60 },
  sign_in: { windowMs: 15 * MINUTE_MS, each: 5, network: 100 },
  staff_sign_in: { windowMs: 15 * MINUTE_MS, each: 5, network: 100 },
  sign_in_code: { windowMs: SIGN_IN_CODE_MINUTES * MINUTE_MS, each: 5, network: 100 },
  registration: { windowMs: HOUR_MS, each: 3, network: 60 },
  address_confirmation: { windowMs: HOUR_MS, each: 5, network: 60 },
  phone_code: { windowMs: HOUR_MS, each: 3, network: 30 },
  complaint: { windowMs: HOUR_MS, each: 5, network: 60 },
  complaint_form: { windowMs: HOUR_MS, each: 20, network: 60 },
} as const satisfies Record<string, Limit>;

export type LimitedAsk = keyof typeof LIMITS;

/**
 * Counts one asking against its target and its network, in windows shared by all processes, and tells whether both
 * are within their limit. Committed on its own: a refused or failed request counts as well, and known and unknown
 * targets count alike. `target` is an id, never an address; `peer` the IP of the asker, kept only as a keyed digest.
 */
export async function withinLimits(
  ctx: Context,
  asked: { what: LimitedAsk; target: string; peer: string | null },
): Promise<boolean> {
  const { windowMs, each, network: ofNetwork }: Limit = LIMITS[asked.what];
  const nowMs = ctx.now().getTime();
  const windowStart = new Date(nowMs - (nowMs % windowMs));
  const target = `${asked.what}:${asked.target}`;
  const from = networkOf(asked.peer ?? '');
  const network = from === null ? null : `${asked.what}_network:${keyed(ctx, from)}`;
  const buckets = network === null ? [target] : [target, network];
  const hits = await ctx.db.single((tx) => countTogether(tx, buckets, windowStart));
  return (hits.get(target) ?? 0) <= each && (network === null || (hits.get(network) ?? 0) <= ofNetwork);
}

/** The counter's name must not be a list of who came from where. */
function keyed(ctx: Context, network: string): string {
  return createHmac('sha256', ctx.config.authSecret).update(`network\0${network}`).digest('base64url');
}
