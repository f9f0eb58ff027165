-- CreateTable
CREATE TABLE "event_heads" (
    "stream" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "event_heads_pkey" PRIMARY KEY ("stream")
);

-- Events that are there already.
INSERT INTO "event_heads" ("stream", "n", "hash")
  SELECT DISTINCT ON ("stream") "stream", "n", "hash" FROM "events" ORDER BY "stream", "n" DESC;

-- Every statement that adds events moves the heads of their streams; once a statement, not once a row.
CREATE FUNCTION "keep_event_heads"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "event_heads" ("stream", "n", "hash")
    SELECT DISTINCT ON ("stream") "stream", "n", "hash" FROM "added" ORDER BY "stream", "n" DESC
  ON CONFLICT ("stream") DO UPDATE SET "n" = EXCLUDED."n", "hash" = EXCLUDED."hash"
    WHERE "event_heads"."n" < EXCLUDED."n";
  RETURN NULL;
END
$$;

CREATE TRIGGER "events_keep_heads" AFTER INSERT ON "events"
  REFERENCING NEW TABLE AS "added" FOR EACH STATEMENT EXECUTE FUNCTION "keep_event_heads"();

-- A head moves forwards only. Anything else has no effect and is written down, as with the events themselves.
CREATE FUNCTION "guard_event_heads"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW."stream" = OLD."stream" AND NEW."n" > OLD."n" THEN
      RETURN NEW;
    END IF;
  END IF;
  INSERT INTO "tamper_attempts" ("table_name", "operation", "db_user") VALUES (TG_TABLE_NAME, TG_OP, session_user);
  RAISE WARNING 'event heads move forwards only: % of stream % was not carried out', TG_OP, OLD."stream";
  RETURN NULL;
END
$$;

CREATE TRIGGER "event_heads_forwards" BEFORE UPDATE OR DELETE ON "event_heads"
  FOR EACH ROW EXECUTE FUNCTION "guard_event_heads"();

CREATE TRIGGER "event_heads_no_truncate" BEFORE TRUNCATE ON "event_heads"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();
