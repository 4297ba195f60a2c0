-- Asking for a link is noted the same way whether or not the address is known; a job answers it afterwards.
CREATE TABLE "link_request" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"point_ids" uuid[] NOT NULL,
	"staff_id" uuid,
	"browser_digest" text,
	"browser" text NOT NULL,
	"system" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "link_request_kind" CHECK ("link_request"."kind" in ('preference_link', 'sign_in', 'staff_sign_in')),
	CONSTRAINT "link_request_bound" CHECK ("link_request"."kind" = 'preference_link' or "link_request"."browser_digest" is not null)
);
--> statement-breakpoint
CREATE INDEX "link_request_asked" ON "link_request" USING btree ("asked_at");
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON link_request TO sayso_app;
--> statement-breakpoint
ALTER TABLE "auth_verification_token" ADD COLUMN "browser_digest" text;
--> statement-breakpoint
ALTER TABLE "auth_verification_token" ADD COLUMN "code_digest" text;
--> statement-breakpoint
ALTER TABLE "auth_verification_token" ADD COLUMN "asked_at" timestamp (3) with time zone;
--> statement-breakpoint
ALTER TABLE "auth_verification_token" ADD COLUMN "browser" text;
--> statement-breakpoint
ALTER TABLE "auth_verification_token" ADD COLUMN "system" text;
--> statement-breakpoint
ALTER TABLE "auth_verification_token" ADD CONSTRAINT "auth_verification_token_bound" CHECK (("auth_verification_token"."browser_digest" is null) = ("auth_verification_token"."code_digest" is null));
--> statement-breakpoint
CREATE INDEX "auth_verification_token_browser" ON "auth_verification_token" USING btree ("browser_digest") WHERE "auth_verification_token"."browser_digest" is not null;
--> statement-breakpoint
-- A session as its owner sees it: a handle that is no secret, when it was last used, from what.
ALTER TABLE "auth_session" ADD COLUMN "id" uuid DEFAULT gen_random_uuid() NOT NULL;
--> statement-breakpoint
ALTER TABLE "auth_session" ADD COLUMN "last_used_at" timestamp (3) with time zone DEFAULT now() NOT NULL;
--> statement-breakpoint
ALTER TABLE "auth_session" ADD COLUMN "browser" text DEFAULT 'other' NOT NULL;
--> statement-breakpoint
ALTER TABLE "auth_session" ADD COLUMN "system" text DEFAULT 'other' NOT NULL;
