-- AlterTable
ALTER TABLE "reminders" DROP COLUMN "armed_at";
