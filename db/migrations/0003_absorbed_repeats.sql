CREATE TABLE "absorbed_repeat" (
	"contact_point_id" uuid NOT NULL,
	"sender_no" integer NOT NULL,
	"topic_no" integer NOT NULL,
	"channel" "channel_scope" NOT NULL,
	"said_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "absorbed_repeat_contact_point_id_channel_sender_no_topic_no_pk" PRIMARY KEY("contact_point_id","channel","sender_no","topic_no")
);
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON absorbed_repeat TO sayso_app;
