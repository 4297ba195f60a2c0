import { enqueueJobs } from '../../../db/queries/enqueue';
import { addLinkRequest, type LinkRequestKind } from '../../../db/queries/link-requests';
import { staffOfEmail } from '../../../db/queries/sign-in';
import type { Context } from '../../context';
import { parseAddress } from '../../domain/contact-point/address';
import { locate } from '../../domain/contact-point/locate';
import type { Device } from '../../domain/device';
import { withinLimits } from '../rate-limit/within-limits';

/** What somebody typed to be mailed a link, and from where. */
export interface AskedLink {
  kind: LinkRequestKind;
  email: string;
  /** Digest of the asking browser's mark; a sign-in link is for that browser alone. */
  browserDigest: string | null;
  device: Device;
  /** IP of the asker, for the shared counter. */
  peer: string | null;
}

/** `asked` says nothing about whether the address is known; `malformed` is about what was typed alone. */
export type LinkRequestOutcome = 'asked' | 'malformed';

/**
 * Notes that a link was asked for and leaves it to a job whether there is anybody to send one to: a known and an
 * unknown address take the same statements, and the same outcome when the address or the network asked too often.
 */
export async function makeLinkRequest(ctx: Context, asked: AskedLink): Promise<LinkRequestOutcome> {
  const parsed = parseAddress({ email: asked.email }, ctx.config.defaultCountry);
  if (!parsed.ok) return 'malformed';
  const { ids } = locate(parsed.address, ctx.config.addressKeys);
  const [target] = ids;
  if (target === undefined) return 'malformed';
  if (!(await withinLimits(ctx, { what: asked.kind, target, peer: asked.peer }))) return 'asked';
  const id = ctx.newId();
  await ctx.db.transaction(async (tx) => {
    const staff = asked.kind === 'staff_sign_in' ? await staffOfEmail(tx, parsed.address.normalised) : null;
    await addLinkRequest(tx, {
      id,
      kind: asked.kind,
      pointIds: ids,
      staffId: staff?.id ?? null,
      browserDigest: asked.browserDigest,
      ...asked.device,
      askedAt: ctx.now(),
    });
    await enqueueJobs(tx, [
      { task: 'answer-link-request', payload: { linkRequestId: id }, key: `answer-link-request:${id}` },
    ]);
  });
  return 'asked';
}
