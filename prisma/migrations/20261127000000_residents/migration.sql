-- AlterTable
ALTER TABLE "village" ADD COLUMN     "contact" TEXT;

-- AlterTable
ALTER TABLE "action" ADD COLUMN     "mac" TEXT;

-- AlterTable
ALTER TABLE "announcement" ADD COLUMN     "all_day" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "budget_idr" BIGINT,
ADD COLUMN     "contact" TEXT,
ADD COLUMN     "ends_at" TIMESTAMPTZ(3),
ADD COLUMN     "feed_id" INTEGER,
ADD COLUMN     "feed_key" TEXT,
ADD COLUMN     "picture_id" INTEGER,
ADD COLUMN     "place" TEXT,
ADD COLUMN     "progress_percent" INTEGER,
ADD COLUMN     "starts_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "plan" ADD COLUMN     "fair_download_kbps" INTEGER,
ADD COLUMN     "fair_upload_kbps" INTEGER,
ADD COLUMN     "hours" JSONB,
ADD COLUMN     "one_tap" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "remember_days" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "retired_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "ticket" ADD COLUMN     "voucher_id" INTEGER;

-- AlterTable
ALTER TABLE "remembered_device" ADD COLUMN     "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "voucher_id" INTEGER;

-- AlterTable
ALTER TABLE "hotspot_session" ADD COLUMN     "device" BYTEA,
ADD COLUMN     "erased_at" TIMESTAMPTZ(3),
ADD COLUMN     "login_by" TEXT,
ADD COLUMN     "voucher_id" INTEGER;

-- CreateTable
CREATE TABLE "announcement_version" (
    "announcement_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "act" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,
    "content" JSONB NOT NULL,

    CONSTRAINT "announcement_version_pkey" PRIMARY KEY ("announcement_id","version")
);

-- CreateTable
CREATE TABLE "picture" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "webp" BYTEA NOT NULL,
    "jpeg" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "picture_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "feed" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "system" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "url" TEXT,
    "token_sealed" BYTEA,
    "push_token_hash" BYTEA,
    "mapping" JSONB,
    "audience" JSONB NOT NULL,
    "interval_ms" INTEGER NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "etag" TEXT,
    "last_modified" TEXT,
    "next_at" TIMESTAMPTZ(3),
    "tried_at" TIMESTAMPTZ(3),
    "ok_at" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "failure" JSONB,
    "items" INTEGER,
    "bytes" INTEGER,
    "copy" BYTEA,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_by" TEXT NOT NULL,

    CONSTRAINT "feed_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "voucher_batch" (
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "plan_id" INTEGER NOT NULL,
    "villages" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "valid_minutes" INTEGER,
    "devices" INTEGER NOT NULL,
    "usable_until" TIMESTAMPTZ(3),
    "note" TEXT NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "issued_by" TEXT NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by" TEXT,

    CONSTRAINT "voucher_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "voucher" (
    "id" SERIAL NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "code_sealed" BYTEA NOT NULL,
    "first_used_at" TIMESTAMPTZ(3),
    "valid_until" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "voucher_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "office_device" (
    "mac" TEXT NOT NULL,
    "plan_id" INTEGER NOT NULL,
    "village_code" TEXT,
    "label" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3),
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "entered_by" TEXT NOT NULL,

    CONSTRAINT "office_device_pkey" PRIMARY KEY ("mac")
);

-- CreateTable
CREATE TABLE "opening_hours" (
    "id" SERIAL NOT NULL,
    "village_code" TEXT,
    "week" JSONB NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_by" TEXT NOT NULL,

    CONSTRAINT "opening_hours_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "opening_exception" (
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "villages" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "until_at" TIMESTAMPTZ(3),
    "reason" TEXT NOT NULL,
    "plan_ids" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "entered_by" TEXT NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by" TEXT,

    CONSTRAINT "opening_exception_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "resident_report" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "village_code" TEXT NOT NULL,
    "router_id" INTEGER,
    "kind" TEXT NOT NULL,
    "text" TEXT,
    "via" TEXT NOT NULL,
    "reporter" BYTEA,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "answer_due_at" TIMESTAMPTZ(3) NOT NULL,
    "close_due_at" TIMESTAMPTZ(3) NOT NULL,
    "outage_router_id" INTEGER,
    "outage_first_failed_at" TIMESTAMPTZ(3),
    "incident_id" INTEGER,
    "answer" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "answered_by" TEXT,
    "closing" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" TEXT,

    CONSTRAINT "resident_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data_request" (
    "id" SERIAL NOT NULL,
    "letter_number" TEXT NOT NULL,
    "agency" TEXT NOT NULL,
    "village_code" TEXT NOT NULL,
    "inside_address" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "until_at" TIMESTAMPTZ(3) NOT NULL,
    "purpose" TEXT NOT NULL,
    "asked_by_id" INTEGER NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by_id" INTEGER,
    "decided_at" TIMESTAMPTZ(3),
    "approved" BOOLEAN,
    "answer_sealed" BYTEA,

    CONSTRAINT "data_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "legal_hold" (
    "id" SERIAL NOT NULL,
    "letter_number" TEXT NOT NULL,
    "agency" TEXT NOT NULL,
    "village_code" TEXT,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "until_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "entered_by_id" INTEGER NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "approved_by_id" INTEGER,
    "approved_at" TIMESTAMPTZ(3),
    "lifted_at" TIMESTAMPTZ(3),
    "lifted_by" TEXT,

    CONSTRAINT "legal_hold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "local_page" (
    "router_id" INTEGER NOT NULL,
    "wanted" TEXT NOT NULL,
    "contents" TEXT NOT NULL,
    "wanted_at" TIMESTAMPTZ(3) NOT NULL,
    "there" TEXT,
    "tried_at" TIMESTAMPTZ(3),
    "there_at" TIMESTAMPTZ(3),
    "failure" TEXT,

    CONSTRAINT "local_page_pkey" PRIMARY KEY ("router_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "picture_name_key" ON "picture"("name");

-- CreateIndex
CREATE UNIQUE INDEX "feed_name_key" ON "feed"("name");

-- CreateIndex
CREATE UNIQUE INDEX "feed_push_token_hash_key" ON "feed"("push_token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "voucher_code_hash_key" ON "voucher"("code_hash");

-- CreateIndex
CREATE INDEX "voucher_batch_id_idx" ON "voucher"("batch_id");

-- CreateIndex
CREATE UNIQUE INDEX "opening_hours_village_code_key" ON "opening_hours"("village_code");

-- CreateIndex
CREATE INDEX "opening_exception_from_at_until_at_idx" ON "opening_exception"("from_at", "until_at");

-- CreateIndex
CREATE UNIQUE INDEX "resident_report_number_key" ON "resident_report"("number");

-- CreateIndex
CREATE INDEX "resident_report_village_code_received_at_idx" ON "resident_report"("village_code", "received_at");

-- CreateIndex
CREATE INDEX "resident_report_received_at_idx" ON "resident_report"("received_at");

-- CreateIndex
CREATE INDEX "data_request_asked_at_idx" ON "data_request"("asked_at");

-- CreateIndex
CREATE INDEX "legal_hold_lifted_at_idx" ON "legal_hold"("lifted_at");

-- CreateIndex
CREATE UNIQUE INDEX "announcement_feed_id_feed_key_key" ON "announcement"("feed_id", "feed_key");

-- AddForeignKey
ALTER TABLE "announcement" ADD CONSTRAINT "announcement_picture_id_fkey" FOREIGN KEY ("picture_id") REFERENCES "picture"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "announcement" ADD CONSTRAINT "announcement_feed_id_fkey" FOREIGN KEY ("feed_id") REFERENCES "feed"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "announcement_version" ADD CONSTRAINT "announcement_version_announcement_id_fkey" FOREIGN KEY ("announcement_id") REFERENCES "announcement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_voucher_id_fkey" FOREIGN KEY ("voucher_id") REFERENCES "voucher"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "remembered_device" ADD CONSTRAINT "remembered_device_voucher_id_fkey" FOREIGN KEY ("voucher_id") REFERENCES "voucher"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "voucher_batch" ADD CONSTRAINT "voucher_batch_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "voucher" ADD CONSTRAINT "voucher_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "voucher_batch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "office_device" ADD CONSTRAINT "office_device_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "office_device" ADD CONSTRAINT "office_device_village_code_fkey" FOREIGN KEY ("village_code") REFERENCES "village"("code") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opening_hours" ADD CONSTRAINT "opening_hours_village_code_fkey" FOREIGN KEY ("village_code") REFERENCES "village"("code") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hotspot_session" ADD CONSTRAINT "hotspot_session_voucher_id_fkey" FOREIGN KEY ("voucher_id") REFERENCES "voucher"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resident_report" ADD CONSTRAINT "resident_report_village_code_fkey" FOREIGN KEY ("village_code") REFERENCES "village"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resident_report" ADD CONSTRAINT "resident_report_router_id_fkey" FOREIGN KEY ("router_id") REFERENCES "router"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resident_report" ADD CONSTRAINT "resident_report_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data_request" ADD CONSTRAINT "data_request_asked_by_id_fkey" FOREIGN KEY ("asked_by_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data_request" ADD CONSTRAINT "data_request_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "legal_hold" ADD CONSTRAINT "legal_hold_entered_by_id_fkey" FOREIGN KEY ("entered_by_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "legal_hold" ADD CONSTRAINT "legal_hold_approved_by_id_fkey" FOREIGN KEY ("approved_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "local_page" ADD CONSTRAINT "local_page_router_id_fkey" FOREIGN KEY ("router_id") REFERENCES "router"("id") ON DELETE CASCADE ON UPDATE CASCADE;


ALTER TABLE "plan" ADD CONSTRAINT "plan_remember_days_check" CHECK ("remember_days" BETWEEN 0 AND 14);
ALTER TABLE "announcement" ADD CONSTRAINT "announcement_progress_check" CHECK ("progress_percent" BETWEEN 0 AND 100);
ALTER TABLE "picture" ADD CONSTRAINT "picture_size_check" CHECK (octet_length("webp") <= 15360 AND octet_length("jpeg") <= 15360);

-- Everybody gets "umum" by one tap; when the day's bytes are used up it goes on slowly.
UPDATE "plan" SET "one_tap" = true, "fair_download_kbps" = 512, "fair_upload_kbps" = 256 WHERE "name" = 'umum';

-- The first version that is known of each announcement is the one it has now; the audit log knows those before.
INSERT INTO "announcement_version" ("announcement_id", "version", "act", "at", "by", "content")
SELECT "id", "version", CASE WHEN "withdrawn_at" IS NOT NULL THEN 'withdraw' WHEN "published_at" IS NOT NULL THEN 'publish' ELSE 'change' END,
  "changed_at", "written_by", jsonb_build_object('kind', "kind", 'severity', "severity", 'title', "title", 'body', "body")
FROM "announcement";

-- The role that the program works as.
DO $$ BEGIN
  EXECUTE format('GRANT SELECT, INSERT ON "announcement_version" TO sinyaldesa_app');
  EXECUTE format('GRANT SELECT, INSERT, DELETE ON "picture" TO sinyaldesa_app');
  EXECUTE format('GRANT SELECT, INSERT, UPDATE ON "voucher_batch", "voucher", "opening_exception", "data_request", "legal_hold", "resident_report" TO sinyaldesa_app');
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON "feed", "office_device", "opening_hours", "local_page" TO sinyaldesa_app');
  EXECUTE format('GRANT INSERT, UPDATE ON "plan" TO sinyaldesa_app');
  EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO sinyaldesa_app', current_schema());
END $$;
