import { z } from 'zod';
import {
  asksFor,
  CONFIRM_MODES,
  CONFIRM_WITHIN_MOST_DAYS,
  JOIN_CHANNELS,
  JOIN_DETAILS,
  JOIN_KINDS,
  JOIN_SOURCES,
  SALE_OF,
  SOFT_CHANNELS,
} from '../../domain/joining';

const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'is made of small letters, digits and single hyphens')
  .max(60);

/** A form as a setup file writes it. */
export const joinForm = z.strictObject({
  // The word stands for a page of its own in the address.
  slug: slug.refine((text) => text !== 'confirm', 'cannot be "confirm"'),
  sender: slug,
  source: z.enum(JOIN_SOURCES),
  kind: z.enum(JOIN_KINDS).default('opt_in'),
  notice: slug,
  topics: z.array(slug).min(1, 'names no topic'),
  channels: z.array(z.enum(JOIN_CHANNELS)).min(1, 'names no channel'),
  partners: z.array(slug).default([]),
  partners_notice: slug.optional(),
  details: z.array(z.enum(JOIN_DETAILS)).default([]),
  needs_choice: z.boolean().default(false),
  listed: z.boolean().default(true),
  confirm: z.enum(CONFIRM_MODES).default('email'),
  confirm_within_days: z.number().int().min(1).max(CONFIRM_WITHIN_MOST_DAYS).default(7),
  similar_products: z.string().trim().min(1, 'is empty').max(300).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'is a country code such as GB')
    .optional(),
  allowed_origins: z
    .array(
      z
        .url({ protocol: /^https?$/, error: 'is not a web address' })
        .refine(
          (url) => new URL(url).origin === url,
          'is an origin such as https://www.example.com, without a path',
        ),
    )
    .default([]),
  archived: z.boolean().default(false),
});

export type SetupJoinForm = z.output<typeof joinForm>;

type Fault = { path: readonly PropertyKey[]; detail: string };

/** What the shape of the forms alone cannot say. Paths start at the file's root. */
export function joinFormFaults(forms: readonly SetupJoinForm[]): Fault[] {
  const faults: Fault[] = [];
  const slugs = new Set<string>();
  for (const [at, form] of forms.entries()) {
    const fault = (detail: string, field: keyof SetupJoinForm) =>
      faults.push({ path: ['join_forms', at, field], detail });
    if (slugs.has(form.slug)) fault(`the form ${form.slug} is named twice`, 'slug');
    slugs.add(form.slug);
    for (const channel of form.channels)
      if (!asksFor(form, channel))
        fault(`${channel} needs ${channel === 'post' ? 'postal' : 'phone'} among the details`, 'channels');
    if (form.partners.length > 0 && form.partners_notice === undefined)
      fault('third parties are offered under a notice: name it in partners_notice', 'partners');
    if (form.confirm === 'none' && form.partners.length > 0)
      fault('a yes to a third party is always confirmed', 'confirm');
    if (form.kind === 'soft_opt_in') softFaults(form, fault);
    else if (form.confirm === 'none') fault('a consent is always confirmed by email', 'confirm');
  }
  return faults;
}

/** PECR reg 22(3): in a sale or its negotiation, for similar products of the seller's own, by electronic mail. */
function softFaults(form: SetupJoinForm, fault: (detail: string, field: keyof SetupJoinForm) => void): void {
  if (SALE_OF[form.source] === undefined)
    fault(
      'a soft opt-in takes the source order or enquiry: details got in a sale or its negotiation',
      'source',
    );
  if (form.similar_products === undefined)
    fault('a soft opt-in names the similar products in similar_products', 'kind');
  if (!form.channels.every((channel) => SOFT_CHANNELS.some((soft) => soft === channel)))
    fault('a soft opt-in covers email and sms only', 'channels');
}
