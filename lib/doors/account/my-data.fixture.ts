import { stepsOf } from '../../../db/queries/data-requests';
import { askInWords } from '../../services/data-request/ask-in-words';
import { EVIDENCE, type RequestWorld } from '../../services/data-request/data-request.fixture';
import { restrictUse } from '../../services/data-request/restrict-use';
import { lookAtPerson } from '../../services/person/look-at-person';

let count = 0;

/** Somebody of whom every table has a row. */
export async function somebodyEverywhere(world: RequestWorld): Promise<{ id: string; point: string }> {
  count += 1;
  const { ctx, words, rows } = world;
  const { id, points } = await world.person('Ada Lovelace', [{ email: `ada${count}@example.com` }]);
  const point = points[0] ?? '';
  const put = (sql: string, ...values: unknown[]) => rows(sql, [point, ...values]);
  await world.yes(id, point);
  await askInWords(ctx, { contactId: id, token: 'p', kind: 'correction', words: 'It is Ada.' });
  await restrictUse(ctx, { contactId: id, words: '', evidence: EVIDENCE });
  await put(
    "INSERT INTO contact_point_deliverability (contact_point_id, valid_from, deliverability, cause) VALUES ($1, now(), 'deliverable', '2.0.0')",
  );
  await put("INSERT INTO register_listing (contact_point_id, register, listed_at) VALUES ($1, 'tps', now())");
  await put(
    'INSERT INTO preference_code (code, contact_point_id, sender_no, topic_no) VALUES ($2, $1, $3, $4)',
    `code${count}`,
    words.brand,
    words.offers,
  );
  await put(
    `INSERT INTO frequency_choice (contact_point_id, id, channel, sender_no, topic_no, frequency, instruction_id, contact_id, door, actor_kind, valid_from, recorded_at)
     VALUES ($1, $2, 'email', $3, $4, 'weekly', $2, $5, 'account', 'person', now(), now())`,
    ctx.newId(),
    words.brand,
    words.offers,
    id,
  );
  await put(
    "INSERT INTO absorbed_repeat (contact_point_id, sender_no, topic_no, channel, said_at) VALUES ($1, 0, 0, 'all', now())",
  );
  const announcement = ctx.newId();
  await put(
    "INSERT INTO announcement (id, sender_no, topic_no, subject, body) SELECT $2, $3, $4, 'Winter', 'Text' WHERE $1::uuid IS NOT NULL",
    announcement,
    words.brand,
    words.offers,
  );
  const message = ctx.newId();
  await put(
    `INSERT INTO message (contact_point_id, id, kind, sender_no, topic_no, announcement_id, state, decision)
     VALUES ($1, $2, 'announcement', $3, $4, $5, 'sent', '{"reasons":[{"code":"permission"}]}')`,
    message,
    words.brand,
    words.offers,
    announcement,
  );
  await put(
    "INSERT INTO message_delivery (contact_point_id, message_id, attempt, outcome) VALUES ($1, $2, 1, 'accepted')",
    message,
  );
  await put(
    'INSERT INTO digest_item (contact_point_id, announcement_id, sender_no, topic_no, queued_at) VALUES ($1, $2, $3, $4, now())',
    announcement,
    words.brand,
    words.offers,
  );
  await put(
    "INSERT INTO disclosure (contact_point_id, id, sender_no, what, disclosed_at) VALUES ($1, $2, $3, 'email address and name', now())",
    ctx.newId(),
    words.partner,
  );
  await put(
    `INSERT INTO opt_out_request (id, instruction_id, staff_id, contact_id, contact_point_ids, medium, words, read_back, received_at, recorded_at, due_at, outcome)
     VALUES ($2, $2, $3, $4, ARRAY[$1::uuid], 'phone', 'Stop', 'We stop.', now(), now(), now(), 'holds')`,
    ctx.newId(),
    world.manager.id,
    id,
  );
  await lookAtPerson(ctx, world.manager, id);
  for (const [what, contactPointId, detail] of [
    ['search', null, JSON.stringify({ contacts: [id] })],
    ['address', point, '{}'],
  ])
    await rows(
      'INSERT INTO access_log (id, staff_id, what, contact_point_id, detail) VALUES ($1, $2, $3, $4, $5)',
      [ctx.newId(), world.manager.id, what, contactPointId, detail],
    );
  await put(
    `INSERT INTO registration (contact_point_id, id, form_slug, form_version, language, point_ids, body, requested_at, mailed_at, expires_at)
     VALUES ($1, $2, 'join', 1, 'en', ARRAY[$1::uuid], '{"name":"Lovelace"}', now(), now(), now())`,
    ctx.newId(),
  );
  const pending = ctx.newId();
  await rows(
    `INSERT INTO pending_address (contact_point_id, contact_id, kind, typed, channels, asked_at, expires_at)
     VALUES ($1, $2, 'email', 'new@example.org', '{email}', now(), now())`,
    [pending, id],
  );
  await rows(
    `INSERT INTO address_code (contact_point_id, owner_id, ask_id, language, sender_no, salt, tries, asked_at, expires_at)
     VALUES ($1, $2, $3, 'en', 0, '\\x00', 2, now(), now())`,
    [pending, id, ctx.newId()],
  );
  const user = ctx.newId();
  await rows('INSERT INTO auth_user (id, email, contact_id) VALUES ($1, $2, $3)', [
    user,
    `contact:${id}`,
    id,
  ]);
  await rows(
    "INSERT INTO auth_session (session_token, user_id, expires) VALUES ($1, $2, now() + interval '1 day')",
    [ctx.newId(), user],
  );
  await rows('INSERT INTO auth_verification_token (identifier, token, expires) VALUES ($1, $2, now())', [
    `contact:${id}`,
    ctx.newId(),
  ]);
  await put(
    `INSERT INTO link_request (id, kind, point_ids, browser, system, asked_at) VALUES ($2, 'preference_link', ARRAY[$1::uuid], 'other', 'other', now())`,
    ctx.newId(),
  );
  await rows(
    'INSERT INTO form_draft (id, contact_id, form, body, created_at) VALUES ($1, $2, $3, $4, now())',
    [ctx.newId(), id, 'details', '{}'],
  );
  const requests = await rows<{ id: string }>('SELECT id FROM data_request WHERE contact_id = $1', [id]);
  const steps = await stepsOf(
    ctx.db.reader,
    requests.map((request) => request.id),
  );
  if (steps.length < 2) throw new Error('the requests have no steps');
  return { id, point };
}
