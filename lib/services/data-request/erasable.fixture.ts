import { forgetRecipients } from '../../../db/queries/data-request-desk';
import { EVIDENCE, type RequestWorld } from './data-request.fixture';

let count = 0;

/** Somebody with an address of every kind, nothing of which stands anywhere else in the database. */
export async function erasable(world: RequestWorld) {
  count += 1;
  const word = `quillington${count}`;
  const email = `${word}@mail.example`;
  const phone = `020 7946 0${String(100 + count)}`;
  const postal = { name: `Ada ${word}`, lines: [`${count} ${word} Lane`, 'Leeds'], postcode: 'LS1 1AA' };
  const { id, points } = await world.person(`Ada ${word}`, [{ email }, { phone }, { postal }]);
  await world.yes(id, points[0] ?? '');
  world.wait();
  return {
    id,
    word,
    number: `+4420794601${String(count).padStart(2, '0')}`,
    email,
    phone,
    postal,
    points,
    said: { contactId: id, evidence: EVIDENCE },
  };
}
export type Erasable = Awaited<ReturnType<typeof erasable>>;

/** Every table and column of the database in which a text stands. */
export async function whereStands(world: RequestWorld, text: string): Promise<string[]> {
  const tables = await world.rows<{ table: string }>(
    `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS table FROM pg_tables
     WHERE schemaname IN ('public', 'graphile_worker') ORDER BY 1`,
  );
  const found: string[] = [];
  for (const { table } of tables) {
    const rows = await world.rows(`SELECT 1 FROM ${table} t WHERE t::text ILIKE '%' || $1 || '%' LIMIT 1`, [
      text,
    ]);
    if (rows.length > 0) found.push(table);
  }
  return found;
}

/** An opt-out taken down by staff, with words and a sentence to read back that name the person. */
export function takenDown(world: RequestWorld, ada: Erasable) {
  return world.rows(
    `INSERT INTO opt_out_request (id, instruction_id, staff_id, contact_id, contact_point_ids, medium, words, call_reference, read_back, received_at, recorded_at, due_at, outcome)
     VALUES ($1, $2, $3, $4, $5, 'phone', $6, $6, $6, now(), now(), now(), 'holds')`,
    [world.ctx.newId(), world.ctx.newId(), world.manager.id, ada.id, ada.points, `It is ${ada.word}`],
  );
}

export async function signedIn(world: RequestWorld, ada: Erasable) {
  const userId = world.ctx.newId();
  await world.rows('INSERT INTO auth_user (id, email, contact_id) VALUES ($1, $2, $3)', [
    userId,
    `contact:${ada.id}`,
    ada.id,
  ]);
  await world.rows(
    `INSERT INTO auth_session (session_token, user_id, expires, browser) VALUES ($1, $2, now() + interval '1 day', $3)`,
    [world.ctx.newId(), userId, ada.word],
  );
  await world.rows(
    `INSERT INTO auth_verification_token (identifier, token, expires, browser) VALUES ($1, $2, now() + interval '1 hour', $3)`,
    [`contact:${ada.id}`, world.ctx.newId(), ada.word],
  );
}

/** A registration, and an address being added, that wait to be confirmed. */
export async function waiting(world: RequestWorld, ada: Erasable) {
  await world.rows(
    `INSERT INTO registration (contact_point_id, id, form_slug, form_version, language, point_ids, body, requested_at, mailed_at, expires_at)
     VALUES ($1, $2, 'join', 1, 'en', $3, $4, now(), now(), now() + interval '1 day')`,
    [ada.points[0], world.ctx.newId(), [ada.points[0]], JSON.stringify({ name: ada.word })],
  );
  const pending = world.ctx.newId();
  await world.rows(
    `INSERT INTO pending_address (contact_point_id, contact_id, kind, typed, channels, asked_at, expires_at)
     VALUES ($1, $2, 'phone', $3, '{sms}', now(), now() + interval '1 day')`,
    [pending, ada.id, ada.word],
  );
  await world.rows(
    `INSERT INTO address_code (contact_point_id, owner_id, ask_id, phone, language, sender_no, salt, asked_at, expires_at)
     VALUES ($1, $2, $3, $4, 'en', 0, '\\x00', now(), now() + interval '1 hour')`,
    [pending, ada.id, world.ctx.newId(), ada.word],
  );
}

/** What they typed into a form that could not be taken. */
export async function typed(world: RequestWorld, ada: Erasable) {
  await world.rows(
    'INSERT INTO form_draft (id, contact_id, form, body, created_at) VALUES ($1, $2, $3, $4, now())',
    [world.ctx.newId(), ada.id, 'details', JSON.stringify({ name: ada.word })],
  );
}

/** The relay took every mail; the next housekeeping forgets what was kept for them. */
export async function settleMails(world: RequestWorld) {
  await world.rows("UPDATE message SET state = 'sent', settled_at = now() WHERE state = 'queued'");
  await world.ctx.db.transaction(forgetRecipients);
}
