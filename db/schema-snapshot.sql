ENUM act (requested, given, renewed, refused, withdrawn, objected, revoked, paused, resumed, expired, invalidated)
ENUM actor_kind (person, staff, api_client, system)
ENUM assurance (none, asserted, link, confirmed, signed_in)
ENUM basis (consent, soft_opt_in, legitimate_interest, contract, legal_obligation)
ENUM channel_scope (all, email, post, phone, automated_call, sms, fax)
ENUM contact_point_kind (email, phone, postal)
ENUM contact_status (active, restricted, erased, deceased)
ENUM data_request_kind (correction, restriction, marketing_objection, objection, erasure, complaint)
ENUM data_request_state (open, done, refused, withdrawn)
ENUM data_request_step_kind (received, acknowledged, progress, extended, done, refused, withdrawn)
ENUM data_request_way (account, form)
ENUM deliverability (unknown, deliverable, undeliverable)
ENUM desk_medium (phone, letter, fax, email, counter)
ENUM door (one_click, unsubscribe_page, opt_out_page, preference_page, account, registration, registration_confirmed, desk, api, import, mailto, sms_keyword, complaint, inherited, system)
ENUM frequency (every, weekly, monthly)
ENUM message_kind (announcement, sign_in, preference_link, staff_sign_in, third_party_notice, registration_confirm, confirm_address, digest, data_request)
ENUM message_state (queued, claimed, sent, withheld, in_doubt, failed)
ENUM register (tps, ctps, fps, mps, us_dnc, ca_dncl)
ENUM sender_kind (first_party, third_party)
ENUM staff_role (agent, manager, auditor, admin)
ENUM stop_kind (pause, restriction, death, erasure)
ENUM subscriber_type (individual, corporate, unknown)

FUNCTION enqueue_jobs(text[],json[],text[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path=pg_catalog, pg_temp; called by sayso_app; body 34ac3c3ae13037d1
FUNCTION raise_contact_version() RETURNS trigger LANGUAGE plpgsql SECURITY INVOKER; called by everybody; body 236a5aeb77146145
FUNCTION raise_vocabulary_version() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path=pg_catalog, public, pg_temp; called by everybody; body da884d6f72fff105
FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql SECURITY INVOKER; called by everybody; body f0e348e4c8204064
FUNCTION refuse_published_change() RETURNS trigger LANGUAGE plpgsql SECURITY INVOKER; called by everybody; body 9f19cfe34b9686d9
FUNCTION refuse_step_change() RETURNS trigger LANGUAGE plpgsql SECURITY INVOKER; called by everybody; body f48962ac3ea44f8b
FUNCTION schedule_jobs(text[],json[],text[],timestamp with time zone[],integer[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path=pg_catalog, pg_temp; called by sayso_app; body d8bce6e9c01843ed

TABLE absorbed_repeat
  channel channel_scope NOT NULL
  contact_point_id uuid NOT NULL
  said_at timestamp(3) with time zone NOT NULL
  sender_no integer NOT NULL
  topic_no integer NOT NULL
  CONSTRAINT absorbed_repeat_contact_point_id_channel_sender_no_topic_no_pk PRIMARY KEY (contact_point_id, channel, sender_no, topic_no)
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app

TABLE access_log
  at timestamp(3) with time zone NOT NULL DEFAULT now()
  contact_id uuid
  contact_point_id uuid
  detail jsonb
  id uuid NOT NULL
  staff_id uuid NOT NULL
  what text NOT NULL
  CONSTRAINT access_log_pkey PRIMARY KEY (id)
  CREATE INDEX access_log_at ON public.access_log USING btree (at)
  CREATE INDEX access_log_contact ON public.access_log USING btree (contact_id)
  CREATE INDEX access_log_found ON public.access_log USING gin (((detail -> 'contacts'::text))) WHERE (what = 'search'::text)
  CREATE INDEX access_log_point ON public.access_log USING btree (contact_point_id) WHERE ((contact_id IS NULL) AND (contact_point_id IS NOT NULL))
  CREATE TRIGGER access_log_append_only BEFORE DELETE OR UPDATE ON public.access_log FOR EACH ROW EXECUTE FUNCTION refuse_change()
  CREATE TRIGGER access_log_no_truncate BEFORE TRUNCATE ON public.access_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  GRANT INSERT, SELECT TO sayso_app

TABLE address_code
  ask_id uuid NOT NULL
  asked_at timestamp(3) with time zone NOT NULL
  contact_point_id uuid NOT NULL
  expires_at timestamp(3) with time zone NOT NULL
  language text NOT NULL
  owner_id uuid NOT NULL
  phone text
  salt bytea NOT NULL
  sender_no integer NOT NULL
  state text NOT NULL DEFAULT 'asked'::text
  tries smallint NOT NULL DEFAULT 0
  CONSTRAINT address_code_contact_point_id_owner_id_pk PRIMARY KEY (contact_point_id, owner_id)
  CONSTRAINT address_code_state CHECK ((state = ANY (ARRAY['asked'::text, 'sending'::text, 'sent'::text, 'failed'::text])))
  CONSTRAINT address_code_tries CHECK ((tries >= 0))
  CREATE INDEX address_code_expires ON public.address_code USING btree (expires_at)
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app

TABLE announcement
  body text NOT NULL
  created_at timestamp(3) with time zone NOT NULL DEFAULT now()
  id uuid NOT NULL
  sender_no integer NOT NULL
  subject text NOT NULL
  topic_no integer NOT NULL
  CONSTRAINT announcement_pkey PRIMARY KEY (id)
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app

TABLE announcement_page
  after uuid NOT NULL
  announcement_id uuid NOT NULL
  candidates integer NOT NULL
  expanded_at timestamp(3) with time zone NOT NULL DEFAULT now()
  last boolean NOT NULL
  queued integer NOT NULL
  withheld jsonb NOT NULL
  CONSTRAINT announcement_page_announcement_id_after_pk PRIMARY KEY (announcement_id, after)
  GRANT INSERT, SELECT TO sayso_app

TABLE api_client
  created_at timestamp(3) with time zone NOT NULL DEFAULT now()
  expires_at timestamp(3) with time zone
  id uuid NOT NULL
  key_digest bytea NOT NULL
  last_used_at timestamp(3) with time zone
  name text NOT NULL
  revoked_at timestamp(3) with time zone
  scopes text[] NOT NULL
  sender_nos integer[] NOT NULL
  CONSTRAINT api_client_key_digest_unique UNIQUE (key_digest)
  CONSTRAINT api_client_pkey PRIMARY KEY (id)
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app

TABLE auth_session
  browser text NOT NULL DEFAULT 'other'::text
  created_at timestamp(3) with time zone NOT NULL DEFAULT now()
  expires timestamp(3) with time zone NOT NULL
  id uuid NOT NULL DEFAULT gen_random_uuid()
  last_used_at timestamp(3) with time zone NOT NULL DEFAULT now()
  session_token text NOT NULL
  system text NOT NULL DEFAULT 'other'::text
  user_id uuid NOT NULL
  CONSTRAINT auth_session_pkey PRIMARY KEY (session_token)
  CREATE INDEX auth_session_user ON public.auth_session USING btree (user_id)
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app

TABLE auth_user
  contact_id uuid
  email text NOT NULL
  email_verified timestamp(3) with time zone
  id uuid NOT NULL
  image text
  name text
  staff_id uuid
  CONSTRAINT auth_user_contact_id_unique UNIQUE (contact_id)
  CONSTRAINT auth_user_email_unique UNIQUE (email)
  CONSTRAINT auth_user_one_side CHECK (((contact_id IS NULL) <> (staff_id IS NULL)))
  CONSTRAINT auth_user_pkey PRIMARY KEY (id)
  CONSTRAINT auth_user_staff_id_unique UNIQUE (staff_id)
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app

TABLE auth_verification_token
  asked_at timestamp(3) with time zone
  browser text
  browser_digest text
  code_digest text
  expires timestamp(3) with time zone NOT NULL
  identifier text NOT NULL
  system text
  token text NOT NULL
  CONSTRAINT auth_verification_token_bound CHECK (((browser_digest IS NULL) = (code_digest IS NULL)))
  CONSTRAINT auth_verification_token_identifier_token_pk PRIMARY KEY (identifier, token)
  CREATE INDEX auth_verification_token_browser ON public.auth_verification_token USING btree (browser_digest) WHERE (browser_digest IS NOT NULL)
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app

TABLE consent_event
  act act NOT NULL
  actor_id uuid
  actor_kind actor_kind NOT NULL
  assurance assurance NOT NULL
  basis basis
  channel channel_scope NOT NULL
  contact_id uuid
  contact_point_id uuid NOT NULL
  door door NOT NULL
  effective_until timestamp(3) with time zone
  event_id uuid NOT NULL
  evidence_digest bytea
  full_name_key bytea
  hash bytea NOT NULL
  instruction_id uuid NOT NULL
  lifting boolean NOT NULL
  notice_version_id uuid
  prev_hash bytea
  recorded_at timestamp(3) with time zone NOT NULL
  said_at timestamp(3) with time zone NOT NULL
  sender_no integer NOT NULL
  seq integer NOT NULL
  stop stop_kind
  topic_no integer NOT NULL
  undoes_seq integer
  CONSTRAINT consent_event_contact_point_id_seq_pk PRIMARY KEY (contact_point_id, seq)
  CONSTRAINT consent_event_first_has_no_previous CHECK (((seq = 1) = (prev_hash IS NULL)))
  CONSTRAINT consent_event_only_yes_lifts CHECK (((NOT lifting) OR (act = ANY (ARRAY['given'::act, 'renewed'::act]))))
  CONSTRAINT consent_event_seq_positive CHECK ((seq > 0))
  CONSTRAINT consent_event_stop_kind CHECK (((act = ANY (ARRAY['paused'::act, 'resumed'::act])) = (stop IS NOT NULL)))
  CONSTRAINT consent_event_topic_needs_sender CHECK (((sender_no <> 0) OR (topic_no = 0)))
  CONSTRAINT consent_event_undo_names_event CHECK (((act = 'invalidated'::act) = (undoes_seq IS NOT NULL)))
  CONSTRAINT consent_event_yes_names_one_cell CHECK (((act <> ALL (ARRAY['given'::act, 'renewed'::act])) OR ((channel <> 'all'::channel_scope) AND (sender_no > 0) AND (topic_no > 0) AND (basis IS NOT NULL) AND (evidence_digest IS NOT NULL))))
  CREATE TRIGGER consent_event_append_only BEFORE DELETE OR UPDATE ON public.consent_event FOR EACH ROW EXECUTE FUNCTION refuse_change()
  CREATE TRIGGER consent_event_no_truncate BEFORE TRUNCATE ON public.consent_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  GRANT INSERT, SELECT TO sayso_app

TABLE contact
  company text
  country character(2)
  created_at timestamp(3) with time zone NOT NULL DEFAULT now()
  external_ref text
  id uuid NOT NULL
  locale text
  name text
  position text
  status contact_status NOT NULL DEFAULT 'active'::contact_status
  subscriber_type subscriber_type NOT NULL DEFAULT 'unknown'::subscriber_type
  timezone text
  updated_at timestamp(3) with time zone NOT NULL DEFAULT now()
  version integer NOT NULL DEFAULT 1
  CONSTRAINT contact_external_ref_unique UNIQUE (external_ref)
  CONSTRAINT contact_pkey PRIMARY KEY (id)
  CREATE INDEX contact_name_trgm ON public.contact USING gin (lower(name) gin_trgm_ops)
  CREATE TRIGGER contact_version BEFORE UPDATE ON public.contact FOR EACH ROW EXECUTE FUNCTION raise_contact_version()
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app

TABLE contact_contact_point
  attached_at timestamp(3) with time zone NOT NULL DEFAULT now()
  channels channel_scope[] NOT NULL
  confirmed_at timestamp(3) with time zone
  contact_id uuid NOT NULL
  contact_point_id uuid NOT NULL
  detached_at timestamp(3) with time zone
  is_primary boolean NOT NULL DEFAULT false
  sign_in boolean NOT NULL DEFAULT false
  CONSTRAINT contact_contact_point_contact_point_id_contact_id_attached_at_p PRIMARY KEY (contact_point_id, contact_id, attached_at)
  CREATE INDEX contact_contact_point_contact ON public.contact_contact_point USING btree (contact_id)
  CREATE UNIQUE INDEX contact_contact_point_current ON public.contact_contact_point USING btree (contact_point_id, contact_id) WHERE (detached_at IS NULL)
  CREATE UNIQUE INDEX contact_contact_point_sign_in ON public.contact_contact_point USING btree (contact_point_id) WHERE (sign_in AND (detached_at IS NULL))
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app

TABLE contact_fact
  actor text NOT NULL
  contact_id uuid NOT NULL
  country character(2)
  recorded_at timestamp(3) with time zone NOT NULL DEFAULT now()
  status contact_status NOT NULL
  subscriber_type subscriber_type NOT NULL
  timezone text
  valid_from timestamp(3) with time zone NOT NULL
  CONSTRAINT contact_fact_contact_id_valid_from_recorded_at_pk PRIMARY KEY (contact_id, valid_from, recorded_at)
  GRANT INSERT, SELECT TO sayso_app

TABLE contact_point
  country character(2)
  created_at timestamp(3) with time zone NOT NULL DEFAULT now()
  deliverability deliverability NOT NULL DEFAULT 'unknown'::deliverability
  extension text
  id uuid NOT NULL
  key_epoch smallint NOT NULL
  kind contact_point_kind NOT NULL
  last_hash bytea
  last_seq integer NOT NULL DEFAULT 0
  normalised text
  normaliser smallint NOT NULL
  postcode text
  premises_id uuid
  typed text
  verified_at timestamp(3) with time zone
  CONSTRAINT contact_point_pkey PRIMARY KEY (id)
  CREATE INDEX contact_point_postcode ON public.contact_point USING btree (postcode) WHERE (postcode IS NOT NULL)
  CREATE INDEX contact_point_premises ON public.contact_point USING btree (premises_id) WHERE (premises_id IS NOT NULL)
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app

TABLE contact_point_deliverability
  cause text NOT NULL
  contact_point_id uuid NOT NULL
  deliverability deliverability NOT NULL
  recorded_at timestamp(3) with time zone NOT NULL DEFAULT now()
  valid_from timestamp(3) with time zone NOT NULL
  CONSTRAINT contact_point_deliverability_contact_point_id_valid_from_record PRIMARY KEY (contact_point_id, valid_from, recorded_at)
  GRANT INSERT, SELECT TO sayso_app

TABLE contact_point_stop
  channel channel_scope NOT NULL
  contact_id uuid NOT NULL
  contact_point_id uuid NOT NULL
  from_at timestamp(3) with time zone NOT NULL
  seq integer NOT NULL
  standing boolean NOT NULL
  stop stop_kind NOT NULL
  until_at timestamp(3) with time zone
  CONSTRAINT contact_point_stop_contact_point_id_contact_id_stop_channel_pk PRIMARY KEY (contact_point_id, contact_id, stop, channel)
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app

TABLE data_request
  acknowledge_by timestamp(3) with time zone
  acknowledged_at timestamp(3) with time zone
  closed_at timestamp(3) with time zone
  contact_id uuid
  due_at timestamp(3) with time zone NOT NULL
  extended_at timestamp(3) with time zone
  id uuid NOT NULL
  kind data_request_kind NOT NULL
  language text NOT NULL
  name text
  received_at timestamp(3) with time zone NOT NULL
  reference text NOT NULL
  reply_point_id uuid
  state data_request_state NOT NULL DEFAULT 'open'::data_request_state
  steps integer NOT NULL DEFAULT 0
  way data_request_way NOT NULL
  words text
  CONSTRAINT data_request_closed CHECK (((state = 'open'::data_request_state) = (closed_at IS NULL)))
  CONSTRAINT data_request_complaint_acknowledged CHECK (((kind = 'complaint'::data_request_kind) = (acknowledge_by IS NOT NULL)))
  CONSTRAINT data_request_pkey PRIMARY KEY (id)
  CONSTRAINT data_request_reference_unique UNIQUE (reference)
  CREATE INDEX data_request_contact ON public.data_request USING btree (contact_id) WHERE (contact_id IS NOT NULL)
  CREATE INDEX data_request_due ON public.data_request USING btree (state, due_at)
  CREATE UNIQUE INDEX data_request_one_open ON public.data_request USING btree (contact_id, kind) WHERE ((state = 'open'::data_request_state) AND (kind = ANY (ARRAY['restriction'::data_request_kind, 'erasure'::data_request_kind])))
  CREATE INDEX data_request_reply_point ON public.data_request USING btree (reply_point_id) WHERE (reply_point_id IS NOT NULL)
  GRANT INSERT, SELECT, UPDATE TO sayso_app

TABLE data_request_mail
  contact_point_id uuid NOT NULL
  message_id uuid NOT NULL
  recipient text
  request_id uuid NOT NULL
  step_no integer NOT NULL
  CONSTRAINT data_request_mail_contact_point_id_message_id_pk PRIMARY KEY (contact_point_id, message_id)
  CREATE INDEX data_request_mail_recipient ON public.data_request_mail USING btree (message_id) WHERE (recipient IS NOT NULL)
  CREATE INDEX data_request_mail_request ON public.data_request_mail USING btree (request_id)
  GRANT INSERT, SELECT TO sayso_app
  GRANT UPDATE (recipient) TO sayso_app

TABLE data_request_step
  actor_id uuid
  actor_kind actor_kind NOT NULL
  at timestamp(3) with time zone NOT NULL
  due_at timestamp(3) with time zone
  no integer NOT NULL
  request_id uuid NOT NULL
  step data_request_step_kind NOT NULL
  words text
  CONSTRAINT data_request_step_request_id_no_pk PRIMARY KEY (request_id, no)
  CREATE TRIGGER data_request_step_append_only BEFORE DELETE OR UPDATE ON public.data_request_step FOR EACH ROW EXECUTE FUNCTION refuse_step_change()
  CREATE TRIGGER data_request_step_no_truncate BEFORE TRUNCATE ON public.data_request_step FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  GRANT INSERT, SELECT TO sayso_app
  GRANT UPDATE (words) TO sayso_app

TABLE digest_item
  announcement_id uuid NOT NULL
  contact_point_id uuid NOT NULL
  message_id uuid
  queued_at timestamp(3) with time zone NOT NULL
  sender_no integer NOT NULL
  topic_no integer NOT NULL
  CONSTRAINT digest_item_contact_point_id_announcement_id_pk PRIMARY KEY (contact_point_id, announcement_id)
  CREATE INDEX digest_item_announcement ON public.digest_item USING btree (announcement_id)
  GRANT INSERT, SELECT TO sayso_app
  GRANT UPDATE (message_id) TO sayso_app

TABLE disclosure
  contact_point_id uuid NOT NULL
  disclosed_at timestamp(3) with time zone NOT NULL
  event_id uuid
  id uuid NOT NULL
  sender_no integer NOT NULL
  what text NOT NULL
  withdrawal_told_at timestamp(3) with time zone
  CONSTRAINT disclosure_contact_point_id_id_pk PRIMARY KEY (contact_point_id, id)
  GRANT INSERT, SELECT TO sayso_app
  GRANT UPDATE (withdrawal_told_at) TO sayso_app

TABLE evidence
  body jsonb NOT NULL
  contact_id uuid
  contact_point_id uuid NOT NULL
  instruction_id uuid NOT NULL
  salt bytea NOT NULL
  CONSTRAINT evidence_contact_point_id_instruction_id_pk PRIMARY KEY (contact_point_id, instruction_id)
  CREATE INDEX evidence_contact ON public.evidence USING btree (contact_id) WHERE (contact_id IS NOT NULL)
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app

TABLE form_draft
  body jsonb NOT NULL
  contact_id uuid NOT NULL
  created_at timestamp(3) with time zone NOT NULL
  form text NOT NULL
  id uuid NOT NULL
  CONSTRAINT form_draft_pkey PRIMARY KEY (id)
  CREATE INDEX form_draft_created ON public.form_draft USING btree (created_at)
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app

TABLE frequency_choice
  actor_id uuid
  actor_kind actor_kind NOT NULL
  channel channel_scope NOT NULL
  contact_id uuid
  contact_point_id uuid NOT NULL
  door door NOT NULL
  frequency frequency NOT NULL
  id uuid NOT NULL
  instruction_id uuid NOT NULL
  recorded_at timestamp(3) with time zone NOT NULL
  sender_no integer NOT NULL
  topic_no integer NOT NULL
  valid_from timestamp(3) with time zone NOT NULL
  CONSTRAINT frequency_choice_contact_point_id_id_pk PRIMARY KEY (contact_point_id, id)
  CONSTRAINT frequency_choice_names_one_cell CHECK (((channel <> 'all'::channel_scope) AND (sender_no > 0) AND (topic_no > 0)))
  GRANT INSERT, SELECT TO sayso_app

TABLE idempotency_key
  body text
  client_id uuid NOT NULL
  created_at timestamp(3) with time zone NOT NULL DEFAULT now()
  key text NOT NULL
  request_digest bytea NOT NULL
  route text NOT NULL
  status smallint
  CONSTRAINT idempotency_key_client_id_route_key_pk PRIMARY KEY (client_id, route, key)
  CREATE INDEX idempotency_key_created ON public.idempotency_key USING btree (created_at)
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app

TABLE join_form
  allowed_origins text[] NOT NULL
  archived boolean NOT NULL
  channels channel_scope[] NOT NULL
  confirm text NOT NULL
  confirm_within_days smallint NOT NULL
  country character(2)
  details text[] NOT NULL
  kind text NOT NULL
  listed boolean NOT NULL
  needs_choice boolean NOT NULL
  notice text NOT NULL
  partner_nos integer[] NOT NULL
  partners_notice text
  published_at timestamp(3) with time zone NOT NULL
  sender_no integer NOT NULL
  similar_products text
  slug text NOT NULL
  source text NOT NULL
  topic_nos integer[] NOT NULL
  version integer NOT NULL
  CONSTRAINT join_form_confirm CHECK ((confirm = ANY (ARRAY['email'::text, 'none'::text])))
  CONSTRAINT join_form_confirm_days CHECK (((confirm_within_days >= 1) AND (confirm_within_days <= 30)))
  CONSTRAINT join_form_consent_confirmed CHECK (((confirm = 'email'::text) OR (kind = 'soft_opt_in'::text)))
  CONSTRAINT join_form_kind CHECK ((kind = ANY (ARRAY['opt_in'::text, 'soft_opt_in'::text])))
  CONSTRAINT join_form_sender_no_sender_no_fk FOREIGN KEY (sender_no) REFERENCES sender(no)
  CONSTRAINT join_form_slug_version_pk PRIMARY KEY (slug, version)
  CONSTRAINT join_form_soft_opt_in CHECK (((kind <> 'soft_opt_in'::text) OR (similar_products IS NOT NULL)))
  CONSTRAINT join_form_source CHECK ((source = ANY (ARRAY['registration'::text, 'newsletter'::text, 'order'::text, 'enquiry'::text])))
  CREATE TRIGGER join_form_version AFTER INSERT OR DELETE OR UPDATE ON public.join_form FOR EACH STATEMENT EXECUTE FUNCTION raise_vocabulary_version()
  GRANT INSERT, SELECT TO sayso_app

TABLE key_fingerprint
  epoch smallint NOT NULL
  fingerprint bytea NOT NULL
  first_seen_at timestamp(3) with time zone NOT NULL DEFAULT now()
  use text NOT NULL
  CONSTRAINT key_fingerprint_use_epoch_pk PRIMARY KEY (use, epoch)
  CREATE UNIQUE INDEX key_fingerprint_once ON public.key_fingerprint USING btree (use, fingerprint)
  GRANT SELECT TO sayso_app

TABLE legitimate_interest_assessment
  balancing text NOT NULL
  channel channel_scope NOT NULL
  id uuid NOT NULL
  purpose text NOT NULL
  recorded_at timestamp(3) with time zone NOT NULL DEFAULT now()
  sender_no integer NOT NULL
  topic_no integer NOT NULL
  valid_from timestamp(3) with time zone NOT NULL
  valid_until timestamp(3) with time zone
  CONSTRAINT legitimate_interest_assessment_pkey PRIMARY KEY (id)
  CONSTRAINT legitimate_interest_assessment_sender_no_sender_no_fk FOREIGN KEY (sender_no) REFERENCES sender(no)
  CONSTRAINT legitimate_interest_assessment_topic_no_topic_no_fk FOREIGN KEY (topic_no) REFERENCES topic(no)
  CREATE TRIGGER assessment_version AFTER INSERT OR DELETE OR UPDATE ON public.legitimate_interest_assessment FOR EACH STATEMENT EXECUTE FUNCTION raise_vocabulary_version()
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app

TABLE link_request
  asked_at timestamp(3) with time zone NOT NULL
  browser text NOT NULL
  browser_digest text
  id uuid NOT NULL
  kind text NOT NULL
  point_ids uuid[] NOT NULL
  staff_id uuid
  system text NOT NULL
  CONSTRAINT link_request_bound CHECK (((kind = 'preference_link'::text) OR (browser_digest IS NOT NULL)))
  CONSTRAINT link_request_kind CHECK ((kind = ANY (ARRAY['preference_link'::text, 'sign_in'::text, 'staff_sign_in'::text])))
  CONSTRAINT link_request_pkey PRIMARY KEY (id)
  CREATE INDEX link_request_asked ON public.link_request USING btree (asked_at)
  GRANT DELETE, INSERT, SELECT TO sayso_app

TABLE message
  announcement_id uuid
  attempts smallint NOT NULL DEFAULT 0
  claimed_at timestamp(3) with time zone
  contact_id uuid
  contact_point_id uuid NOT NULL
  created_at timestamp(3) with time zone NOT NULL DEFAULT now()
  decision jsonb
  failure text
  id uuid NOT NULL
  kind message_kind NOT NULL
  sender_no integer NOT NULL
  settled_at timestamp(3) with time zone
  state message_state NOT NULL DEFAULT 'queued'::message_state
  topic_no integer NOT NULL
  CONSTRAINT message_contact_point_id_id_pk PRIMARY KEY (contact_point_id, id)
  CREATE INDEX message_announcement ON public.message USING btree (announcement_id, state) WHERE (announcement_id IS NOT NULL)
  CREATE INDEX message_contact ON public.message USING btree (contact_id) WHERE (contact_id IS NOT NULL)
  CREATE INDEX message_unsettled ON public.message USING btree (claimed_at) WHERE (state = ANY (ARRAY['claimed'::message_state, 'in_doubt'::message_state, 'failed'::message_state]))
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app

TABLE message_delivery
  at timestamp(3) with time zone NOT NULL DEFAULT now()
  attempt smallint NOT NULL
  contact_point_id uuid NOT NULL
  message_id uuid NOT NULL
  outcome text NOT NULL
  reply_code integer
  CONSTRAINT message_delivery_contact_point_id_message_id_attempt_pk PRIMARY KEY (contact_point_id, message_id, attempt)
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app

TABLE notice_version
  basis basis NOT NULL DEFAULT 'consent'::basis
  channels channel_scope[] NOT NULL
  created_at timestamp(3) with time zone NOT NULL DEFAULT now()
  id uuid NOT NULL
  language text NOT NULL
  published_at timestamp(3) with time zone
  sender_nos integer[] NOT NULL
  slug text NOT NULL
  topic_nos integer[] NOT NULL
  version integer NOT NULL
  words text NOT NULL
  words_digest bytea NOT NULL
  CONSTRAINT notice_version_pkey PRIMARY KEY (id)
  CONSTRAINT notice_version_slug_version_language UNIQUE (slug, version, language)
  CREATE TRIGGER notice_version_immutable BEFORE DELETE OR UPDATE ON public.notice_version FOR EACH ROW WHEN ((old.published_at IS NOT NULL)) EXECUTE FUNCTION refuse_published_change()
  CREATE TRIGGER notice_version_version AFTER INSERT OR DELETE OR UPDATE ON public.notice_version FOR EACH STATEMENT EXECUTE FUNCTION raise_vocabulary_version()
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app

TABLE opt_out_request
  call_reference text
  contact_id uuid
  contact_point_ids uuid[] NOT NULL
  due_at timestamp(3) with time zone NOT NULL
  id uuid NOT NULL
  instruction_id uuid NOT NULL
  medium desk_medium NOT NULL
  outcome text NOT NULL
  read_back text NOT NULL
  received_at timestamp(3) with time zone NOT NULL
  recorded_at timestamp(3) with time zone NOT NULL
  staff_id uuid NOT NULL
  undone_at timestamp(3) with time zone
  words text NOT NULL
  CONSTRAINT opt_out_request_instruction_id_unique UNIQUE (instruction_id)
  CONSTRAINT opt_out_request_pkey PRIMARY KEY (id)
  CONSTRAINT opt_out_request_staff_id_staff_id_fk FOREIGN KEY (staff_id) REFERENCES staff(id)
  CREATE INDEX opt_out_request_contact ON public.opt_out_request USING btree (contact_id)
  CREATE INDEX opt_out_request_points ON public.opt_out_request USING gin (contact_point_ids) WHERE (contact_id IS NULL)
  CREATE INDEX opt_out_request_recorded ON public.opt_out_request USING btree (recorded_at)
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app

TABLE pending_address
  asked_at timestamp(3) with time zone NOT NULL
  channels channel_scope[] NOT NULL
  contact_id uuid NOT NULL
  contact_point_id uuid NOT NULL
  expires_at timestamp(3) with time zone NOT NULL
  kind contact_point_kind NOT NULL
  typed text NOT NULL
  CONSTRAINT pending_address_contact_point_id_contact_id_pk PRIMARY KEY (contact_point_id, contact_id)
  CREATE INDEX pending_address_contact ON public.pending_address USING btree (contact_id)
  CREATE INDEX pending_address_expires ON public.pending_address USING btree (expires_at)
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app

TABLE permission
  channel channel_scope NOT NULL
  contact_point_id uuid NOT NULL
  lift_at timestamp(3) with time zone
  lift_seq integer
  no_at timestamp(3) with time zone
  no_seq integer
  sender_no integer NOT NULL
  topic_no integer NOT NULL
  yes_at timestamp(3) with time zone
  yes_basis basis
  yes_seq integer
  yes_until timestamp(3) with time zone
  CONSTRAINT permission_contact_point_id_channel_sender_no_topic_no_pk PRIMARY KEY (contact_point_id, channel, sender_no, topic_no)
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app

TABLE preference_code
  code text NOT NULL
  contact_point_id uuid NOT NULL
  created_at timestamp(3) with time zone NOT NULL DEFAULT now()
  sender_no integer NOT NULL
  topic_no integer NOT NULL
  CONSTRAINT preference_code_pkey PRIMARY KEY (code)
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app

TABLE rate_counter
  bucket text NOT NULL
  hits integer NOT NULL
  window_start timestamp(3) with time zone NOT NULL
  CONSTRAINT rate_counter_bucket_window_start_pk PRIMARY KEY (bucket, window_start)
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app

TABLE register_listing
  contact_point_id uuid NOT NULL
  delisted_at timestamp(3) with time zone
  listed_at timestamp(3) with time zone NOT NULL
  recorded_at timestamp(3) with time zone NOT NULL DEFAULT now()
  register register NOT NULL
  CONSTRAINT register_listing_contact_point_id_register_listed_at_pk PRIMARY KEY (contact_point_id, register, listed_at)
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app

TABLE register_snapshot
  entries integer NOT NULL
  id uuid NOT NULL
  loaded_at timestamp(3) with time zone NOT NULL DEFAULT now()
  register register NOT NULL
  source_digest bytea NOT NULL
  taken_at timestamp(3) with time zone NOT NULL
  CONSTRAINT register_snapshot_pkey PRIMARY KEY (id)
  CREATE TRIGGER register_snapshot_version AFTER INSERT OR DELETE OR UPDATE ON public.register_snapshot FOR EACH STATEMENT EXECUTE FUNCTION raise_vocabulary_version()
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app

TABLE registration
  body jsonb
  confirmed_at timestamp(3) with time zone
  contact_point_id uuid NOT NULL
  expires_at timestamp(3) with time zone NOT NULL
  form_slug text NOT NULL
  form_version integer NOT NULL
  id uuid NOT NULL
  language text NOT NULL
  mailed_at timestamp(3) with time zone NOT NULL
  message_id uuid
  point_ids uuid[] NOT NULL
  request_digest bytea
  requested_at timestamp(3) with time zone NOT NULL
  CONSTRAINT registration_contact_point_id_id_pk PRIMARY KEY (contact_point_id, id)
  CREATE INDEX registration_expires ON public.registration USING btree (expires_at)
  CREATE UNIQUE INDEX registration_request ON public.registration USING btree (contact_point_id, request_digest) WHERE (request_digest IS NOT NULL)
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app

TABLE scrub_run
  counts jsonb NOT NULL DEFAULT '{}'::jsonb
  dry_run boolean NOT NULL DEFAULT false
  finished_at timestamp(3) with time zone
  id uuid NOT NULL
  source text NOT NULL
  started_at timestamp(3) with time zone NOT NULL DEFAULT now()
  CONSTRAINT scrub_run_pkey PRIMARY KEY (id)
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app

TABLE sender
  archived_at timestamp(3) with time zone
  colour text
  contact_email text
  kind sender_kind NOT NULL
  legal_name text NOT NULL
  name text NOT NULL
  no integer NOT NULL GENERATED ALWAYS AS IDENTITY
  postal_address text NOT NULL
  privacy_url text NOT NULL
  slug text NOT NULL
  updated_at timestamp(3) with time zone NOT NULL DEFAULT now()
  CONSTRAINT sender_no_positive CHECK ((no > 0))
  CONSTRAINT sender_pkey PRIMARY KEY (no)
  CONSTRAINT sender_slug_unique UNIQUE (slug)
  CREATE TRIGGER sender_version AFTER INSERT OR DELETE OR UPDATE ON public.sender FOR EACH STATEMENT EXECUTE FUNCTION raise_vocabulary_version()
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app

TABLE staff
  created_at timestamp(3) with time zone NOT NULL DEFAULT now()
  email text NOT NULL
  id uuid NOT NULL
  name text NOT NULL
  role staff_role NOT NULL
  suspended_at timestamp(3) with time zone
  CONSTRAINT staff_email_unique UNIQUE (email)
  CONSTRAINT staff_pkey PRIMARY KEY (id)
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app

TABLE stored_search
  created_at timestamp(3) with time zone NOT NULL DEFAULT now()
  id uuid NOT NULL
  query text NOT NULL
  staff_id uuid NOT NULL
  CONSTRAINT stored_search_pkey PRIMARY KEY (id)
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app

TABLE topic
  archived_at timestamp(3) with time zone
  channels channel_scope[] NOT NULL
  description text NOT NULL DEFAULT ''::text
  essential boolean NOT NULL DEFAULT false
  frequencies frequency[] NOT NULL DEFAULT '{}'::frequency[]
  name text NOT NULL
  no integer NOT NULL GENERATED ALWAYS AS IDENTITY
  position smallint NOT NULL DEFAULT 0
  sender_no integer NOT NULL
  slug text NOT NULL
  updated_at timestamp(3) with time zone NOT NULL DEFAULT now()
  CONSTRAINT topic_pkey PRIMARY KEY (no)
  CONSTRAINT topic_sender_no_sender_no_fk FOREIGN KEY (sender_no) REFERENCES sender(no)
  CONSTRAINT topic_sender_slug UNIQUE (sender_no, slug)
  CREATE TRIGGER topic_version AFTER INSERT OR DELETE OR UPDATE ON public.topic FOR EACH STATEMENT EXECUTE FUNCTION raise_vocabulary_version()
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app

TABLE vocabulary_history
  body jsonb NOT NULL
  no integer NOT NULL
  recorded_at timestamp(3) with time zone NOT NULL DEFAULT now()
  subject text NOT NULL
  CONSTRAINT vocabulary_history_subject_no_recorded_at_pk PRIMARY KEY (subject, no, recorded_at)
  GRANT INSERT, SELECT TO sayso_app

TABLE vocabulary_version
  single boolean NOT NULL DEFAULT true
  version integer NOT NULL DEFAULT 1
  CONSTRAINT vocabulary_version_one_row CHECK (single)
  CONSTRAINT vocabulary_version_pkey PRIMARY KEY (single)
  GRANT SELECT TO sayso_app

TABLE webhook_delivery
  at timestamp(3) with time zone NOT NULL DEFAULT now()
  attempt smallint NOT NULL
  delivered boolean NOT NULL
  endpoint_id uuid NOT NULL
  id uuid NOT NULL
  status integer
  CONSTRAINT webhook_delivery_endpoint_id_id_attempt_pk PRIMARY KEY (endpoint_id, id, attempt)
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app

TABLE webhook_endpoint
  created_at timestamp(3) with time zone NOT NULL DEFAULT now()
  disabled_at timestamp(3) with time zone
  id uuid NOT NULL
  secret text NOT NULL
  url text NOT NULL
  CONSTRAINT webhook_endpoint_pkey PRIMARY KEY (id)
  GRANT DELETE, INSERT, SELECT, UPDATE TO sayso_app
