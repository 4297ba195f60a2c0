-- What the tables alone cannot promise: the least-privilege role, the append-only ledger,
-- immutable notices, and a vocabulary version that caches are checked against.

INSERT INTO vocabulary_version (single, version) VALUES (true, 1);
--> statement-breakpoint
-- A role is the cluster's, not the database's: another database of the same server may have made it.
DO $$
BEGIN
  CREATE ROLE sayso_app NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;
--> statement-breakpoint
DO $$
BEGIN
  EXECUTE format('GRANT sayso_app TO %I', current_user);
END
$$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO sayso_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO sayso_app;
--> statement-breakpoint
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO sayso_app;
--> statement-breakpoint
-- The ledger, the access log and every history can be added to and read, nothing else.
REVOKE UPDATE, DELETE ON consent_event, access_log, contact_fact, contact_point_deliverability, vocabulary_history, disclosure FROM sayso_app;
--> statement-breakpoint
-- Of a disclosure only one thing may come later: that the third party was told of a withdrawal.
GRANT UPDATE (withdrawal_told_at) ON disclosure TO sayso_app;
--> statement-breakpoint
REVOKE INSERT, UPDATE, DELETE ON vocabulary_version, key_fingerprint FROM sayso_app;
--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;
--> statement-breakpoint
CREATE TRIGGER consent_event_append_only BEFORE UPDATE OR DELETE ON consent_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER consent_event_no_truncate BEFORE TRUNCATE ON consent_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER access_log_append_only BEFORE UPDATE OR DELETE ON access_log FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER access_log_no_truncate BEFORE TRUNCATE ON access_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Words that were shown can never change: a published notice version is kept as it is.
CREATE FUNCTION refuse_published_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'notice version % is published and immutable: publish a new version', OLD.id USING ERRCODE = 'insufficient_privilege';
END
$$;
--> statement-breakpoint
CREATE TRIGGER notice_version_immutable BEFORE UPDATE OR DELETE ON notice_version FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION refuse_published_change();
--> statement-breakpoint
-- Every change of the vocabulary raises its version; questions carry the version along with their facts.
CREATE FUNCTION raise_vocabulary_version() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE public.vocabulary_version SET version = version + 1;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER sender_version AFTER INSERT OR UPDATE OR DELETE ON sender FOR EACH STATEMENT EXECUTE FUNCTION raise_vocabulary_version();
--> statement-breakpoint
CREATE TRIGGER topic_version AFTER INSERT OR UPDATE OR DELETE ON topic FOR EACH STATEMENT EXECUTE FUNCTION raise_vocabulary_version();
--> statement-breakpoint
CREATE TRIGGER notice_version_version AFTER INSERT OR UPDATE OR DELETE ON notice_version FOR EACH STATEMENT EXECUTE FUNCTION raise_vocabulary_version();
--> statement-breakpoint
CREATE TRIGGER assessment_version AFTER INSERT OR UPDATE OR DELETE ON legitimate_interest_assessment FOR EACH STATEMENT EXECUTE FUNCTION raise_vocabulary_version();
--> statement-breakpoint
CREATE TRIGGER register_snapshot_version AFTER INSERT OR UPDATE OR DELETE ON register_snapshot FOR EACH STATEMENT EXECUTE FUNCTION raise_vocabulary_version();
--> statement-breakpoint
-- The application enqueues through this one function; it owns nothing of the job library's schema.
-- Payloads carry ids only.
CREATE FUNCTION enqueue_jobs(tasks text[], payloads json[], keys text[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM graphile_worker.add_job(job.task, job.payload, job_key => job.key)
  FROM unnest(tasks, payloads, keys) AS job (task, payload, key);
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION enqueue_jobs(text[], json[], text[]) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION enqueue_jobs(text[], json[], text[]) TO sayso_app;
--> statement-breakpoint
-- Rows that are updated in place at every choice keep room beside them, so that an update touches no index.
ALTER TABLE contact_point SET (fillfactor = 75);
--> statement-breakpoint
ALTER TABLE permission SET (fillfactor = 85);
