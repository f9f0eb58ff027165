-- DropIndex
DROP INDEX "reminders_state_due_at_idx";

-- CreateIndex
CREATE INDEX "reminders_deadline_id_idx" ON "reminders"("deadline_id");
