-- Joining: the hosted forms people sign up by, each version kept as it was shown, and registrations that wait for
-- their confirmation.
ALTER TYPE "message_kind" ADD VALUE 'registration_confirm';
--> statement-breakpoint
CREATE TABLE "join_form" (
	"slug" text NOT NULL,
	"version" integer NOT NULL,
	"sender_no" integer NOT NULL,
	"source" text NOT NULL,
	"kind" text NOT NULL,
	"notice" text NOT NULL,
	"topic_nos" integer[] NOT NULL,
	"channels" "channel_scope"[] NOT NULL,
	"partner_nos" integer[] NOT NULL,
	"partners_notice" text,
	"details" text[] NOT NULL,
	"needs_choice" boolean NOT NULL,
	"listed" boolean NOT NULL,
	"confirm" text NOT NULL,
	"confirm_within_days" smallint NOT NULL,
	"similar_products" text,
	"country" char(2),
	"allowed_origins" text[] NOT NULL,
	"archived" boolean NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "join_form_slug_version_pk" PRIMARY KEY("slug","version"),
	CONSTRAINT "join_form_source" CHECK ("join_form"."source" in ('registration', 'newsletter', 'order', 'enquiry')),
	CONSTRAINT "join_form_kind" CHECK ("join_form"."kind" in ('opt_in', 'soft_opt_in')),
	CONSTRAINT "join_form_confirm" CHECK ("join_form"."confirm" in ('email', 'none')),
	CONSTRAINT "join_form_consent_confirmed" CHECK ("join_form"."confirm" = 'email' or "join_form"."kind" = 'soft_opt_in'),
	CONSTRAINT "join_form_confirm_days" CHECK ("join_form"."confirm_within_days" between 1 and 30),
	CONSTRAINT "join_form_soft_opt_in" CHECK ("join_form"."kind" <> 'soft_opt_in' or "join_form"."similar_products" is not null)
);
--> statement-breakpoint
ALTER TABLE "join_form" ADD CONSTRAINT "join_form_sender_no_sender_no_fk" FOREIGN KEY ("sender_no") REFERENCES "public"."sender"("no") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE TABLE "registration" (
	"contact_point_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"form_slug" text NOT NULL,
	"form_version" integer NOT NULL,
	"language" text NOT NULL,
	"point_ids" uuid[] NOT NULL,
	"request_digest" "bytea",
	"message_id" uuid,
	"body" jsonb,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"mailed_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"confirmed_at" timestamp (3) with time zone,
	CONSTRAINT "registration_contact_point_id_id_pk" PRIMARY KEY("contact_point_id","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "registration_request" ON "registration" USING btree ("contact_point_id","request_digest") WHERE "registration"."request_digest" is not null;
--> statement-breakpoint
CREATE INDEX "registration_expires" ON "registration" USING btree ("expires_at");
--> statement-breakpoint
-- A form that was shown can be looked up for ever: versions are added and read, never altered.
GRANT SELECT, INSERT ON join_form TO sayso_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON registration TO sayso_app;
--> statement-breakpoint
CREATE TRIGGER join_form_version AFTER INSERT OR UPDATE OR DELETE ON join_form FOR EACH STATEMENT EXECUTE FUNCTION raise_vocabulary_version();
