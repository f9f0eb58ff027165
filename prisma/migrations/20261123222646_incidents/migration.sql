-- CreateTable
CREATE TABLE "incidents" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "key" TEXT NOT NULL DEFAULT '',
    "open_key" TEXT,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 1,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "told_at" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),
    "told_resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "incidents_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "incidents_open_key_key" ON "incidents"("open_key");

-- CreateIndex
CREATE INDEX "incidents_code_key_resolved_at_idx" ON "incidents"("code", "key", "resolved_at");

-- CreateIndex
CREATE INDEX "incidents_told_resolved_at_first_at_idx" ON "incidents"("told_resolved_at", "first_at");
