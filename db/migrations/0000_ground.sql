-- Trigram look-ups by name at the desk; a trusted extension, so the owner may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
CREATE TYPE "public"."act" AS ENUM('requested', 'given', 'renewed', 'refused', 'withdrawn', 'objected', 'revoked', 'paused', 'resumed', 'expired', 'invalidated');--> statement-breakpoint
CREATE TYPE "public"."actor_kind" AS ENUM('person', 'staff', 'api_client', 'system');--> statement-breakpoint
CREATE TYPE "public"."assurance" AS ENUM('none', 'asserted', 'link', 'confirmed', 'signed_in');--> statement-breakpoint
CREATE TYPE "public"."basis" AS ENUM('consent', 'soft_opt_in', 'legitimate_interest', 'contract', 'legal_obligation');--> statement-breakpoint
CREATE TYPE "public"."channel_scope" AS ENUM('all', 'email', 'post', 'phone', 'automated_call', 'sms', 'fax');--> statement-breakpoint
CREATE TYPE "public"."contact_point_kind" AS ENUM('email', 'phone', 'postal');--> statement-breakpoint
CREATE TYPE "public"."contact_status" AS ENUM('active', 'restricted', 'erased', 'deceased');--> statement-breakpoint
CREATE TYPE "public"."deliverability" AS ENUM('unknown', 'deliverable', 'undeliverable');--> statement-breakpoint
CREATE TYPE "public"."desk_medium" AS ENUM('phone', 'letter', 'fax', 'email', 'counter');--> statement-breakpoint
CREATE TYPE "public"."door" AS ENUM('one_click', 'unsubscribe_page', 'opt_out_page', 'preference_page', 'account', 'registration', 'registration_confirmed', 'desk', 'api', 'import', 'mailto', 'sms_keyword', 'complaint', 'inherited', 'system');--> statement-breakpoint
CREATE TYPE "public"."register" AS ENUM('tps', 'ctps', 'fps', 'mps', 'us_dnc', 'ca_dncl');--> statement-breakpoint
CREATE TYPE "public"."sender_kind" AS ENUM('first_party', 'third_party');--> statement-breakpoint
CREATE TYPE "public"."staff_role" AS ENUM('agent', 'manager', 'auditor', 'admin');--> statement-breakpoint
CREATE TYPE "public"."stop_kind" AS ENUM('pause', 'restriction', 'death', 'erasure');--> statement-breakpoint
CREATE TYPE "public"."subscriber_type" AS ENUM('individual', 'corporate', 'unknown');--> statement-breakpoint
CREATE TYPE "public"."message_kind" AS ENUM('announcement', 'sign_in', 'preference_link', 'staff_sign_in', 'third_party_notice');--> statement-breakpoint
CREATE TYPE "public"."message_state" AS ENUM('queued', 'claimed', 'sent', 'withheld', 'in_doubt', 'failed');--> statement-breakpoint
CREATE TABLE "contact" (
	"id" uuid PRIMARY KEY NOT NULL,
	"external_ref" text,
	"name" text,
	"locale" text,
	"country" char(2),
	"timezone" text,
	"subscriber_type" "subscriber_type" DEFAULT 'unknown' NOT NULL,
	"company" text,
	"position" text,
	"status" "contact_status" DEFAULT 'active' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "contact_external_ref_unique" UNIQUE("external_ref")
);
--> statement-breakpoint
CREATE TABLE "contact_contact_point" (
	"contact_point_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"attached_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"detached_at" timestamp (3) with time zone,
	"channels" "channel_scope"[] NOT NULL,
	"is_primary" boolean DEFAULT false NOT NULL,
	"sign_in" boolean DEFAULT false NOT NULL,
	CONSTRAINT "contact_contact_point_contact_point_id_contact_id_attached_at_pk" PRIMARY KEY("contact_point_id","contact_id","attached_at")
);
--> statement-breakpoint
CREATE TABLE "contact_fact" (
	"contact_id" uuid NOT NULL,
	"valid_from" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"subscriber_type" "subscriber_type" NOT NULL,
	"country" char(2),
	"timezone" text,
	"status" "contact_status" NOT NULL,
	"actor" text NOT NULL,
	CONSTRAINT "contact_fact_contact_id_valid_from_recorded_at_pk" PRIMARY KEY("contact_id","valid_from","recorded_at")
);
--> statement-breakpoint
CREATE TABLE "contact_point" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" "contact_point_kind" NOT NULL,
	"key_epoch" smallint NOT NULL,
	"normaliser" smallint NOT NULL,
	"typed" text,
	"normalised" text,
	"postcode" text,
	"premises_id" uuid,
	"country" char(2),
	"extension" text,
	"deliverability" "deliverability" DEFAULT 'unknown' NOT NULL,
	"verified_at" timestamp (3) with time zone,
	"last_seq" integer DEFAULT 0 NOT NULL,
	"last_hash" "bytea",
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contact_point_deliverability" (
	"contact_point_id" uuid NOT NULL,
	"valid_from" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"deliverability" "deliverability" NOT NULL,
	"cause" text NOT NULL,
	CONSTRAINT "contact_point_deliverability_contact_point_id_valid_from_recorded_at_pk" PRIMARY KEY("contact_point_id","valid_from","recorded_at")
);
--> statement-breakpoint
CREATE TABLE "preference_code" (
	"code" text PRIMARY KEY NOT NULL,
	"contact_point_id" uuid NOT NULL,
	"sender_no" integer NOT NULL,
	"topic_no" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "consent_event" (
	"contact_point_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"event_id" uuid NOT NULL,
	"instruction_id" uuid NOT NULL,
	"act" "act" NOT NULL,
	"channel" "channel_scope" NOT NULL,
	"sender_no" integer NOT NULL,
	"topic_no" integer NOT NULL,
	"basis" "basis",
	"stop" "stop_kind",
	"door" "door" NOT NULL,
	"actor_kind" "actor_kind" NOT NULL,
	"actor_id" uuid,
	"contact_id" uuid,
	"assurance" "assurance" NOT NULL,
	"lifting" boolean NOT NULL,
	"notice_version_id" uuid,
	"undoes_seq" integer,
	"full_name_key" "bytea",
	"said_at" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"effective_until" timestamp (3) with time zone,
	"evidence_digest" "bytea",
	"prev_hash" "bytea",
	"hash" "bytea" NOT NULL,
	CONSTRAINT "consent_event_contact_point_id_seq_pk" PRIMARY KEY("contact_point_id","seq"),
	CONSTRAINT "consent_event_seq_positive" CHECK ("consent_event"."seq" > 0),
	CONSTRAINT "consent_event_first_has_no_previous" CHECK (("consent_event"."seq" = 1) = ("consent_event"."prev_hash" is null)),
	CONSTRAINT "consent_event_topic_needs_sender" CHECK ("consent_event"."sender_no" <> 0 or "consent_event"."topic_no" = 0),
	CONSTRAINT "consent_event_yes_names_one_cell" CHECK ("consent_event"."act" not in ('given', 'renewed') or ("consent_event"."channel" <> 'all' and "consent_event"."sender_no" > 0 and "consent_event"."topic_no" > 0 and "consent_event"."basis" is not null and "consent_event"."evidence_digest" is not null)),
	CONSTRAINT "consent_event_only_yes_lifts" CHECK (not "consent_event"."lifting" or "consent_event"."act" in ('given', 'renewed')),
	CONSTRAINT "consent_event_stop_kind" CHECK (("consent_event"."act" in ('paused', 'resumed')) = ("consent_event"."stop" is not null)),
	CONSTRAINT "consent_event_undo_names_event" CHECK (("consent_event"."act" = 'invalidated') = ("consent_event"."undoes_seq" is not null))
);
--> statement-breakpoint
CREATE TABLE "contact_point_stop" (
	"contact_point_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"stop" "stop_kind" NOT NULL,
	"channel" "channel_scope" NOT NULL,
	"seq" integer NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"until_at" timestamp (3) with time zone,
	"standing" boolean NOT NULL,
	CONSTRAINT "contact_point_stop_contact_point_id_contact_id_stop_channel_pk" PRIMARY KEY("contact_point_id","contact_id","stop","channel")
);
--> statement-breakpoint
CREATE TABLE "evidence" (
	"contact_point_id" uuid NOT NULL,
	"instruction_id" uuid NOT NULL,
	"salt" "bytea" NOT NULL,
	"body" jsonb NOT NULL,
	"contact_id" uuid,
	CONSTRAINT "evidence_contact_point_id_instruction_id_pk" PRIMARY KEY("contact_point_id","instruction_id")
);
--> statement-breakpoint
CREATE TABLE "permission" (
	"contact_point_id" uuid NOT NULL,
	"sender_no" integer NOT NULL,
	"topic_no" integer NOT NULL,
	"channel" "channel_scope" NOT NULL,
	"no_seq" integer,
	"no_at" timestamp (3) with time zone,
	"yes_at" timestamp (3) with time zone,
	"yes_until" timestamp (3) with time zone,
	"yes_seq" integer,
	"yes_basis" "basis",
	"lift_at" timestamp (3) with time zone,
	"lift_seq" integer,
	CONSTRAINT "permission_contact_point_id_channel_sender_no_topic_no_pk" PRIMARY KEY("contact_point_id","channel","sender_no","topic_no")
);
--> statement-breakpoint
CREATE TABLE "announcement" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sender_no" integer NOT NULL,
	"topic_no" integer NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "disclosure" (
	"contact_point_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"sender_no" integer NOT NULL,
	"what" text NOT NULL,
	"event_id" uuid,
	"disclosed_at" timestamp (3) with time zone NOT NULL,
	"withdrawal_told_at" timestamp (3) with time zone,
	CONSTRAINT "disclosure_contact_point_id_id_pk" PRIMARY KEY("contact_point_id","id")
);
--> statement-breakpoint
CREATE TABLE "message" (
	"contact_point_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" "message_kind" NOT NULL,
	"contact_id" uuid,
	"sender_no" integer NOT NULL,
	"topic_no" integer NOT NULL,
	"announcement_id" uuid,
	"state" "message_state" DEFAULT 'queued' NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"decision" jsonb,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"claimed_at" timestamp (3) with time zone,
	"settled_at" timestamp (3) with time zone,
	"failure" text,
	CONSTRAINT "message_contact_point_id_id_pk" PRIMARY KEY("contact_point_id","id")
);
--> statement-breakpoint
CREATE TABLE "message_delivery" (
	"contact_point_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"attempt" smallint NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"outcome" text NOT NULL,
	"reply_code" integer,
	CONSTRAINT "message_delivery_contact_point_id_message_id_attempt_pk" PRIMARY KEY("contact_point_id","message_id","attempt")
);
--> statement-breakpoint
CREATE TABLE "webhook_delivery" (
	"endpoint_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"attempt" smallint NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"status" integer,
	"delivered" boolean NOT NULL,
	CONSTRAINT "webhook_delivery_endpoint_id_id_attempt_pk" PRIMARY KEY("endpoint_id","id","attempt")
);
--> statement-breakpoint
CREATE TABLE "webhook_endpoint" (
	"id" uuid PRIMARY KEY NOT NULL,
	"url" text NOT NULL,
	"secret" text NOT NULL,
	"disabled_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "access_log" (
	"id" uuid PRIMARY KEY NOT NULL,
	"staff_id" uuid NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"what" text NOT NULL,
	"contact_id" uuid,
	"contact_point_id" uuid,
	"detail" jsonb
);
--> statement-breakpoint
CREATE TABLE "api_client" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"key_digest" "bytea" NOT NULL,
	"scopes" text[] NOT NULL,
	"sender_nos" integer[] NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	CONSTRAINT "api_client_key_digest_unique" UNIQUE("key_digest")
);
--> statement-breakpoint
CREATE TABLE "idempotency_key" (
	"client_id" uuid NOT NULL,
	"route" text NOT NULL,
	"key" text NOT NULL,
	"request_digest" "bytea" NOT NULL,
	"status" smallint,
	"body" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_key_client_id_route_key_pk" PRIMARY KEY("client_id","route","key")
);
--> statement-breakpoint
CREATE TABLE "key_fingerprint" (
	"use" text NOT NULL,
	"epoch" smallint NOT NULL,
	"fingerprint" "bytea" NOT NULL,
	"first_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "key_fingerprint_use_epoch_pk" PRIMARY KEY("use","epoch")
);
--> statement-breakpoint
CREATE TABLE "opt_out_request" (
	"id" uuid PRIMARY KEY NOT NULL,
	"instruction_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"contact_id" uuid,
	"contact_point_ids" uuid[] NOT NULL,
	"medium" "desk_medium" NOT NULL,
	"words" text NOT NULL,
	"call_reference" text,
	"read_back" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"outcome" text NOT NULL,
	"undone_at" timestamp (3) with time zone,
	CONSTRAINT "opt_out_request_instruction_id_unique" UNIQUE("instruction_id")
);
--> statement-breakpoint
CREATE TABLE "rate_counter" (
	"bucket" text NOT NULL,
	"window_start" timestamp (3) with time zone NOT NULL,
	"hits" integer NOT NULL,
	CONSTRAINT "rate_counter_bucket_window_start_pk" PRIMARY KEY("bucket","window_start")
);
--> statement-breakpoint
CREATE TABLE "scrub_run" (
	"id" uuid PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"counts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"dry_run" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" "staff_role" NOT NULL,
	"suspended_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "staff_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "stored_search" (
	"id" uuid PRIMARY KEY NOT NULL,
	"staff_id" uuid NOT NULL,
	"query" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "legitimate_interest_assessment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sender_no" integer NOT NULL,
	"topic_no" integer NOT NULL,
	"channel" "channel_scope" NOT NULL,
	"purpose" text NOT NULL,
	"balancing" text NOT NULL,
	"valid_from" timestamp (3) with time zone NOT NULL,
	"valid_until" timestamp (3) with time zone,
	"recorded_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notice_version" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"version" integer NOT NULL,
	"language" text NOT NULL,
	"words" text NOT NULL,
	"basis" "basis" DEFAULT 'consent' NOT NULL,
	"channels" "channel_scope"[] NOT NULL,
	"sender_nos" integer[] NOT NULL,
	"topic_nos" integer[] NOT NULL,
	"words_digest" "bytea" NOT NULL,
	"published_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notice_version_slug_version_language" UNIQUE("slug","version","language")
);
--> statement-breakpoint
CREATE TABLE "register_listing" (
	"contact_point_id" uuid NOT NULL,
	"register" "register" NOT NULL,
	"listed_at" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"delisted_at" timestamp (3) with time zone,
	CONSTRAINT "register_listing_contact_point_id_register_listed_at_pk" PRIMARY KEY("contact_point_id","register","listed_at")
);
--> statement-breakpoint
CREATE TABLE "register_snapshot" (
	"id" uuid PRIMARY KEY NOT NULL,
	"register" "register" NOT NULL,
	"taken_at" timestamp (3) with time zone NOT NULL,
	"loaded_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"source_digest" "bytea" NOT NULL,
	"entries" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sender" (
	"no" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sender_no_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"slug" text NOT NULL,
	"kind" "sender_kind" NOT NULL,
	"name" text NOT NULL,
	"legal_name" text NOT NULL,
	"postal_address" text NOT NULL,
	"privacy_url" text NOT NULL,
	"contact_email" text,
	"colour" text,
	"archived_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sender_slug_unique" UNIQUE("slug"),
	CONSTRAINT "sender_no_positive" CHECK ("sender"."no" > 0)
);
--> statement-breakpoint
CREATE TABLE "topic" (
	"no" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "topic_no_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"sender_no" integer NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"essential" boolean DEFAULT false NOT NULL,
	"channels" "channel_scope"[] NOT NULL,
	"position" smallint DEFAULT 0 NOT NULL,
	"archived_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "topic_sender_slug" UNIQUE("sender_no","slug")
);
--> statement-breakpoint
CREATE TABLE "vocabulary_history" (
	"subject" text NOT NULL,
	"no" integer NOT NULL,
	"recorded_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"body" jsonb NOT NULL,
	CONSTRAINT "vocabulary_history_subject_no_recorded_at_pk" PRIMARY KEY("subject","no","recorded_at")
);
--> statement-breakpoint
CREATE TABLE "vocabulary_version" (
	"single" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "vocabulary_version_one_row" CHECK ("vocabulary_version"."single")
);
--> statement-breakpoint
CREATE TABLE "auth_session" (
	"session_token" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"expires" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth_user" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"email_verified" timestamp (3) with time zone,
	"name" text,
	"image" text,
	"contact_id" uuid,
	"staff_id" uuid,
	CONSTRAINT "auth_user_email_unique" UNIQUE("email"),
	CONSTRAINT "auth_user_contact_id_unique" UNIQUE("contact_id"),
	CONSTRAINT "auth_user_staff_id_unique" UNIQUE("staff_id"),
	CONSTRAINT "auth_user_one_side" CHECK (("auth_user"."contact_id" is null) <> ("auth_user"."staff_id" is null))
);
--> statement-breakpoint
CREATE TABLE "auth_verification_token" (
	"identifier" text NOT NULL,
	"token" text NOT NULL,
	"expires" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "auth_verification_token_identifier_token_pk" PRIMARY KEY("identifier","token")
);
--> statement-breakpoint
ALTER TABLE "opt_out_request" ADD CONSTRAINT "opt_out_request_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legitimate_interest_assessment" ADD CONSTRAINT "legitimate_interest_assessment_sender_no_sender_no_fk" FOREIGN KEY ("sender_no") REFERENCES "public"."sender"("no") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legitimate_interest_assessment" ADD CONSTRAINT "legitimate_interest_assessment_topic_no_topic_no_fk" FOREIGN KEY ("topic_no") REFERENCES "public"."topic"("no") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "topic" ADD CONSTRAINT "topic_sender_no_sender_no_fk" FOREIGN KEY ("sender_no") REFERENCES "public"."sender"("no") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "contact_name_trgm" ON "contact" USING gin (lower("name") gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "contact_contact_point_contact" ON "contact_contact_point" USING btree ("contact_id");--> statement-breakpoint
CREATE UNIQUE INDEX "contact_contact_point_current" ON "contact_contact_point" USING btree ("contact_point_id","contact_id") WHERE "contact_contact_point"."detached_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "contact_contact_point_sign_in" ON "contact_contact_point" USING btree ("contact_point_id") WHERE "contact_contact_point"."sign_in" and "contact_contact_point"."detached_at" is null;--> statement-breakpoint
CREATE INDEX "contact_point_premises" ON "contact_point" USING btree ("premises_id") WHERE "contact_point"."premises_id" is not null;--> statement-breakpoint
CREATE INDEX "contact_point_postcode" ON "contact_point" USING btree ("postcode") WHERE "contact_point"."postcode" is not null;--> statement-breakpoint
CREATE INDEX "evidence_contact" ON "evidence" USING btree ("contact_id") WHERE "evidence"."contact_id" is not null;--> statement-breakpoint
CREATE INDEX "message_announcement" ON "message" USING btree ("announcement_id","state") WHERE "message"."announcement_id" is not null;--> statement-breakpoint
CREATE INDEX "message_unsettled" ON "message" USING btree ("claimed_at") WHERE "message"."state" in ('claimed', 'in_doubt', 'failed');--> statement-breakpoint
CREATE INDEX "message_contact" ON "message" USING btree ("contact_id") WHERE "message"."contact_id" is not null;--> statement-breakpoint
CREATE INDEX "access_log_at" ON "access_log" USING btree ("at");--> statement-breakpoint
CREATE INDEX "access_log_contact" ON "access_log" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "idempotency_key_created" ON "idempotency_key" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "key_fingerprint_once" ON "key_fingerprint" USING btree ("use","fingerprint");--> statement-breakpoint
CREATE INDEX "opt_out_request_recorded" ON "opt_out_request" USING btree ("recorded_at");--> statement-breakpoint
CREATE INDEX "opt_out_request_contact" ON "opt_out_request" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "auth_session_user" ON "auth_session" USING btree ("user_id");