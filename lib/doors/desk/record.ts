import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Context } from '../../context';
import { CHANNELS, type Channel, DESK_MEDIA } from '../../domain/vocabulary';
import { type FormFields, firstValue, lenientForm } from '../../http/body';
import { seeOther } from '../../http/page';
import { findPeople } from '../../services/desk/find-people';
import type { DeskTarget } from '../../services/desk/opt-out-scope';
import { recordOptOut } from '../../services/desk/record-opt-out';
import type { StaffActor } from '../../services/staff/assert-may';
import { DESK_TIME_ZONE, instantOfLocal } from './local-time';

const uuid = z.uuid();
const channel = z.enum(CHANNELS);

/**
 * Takes the desk's form and records the opt-out; then the page with the sentence to read back. Nothing but a missing
 * address stands in its way: what is not understood is taken as wide as it can have been meant.
 */
export async function recordAtDesk(request: Request, ctx: Context, staff: StaffActor): Promise<Response> {
  const form = await lenientForm(request);
  const target = await targetOf(ctx, staff, form);
  if (target === null) return seeOther('/staff?problem=gone');
  const medium = z.enum(DESK_MEDIA).safeParse(firstValue(form, 'medium'));
  const received = instantOfLocal(firstValue(form, 'received_at'), DESK_TIME_ZONE);
  const allSenders = firstValue(form, 'who_sends') !== 'some';
  const id = await recordOptOut(ctx, staff, {
    instructionId: instructionIdOf(form) ?? ctx.newId(),
    target: target.target,
    spokenBy: target.spokenBy,
    household: firstValue(form, 'household') !== '',
    senderNos: allSenders ? [] : numbers(form.get('sender') ?? []),
    medium: medium.success ? medium.data : 'phone',
    words: firstValue(form, 'words'),
    callReference: firstValue(form, 'call_reference'),
    receivedAt: received ?? ctx.now(),
  });
  return seeOther(`/staff/requests/${id}`);
}

/**
 * The same form sent twice is one instruction; the same page sent again with anything changed is another, so that
 * going back and correcting a field never loses a refusal. A UUIDv8 over the page's token and every field.
 */
function instructionIdOf(form: FormFields): string | null {
  if (!uuid.safeParse(firstValue(form, 'token')).success) return null;
  const fields = JSON.stringify([...form].sort(([a], [b]) => (a < b ? -1 : 1)));
  const bytes = createHash('sha256').update(`desk form\0${fields}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The person and addresses ticked, or the address typed in a search of one's own, with who of its people spoke. */
async function targetOf(
  ctx: Context,
  staff: StaffActor,
  form: FormFields,
): Promise<{ target: DeskTarget; spokenBy: string | null } | null> {
  const contact = uuid.safeParse(firstValue(form, 'contact'));
  if (contact.success) {
    const choices = pointChoices(form.get('cell') ?? []);
    return { target: { contactId: contact.data, choices }, spokenBy: contact.data };
  }
  const search = uuid.safeParse(firstValue(form, 'search'));
  const results = search.success ? await findPeople(ctx, staff, search.data) : null;
  if (results === null || results.meaning.kind !== 'address') return null;
  const spoke = firstValue(form, 'spoken_by');
  const channels = (form.get('channel') ?? []).flatMap((value) => channelOf(value));
  return {
    target: { address: results.meaning.address, channels },
    spokenBy: results.people.some((person) => person.id === spoke) ? spoke : null,
  };
}

/** Values `POINT_ID.channel`, gathered by contact point. */
function pointChoices(values: readonly string[]): { pointId: string; channels: Channel[] }[] {
  const byPoint = new Map<string, Channel[]>();
  for (const value of values) {
    const [pointId = '', name = ''] = value.split('.');
    if (!uuid.safeParse(pointId).success) continue;
    byPoint.set(pointId, [...(byPoint.get(pointId) ?? []), ...channelOf(name)]);
  }
  return [...byPoint].map(([pointId, channels]) => ({ pointId, channels }));
}

function channelOf(value: string): Channel[] {
  const parsed = channel.safeParse(value);
  return parsed.success ? [parsed.data] : [];
}

function numbers(values: readonly string[]): number[] {
  return values.map(Number).filter((value) => Number.isInteger(value) && value > 0);
}
