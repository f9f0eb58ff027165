-- DropIndex
DROP INDEX "inbound_messages_conversation_id_seq_idx";

-- CreateIndex
CREATE INDEX "cases_filed_by_id_idx" ON "cases"("filed_by_id");

-- The next message of a conversation, however many it had before.
CREATE INDEX "inbound_messages_next" ON "inbound_messages" ("conversation_id", "seq") WHERE "handled_at" IS NULL;
