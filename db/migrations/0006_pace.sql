-- How often: which topics offer a choice, what each address chose, and what waits to be sent together.
CREATE TYPE "frequency" AS ENUM ('every', 'weekly', 'monthly');
--> statement-breakpoint
ALTER TYPE "message_kind" ADD VALUE 'digest';
--> statement-breakpoint
ALTER TABLE "topic" ADD COLUMN "frequencies" "frequency"[] DEFAULT '{}'::"frequency"[] NOT NULL;
--> statement-breakpoint
CREATE TABLE "frequency_choice" (
	"contact_point_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"channel" "channel_scope" NOT NULL,
	"sender_no" integer NOT NULL,
	"topic_no" integer NOT NULL,
	"frequency" "frequency" NOT NULL,
	"instruction_id" uuid NOT NULL,
	"contact_id" uuid,
	"door" "door" NOT NULL,
	"actor_kind" "actor_kind" NOT NULL,
	"actor_id" uuid,
	"valid_from" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "frequency_choice_contact_point_id_id_pk" PRIMARY KEY("contact_point_id","id"),
	CONSTRAINT "frequency_choice_names_one_cell" CHECK ("frequency_choice"."channel" <> 'all' and "frequency_choice"."sender_no" > 0 and "frequency_choice"."topic_no" > 0)
);
--> statement-breakpoint
CREATE TABLE "digest_item" (
	"contact_point_id" uuid NOT NULL,
	"announcement_id" uuid NOT NULL,
	"sender_no" integer NOT NULL,
	"topic_no" integer NOT NULL,
	"queued_at" timestamp (3) with time zone NOT NULL,
	"message_id" uuid,
	CONSTRAINT "digest_item_contact_point_id_announcement_id_pk" PRIMARY KEY("contact_point_id","announcement_id")
);
--> statement-breakpoint
CREATE INDEX "digest_item_announcement" ON "digest_item" USING btree ("announcement_id");
--> statement-breakpoint
-- What was chosen is history: added to and read, never altered. What waits only ever gets its message.
GRANT SELECT, INSERT ON frequency_choice TO sayso_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (message_id) ON digest_item TO sayso_app;
