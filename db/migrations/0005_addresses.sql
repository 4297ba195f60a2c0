-- A short code that proves that somebody reads what is sent to an address. The code itself is kept nowhere: it is drawn
-- from the salt under a secret that is not in the database.
CREATE TABLE "address_code" (
	"contact_point_id" uuid NOT NULL,
	"owner_id" uuid NOT NULL,
	"ask_id" uuid NOT NULL,
	"phone" text,
	"language" text NOT NULL,
	"sender_no" integer NOT NULL,
	"state" text DEFAULT 'asked' NOT NULL,
	"salt" "bytea" NOT NULL,
	"tries" smallint DEFAULT 0 NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "address_code_contact_point_id_owner_id_pk" PRIMARY KEY("contact_point_id","owner_id"),
	CONSTRAINT "address_code_state" CHECK ("address_code"."state" in ('asked', 'sending', 'sent', 'failed')),
	CONSTRAINT "address_code_tries" CHECK ("address_code"."tries" >= 0)
);
--> statement-breakpoint
CREATE INDEX "address_code_expires" ON "address_code" USING btree ("expires_at");
--> statement-breakpoint
-- An address somebody wants to add, until they show that they read what is sent there.
CREATE TABLE "pending_address" (
	"contact_point_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"kind" "contact_point_kind" NOT NULL,
	"typed" text NOT NULL,
	"channels" "channel_scope"[] NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "pending_address_contact_point_id_contact_id_pk" PRIMARY KEY("contact_point_id","contact_id")
);
--> statement-breakpoint
CREATE INDEX "pending_address_contact" ON "pending_address" USING btree ("contact_id");
--> statement-breakpoint
CREATE INDEX "pending_address_expires" ON "pending_address" USING btree ("expires_at");
--> statement-breakpoint
-- What was typed into a form that could not be taken, until it is shown again: under a random id, for an hour.
CREATE TABLE "form_draft" (
	"id" uuid PRIMARY KEY NOT NULL,
	"contact_id" uuid NOT NULL,
	"form" text NOT NULL,
	"body" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "form_draft_created" ON "form_draft" USING btree ("created_at");
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON address_code, pending_address, form_draft TO sayso_app;
--> statement-breakpoint
ALTER TABLE "contact_contact_point" ADD COLUMN "confirmed_at" timestamp (3) with time zone;
--> statement-breakpoint
ALTER TABLE "contact" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;
--> statement-breakpoint
-- Whoever changes a contact's details, by whatever way, raises their version: a form made from an older one is told.
CREATE FUNCTION raise_contact_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.name, NEW.locale, NEW.country, NEW.timezone, NEW.subscriber_type, NEW.company, NEW.position)
    IS DISTINCT FROM (OLD.name, OLD.locale, OLD.country, OLD.timezone, OLD.subscriber_type, OLD.company, OLD.position)
  THEN
    NEW.version := OLD.version + 1;
  END IF;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER contact_version BEFORE UPDATE ON contact FOR EACH ROW EXECUTE FUNCTION raise_contact_version();
--> statement-breakpoint
ALTER TYPE "message_kind" ADD VALUE IF NOT EXISTS 'confirm_address';
