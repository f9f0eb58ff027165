-- AlterTable
ALTER TABLE "outbound_messages" ADD COLUMN     "held_by" INTEGER;

-- AlterTable
ALTER TABLE "reminders" ADD COLUMN     "held_by" INTEGER;

-- What is held now, without a look at what waits or was sent.
CREATE INDEX "outbound_messages_held" ON "outbound_messages" ("held_by") WHERE "state" = 'sending';
CREATE INDEX "reminders_held" ON "reminders" ("held_by") WHERE "state" = 'pending' AND "held_by" IS NOT NULL;
