-- What people ask about their own data: correct, restrict, object, erase, complain. Each with the day an answer is due.
CREATE TYPE "data_request_kind" AS ENUM ('correction', 'restriction', 'marketing_objection', 'objection', 'erasure', 'complaint');
--> statement-breakpoint
CREATE TYPE "data_request_state" AS ENUM ('open', 'done', 'refused', 'withdrawn');
--> statement-breakpoint
CREATE TYPE "data_request_step_kind" AS ENUM ('received', 'acknowledged', 'progress', 'extended', 'done', 'refused', 'withdrawn');
--> statement-breakpoint
CREATE TYPE "data_request_way" AS ENUM ('account', 'form');
--> statement-breakpoint
ALTER TYPE "message_kind" ADD VALUE 'data_request';
--> statement-breakpoint
CREATE TABLE "data_request" (
	"id" uuid PRIMARY KEY NOT NULL,
	"reference" text NOT NULL,
	"kind" "data_request_kind" NOT NULL,
	"way" "data_request_way" NOT NULL,
	"contact_id" uuid,
	"reply_point_id" uuid,
	"name" text,
	"words" text,
	"language" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"acknowledge_by" timestamp (3) with time zone,
	"acknowledged_at" timestamp (3) with time zone,
	"due_at" timestamp (3) with time zone NOT NULL,
	"extended_at" timestamp (3) with time zone,
	"state" "data_request_state" DEFAULT 'open' NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"steps" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "data_request_reference_unique" UNIQUE("reference"),
	CONSTRAINT "data_request_closed" CHECK (("data_request"."state" = 'open') = ("data_request"."closed_at" is null)),
	CONSTRAINT "data_request_complaint_acknowledged" CHECK (("data_request"."kind" = 'complaint') = ("data_request"."acknowledge_by" is not null))
);
--> statement-breakpoint
CREATE INDEX "data_request_contact" ON "data_request" USING btree ("contact_id") WHERE "data_request"."contact_id" is not null;
--> statement-breakpoint
CREATE INDEX "data_request_reply_point" ON "data_request" USING btree ("reply_point_id") WHERE "data_request"."reply_point_id" is not null;
--> statement-breakpoint
CREATE INDEX "data_request_due" ON "data_request" USING btree ("state","due_at");
--> statement-breakpoint
-- One at a time: a second press finds the first.
CREATE UNIQUE INDEX "data_request_one_open" ON "data_request" USING btree ("contact_id","kind") WHERE "data_request"."state" = 'open' and "data_request"."kind" in ('restriction', 'erasure');
--> statement-breakpoint
CREATE TABLE "data_request_step" (
	"request_id" uuid NOT NULL,
	"no" integer NOT NULL,
	"step" "data_request_step_kind" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_kind" "actor_kind" NOT NULL,
	"actor_id" uuid,
	"due_at" timestamp (3) with time zone,
	"words" text,
	CONSTRAINT "data_request_step_request_id_no_pk" PRIMARY KEY("request_id","no")
);
--> statement-breakpoint
CREATE TABLE "data_request_mail" (
	"contact_point_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"step_no" integer NOT NULL,
	"recipient" text,
	CONSTRAINT "data_request_mail_contact_point_id_message_id_pk" PRIMARY KEY("contact_point_id","message_id")
);
--> statement-breakpoint
CREATE INDEX "data_request_mail_request" ON "data_request_mail" USING btree ("request_id");
--> statement-breakpoint
CREATE INDEX "data_request_mail_recipient" ON "data_request_mail" USING btree ("message_id") WHERE "data_request_mail"."recipient" is not null;
--> statement-breakpoint
-- What a person is told, or what is forgotten of them, is found by the address too, and by the searches that found them.
CREATE INDEX "access_log_point" ON "access_log" USING btree ("contact_point_id") WHERE "access_log"."contact_id" is null and "access_log"."contact_point_id" is not null;
--> statement-breakpoint
CREATE INDEX "access_log_found" ON "access_log" USING gin (("detail" -> 'contacts')) WHERE "access_log"."what" = 'search';
--> statement-breakpoint
CREATE INDEX "opt_out_request_points" ON "opt_out_request" USING gin ("contact_point_ids") WHERE "opt_out_request"."contact_id" is null;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON data_request TO sayso_app;
--> statement-breakpoint
-- Steps are history: added to and read. Their words alone can be blanked, when the person is erased.
GRANT SELECT, INSERT, UPDATE (words) ON data_request_step TO sayso_app;
--> statement-breakpoint
CREATE FUNCTION refuse_step_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.words IS NULL
     AND (NEW.request_id, NEW.no, NEW.step, NEW.at, NEW.actor_kind, NEW.actor_id, NEW.due_at)
         IS NOT DISTINCT FROM (OLD.request_id, OLD.no, OLD.step, OLD.at, OLD.actor_kind, OLD.actor_id, OLD.due_at) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;
--> statement-breakpoint
CREATE TRIGGER data_request_step_append_only BEFORE UPDATE OR DELETE ON data_request_step FOR EACH ROW EXECUTE FUNCTION refuse_step_change();
--> statement-breakpoint
CREATE TRIGGER data_request_step_no_truncate BEFORE TRUNCATE ON data_request_step FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- The address of the last mail of somebody erased, kept until that mail is settled.
GRANT SELECT, INSERT, UPDATE (recipient) ON data_request_mail TO sayso_app;
