CREATE TABLE "announcement_page" (
	"announcement_id" uuid NOT NULL,
	"after" uuid NOT NULL,
	"candidates" integer NOT NULL,
	"queued" integer NOT NULL,
	"withheld" jsonb NOT NULL,
	"last" boolean NOT NULL,
	"expanded_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "announcement_page_announcement_id_after_pk" PRIMARY KEY("announcement_id","after")
);
--> statement-breakpoint
-- Counted once: a page can be added and read, never altered.
GRANT SELECT, INSERT ON announcement_page TO sayso_app;
--> statement-breakpoint
-- Jobs that wait for an instant (a message the relay could not take now) or for others to go first (announcements
-- behind sign-in mails). Again the application owns nothing of the job library's schema; payloads carry ids only.
CREATE FUNCTION schedule_jobs(tasks text[], payloads json[], keys text[], run_ats timestamptz[], priorities int[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM graphile_worker.add_job(job.task, job.payload, run_at => job.run_at, job_key => job.key, priority => job.priority)
  FROM unnest(tasks, payloads, keys, run_ats, priorities) AS job (task, payload, key, run_at, priority);
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION schedule_jobs(text[], json[], text[], timestamptz[], int[]) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION schedule_jobs(text[], json[], text[], timestamptz[], int[]) TO sayso_app;
