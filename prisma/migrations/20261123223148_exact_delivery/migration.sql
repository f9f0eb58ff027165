-- DropIndex
DROP INDEX "outbound_messages_state_lane_seq_idx";

-- AlterTable
ALTER TABLE "outbound_contents" ADD COLUMN     "wire" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "outbound_messages" ADD COLUMN     "claim" UUID,
ADD COLUMN     "failing_since" TIMESTAMPTZ(3),
ADD COLUMN     "parts_sent" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "phone_messages" ADD COLUMN     "delivery_id" UUID;

-- CreateTable
CREATE TABLE "outbound_prints" (
    "person_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "print" TEXT NOT NULL,
    "message_id" UUID NOT NULL,
    "said" INTEGER NOT NULL DEFAULT 0,
    "said_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "outbound_prints_pkey" PRIMARY KEY ("person_id","channel","print")
);

-- CreateIndex
CREATE INDEX "outbound_prints_message_id_idx" ON "outbound_prints"("message_id");

-- CreateIndex
CREATE UNIQUE INDEX "phone_messages_delivery_id_key" ON "phone_messages"("delivery_id");

-- AddForeignKey
ALTER TABLE "outbound_prints" ADD CONSTRAINT "outbound_prints_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "outbound_contents"("message_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Claiming walks the unsettled rows in the order of their urgency and asks of each whether it is its receiver's first;
-- it stops as soon as it has enough. Rows that were sent, which are nearly all, are in no index that it reads.
CREATE INDEX "outbound_messages_urgent" ON "outbound_messages" ("lane", "seq") WHERE "state" IN ('queued', 'sending');
DROP INDEX "outbound_messages_waiting";
CREATE INDEX "outbound_messages_waiting" ON "outbound_messages" ("person_id", "channel", ("lane" > 0), "seq")
  WHERE "state" IN ('queued', 'sending');
