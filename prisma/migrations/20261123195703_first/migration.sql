-- CreateTable
CREATE TABLE "grids" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "level" INTEGER NOT NULL,
    "parent_code" TEXT,
    "first_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "grids_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "people" (
    "id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'active',
    "greeted_at" TIMESTAMPTZ(3),
    "registered_grid_code" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "people_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person_profiles" (
    "person_id" UUID NOT NULL,
    "name" TEXT,

    CONSTRAINT "person_profiles_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "identities" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "identities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "posts" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "grid_code" TEXT,
    "unit_code" TEXT,
    "rank" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "posts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversations" (
    "id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "dialog" JSONB NOT NULL DEFAULT '{}',
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "conversations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbound_messages" (
    "seq" BIGSERIAL NOT NULL,
    "id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "external_key" TEXT NOT NULL,
    "conversation_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "handled_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "inbound_messages_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "message_contents" (
    "message_id" UUID NOT NULL,
    "body" JSONB NOT NULL,

    CONSTRAINT "message_contents_pkey" PRIMARY KEY ("message_id")
);

-- CreateTable
CREATE TABLE "outbound_messages" (
    "seq" BIGSERIAL NOT NULL,
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "case_id" UUID,
    "card_id" TEXT,
    "kind" TEXT NOT NULL,
    "lane" INTEGER NOT NULL DEFAULT 2,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "claimed_until" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "queued_at" TIMESTAMPTZ(3) NOT NULL,
    "not_before" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "platform_id" TEXT,
    "failure_code" TEXT,

    CONSTRAINT "outbound_messages_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "outbound_contents" (
    "message_id" UUID NOT NULL,
    "body" JSONB NOT NULL,

    CONSTRAINT "outbound_contents_pkey" PRIMARY KEY ("message_id")
);

-- CreateTable
CREATE TABLE "cards" (
    "id" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "case_id" UUID,
    "purpose" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "settled_by" TEXT,

    CONSTRAINT "cards_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "card_handles" (
    "id" UUID NOT NULL,
    "card_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "card_handles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "media" (
    "id" UUID NOT NULL,
    "owner_id" UUID,
    "mime" TEXT NOT NULL,
    "byte_size" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "media_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cases" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "category_code" TEXT,
    "grid_code" TEXT,
    "urgency" TEXT NOT NULL,
    "unit_code" TEXT,
    "assignee_id" UUID,
    "reporter_id" UUID,
    "filed_by_id" UUID,
    "anonymous" BOOLEAN NOT NULL DEFAULT false,
    "restricted" BOOLEAN NOT NULL DEFAULT false,
    "escalation" INTEGER NOT NULL DEFAULT 0,
    "supervised_at" TIMESTAMPTZ(3),
    "hops" INTEGER NOT NULL DEFAULT 0,
    "press_count" INTEGER NOT NULL DEFAULT 0,
    "reopen_count" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "reported_at" TIMESTAMPTZ(3) NOT NULL,
    "state_since" TIMESTAMPTZ(3) NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "state_fields" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "cases_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_texts" (
    "case_id" UUID NOT NULL,
    "summary" TEXT NOT NULL,
    "place" TEXT,
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "on_behalf_of" TEXT,

    CONSTRAINT "case_texts_pkey" PRIMARY KEY ("case_id")
);

-- CreateTable
CREATE TABLE "case_notes" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "author_id" UUID,
    "kind" TEXT NOT NULL,
    "text" TEXT,
    "media_id" UUID,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "case_notes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "events" (
    "seq" BIGSERIAL NOT NULL,
    "stream" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "case_id" UUID,
    "actor_id" UUID,
    "actor_role" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "prev_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "events_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "tamper_attempts" (
    "id" BIGSERIAL NOT NULL,
    "table_name" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "row_seq" BIGINT,
    "db_user" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "tamper_attempts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deadlines" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "span" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "provisional" BOOLEAN NOT NULL DEFAULT false,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "state" TEXT NOT NULL DEFAULT 'running',
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "deadlines_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reminders" (
    "id" UUID NOT NULL,
    "deadline_id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "step" INTEGER NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "revision" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "armed_at" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "reminders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "duty_shifts" (
    "id" UUID NOT NULL,
    "unit_code" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "duty_shifts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "phone_messages" (
    "seq" BIGSERIAL NOT NULL,
    "channel" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "from_me" BOOLEAN NOT NULL,
    "body" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "phone_messages_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "settings" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "settings_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "identities_person_id_idx" ON "identities"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "identities_channel_external_id_key" ON "identities"("channel", "external_id");

-- CreateIndex
CREATE INDEX "posts_unit_code_role_idx" ON "posts"("unit_code", "role");

-- CreateIndex
CREATE INDEX "posts_grid_code_role_idx" ON "posts"("grid_code", "role");

-- CreateIndex
CREATE INDEX "posts_person_id_idx" ON "posts"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "conversations_channel_person_id_key" ON "conversations"("channel", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "inbound_messages_id_key" ON "inbound_messages"("id");

-- CreateIndex
CREATE INDEX "inbound_messages_conversation_id_seq_idx" ON "inbound_messages"("conversation_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "inbound_messages_channel_external_key_key" ON "inbound_messages"("channel", "external_key");

-- CreateIndex
CREATE UNIQUE INDEX "outbound_messages_id_key" ON "outbound_messages"("id");

-- CreateIndex
CREATE INDEX "outbound_messages_person_id_channel_seq_idx" ON "outbound_messages"("person_id", "channel", "seq");

-- CreateIndex
CREATE INDEX "outbound_messages_state_lane_seq_idx" ON "outbound_messages"("state", "lane", "seq");

-- CreateIndex
CREATE INDEX "outbound_messages_card_id_idx" ON "outbound_messages"("card_id");

-- CreateIndex
CREATE INDEX "cards_case_id_settled_at_idx" ON "cards"("case_id", "settled_at");

-- CreateIndex
CREATE INDEX "cards_person_id_channel_idx" ON "cards"("person_id", "channel");

-- CreateIndex
CREATE INDEX "card_handles_card_id_idx" ON "card_handles"("card_id");

-- CreateIndex
CREATE INDEX "media_owner_id_idx" ON "media"("owner_id");

-- CreateIndex
CREATE UNIQUE INDEX "cases_number_key" ON "cases"("number");

-- CreateIndex
CREATE INDEX "cases_reporter_id_idx" ON "cases"("reporter_id");

-- CreateIndex
CREATE INDEX "cases_assignee_id_state_idx" ON "cases"("assignee_id", "state");

-- CreateIndex
CREATE INDEX "cases_unit_code_state_idx" ON "cases"("unit_code", "state");

-- CreateIndex
CREATE INDEX "cases_state_state_since_idx" ON "cases"("state", "state_since");

-- CreateIndex
CREATE INDEX "case_notes_case_id_at_idx" ON "case_notes"("case_id", "at");

-- CreateIndex
CREATE INDEX "events_case_id_seq_idx" ON "events"("case_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "events_stream_n_key" ON "events"("stream", "n");

-- CreateIndex
CREATE INDEX "deadlines_case_id_state_idx" ON "deadlines"("case_id", "state");

-- CreateIndex
CREATE INDEX "deadlines_state_due_at_idx" ON "deadlines"("state", "due_at");

-- CreateIndex
CREATE INDEX "reminders_state_due_at_idx" ON "reminders"("state", "due_at");

-- CreateIndex
CREATE INDEX "reminders_case_id_idx" ON "reminders"("case_id");

-- CreateIndex
CREATE INDEX "duty_shifts_unit_code_starts_at_idx" ON "duty_shifts"("unit_code", "starts_at");

-- CreateIndex
CREATE INDEX "phone_messages_channel_phone_seq_idx" ON "phone_messages"("channel", "phone", "seq");

-- AddForeignKey
ALTER TABLE "person_profiles" ADD CONSTRAINT "person_profiles_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identities" ADD CONSTRAINT "identities_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "posts" ADD CONSTRAINT "posts_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_contents" ADD CONSTRAINT "message_contents_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "inbound_messages"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbound_contents" ADD CONSTRAINT "outbound_contents_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "outbound_messages"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "card_handles" ADD CONSTRAINT "card_handles_card_id_fkey" FOREIGN KEY ("card_id") REFERENCES "cards"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_texts" ADD CONSTRAINT "case_texts_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_notes" ADD CONSTRAINT "case_notes_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_deadline_id_fkey" FOREIGN KEY ("deadline_id") REFERENCES "deadlines"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Case numbers: at most nine digits and a check digit, so that they can be read aloud. Knowing one shows nothing.
CREATE SEQUENCE "case_number_seq" AS bigint START WITH 20461 MAXVALUE 999999999;

-- The event log is append-only. An attempt to change or delete an event has no effect and is written down;
-- the attempt to empty the table is refused.
CREATE FUNCTION "note_tampering"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "tamper_attempts" ("table_name", "operation", "row_seq", "db_user")
  VALUES (TG_TABLE_NAME, TG_OP, OLD."seq", session_user);
  RAISE WARNING 'events are append-only: % of event % was not carried out', TG_OP, OLD."seq";
  RETURN NULL;
END
$$;

CREATE TRIGGER "events_append_only" BEFORE UPDATE OR DELETE ON "events"
  FOR EACH ROW EXECUTE FUNCTION "note_tampering"();

CREATE FUNCTION "refuse_truncate"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'events are append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER "events_no_truncate" BEFORE TRUNCATE ON "events"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();

-- Sweeps look only at what is still open.
CREATE INDEX "inbound_messages_waiting" ON "inbound_messages" ("seq") WHERE "handled_at" IS NULL;
CREATE INDEX "outbound_messages_waiting" ON "outbound_messages" ("person_id", "channel", "lane", "seq")
  WHERE "state" IN ('queued', 'sending');
CREATE INDEX "reminders_waiting" ON "reminders" ("due_at") WHERE "state" = 'pending';
