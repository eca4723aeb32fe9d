-- AlterTable
ALTER TABLE "router" ADD COLUMN     "api_certificate" TEXT,
ADD COLUMN     "tunnel_kind" TEXT,
ADD COLUMN     "tunnel_public_key" TEXT,
ADD COLUMN     "tunnel_secret_sealed" BYTEA;

-- AlterTable
ALTER TABLE "chore" ALTER COLUMN "router_id" DROP NOT NULL;

-- AlterTable: an agent without a battery clock begins in 1970, which is more than 32 bits of ms away.
ALTER TABLE "look" ALTER COLUMN "offset_ms" SET DATA TYPE BIGINT;

-- CreateTable
CREATE TABLE "inspection" (
    "router_id" INTEGER NOT NULL,
    "request_id" UUID,
    "requested_at" TIMESTAMPTZ(3),
    "at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "detail" TEXT,
    "facts" JSONB,

    CONSTRAINT "inspection_pkey" PRIMARY KEY ("router_id")
);

-- CreateTable
CREATE TABLE "router_log_line" (
    "id" BIGSERIAL NOT NULL,
    "router_id" INTEGER NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,
    "stamp" TEXT NOT NULL,
    "topics" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "digest" BYTEA NOT NULL,

    CONSTRAINT "router_log_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact_answer" (
    "id" SERIAL NOT NULL,
    "router_id" INTEGER NOT NULL,
    "first_failed_at" TIMESTAMPTZ(3) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "power" TEXT NOT NULL,
    "note" TEXT,
    "staff_id" INTEGER NOT NULL,

    CONSTRAINT "contact_answer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alarm_channel" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "settings_sealed" BYTEA NOT NULL,
    "villages" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "office" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "disabled_at" TIMESTAMPTZ(3),
    "failure" TEXT,
    "failed_since" TIMESTAMPTZ(3),

    CONSTRAINT "alarm_channel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alarm_message" (
    "id" BIGSERIAL NOT NULL,
    "channel_id" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "delivered" INTEGER NOT NULL DEFAULT 0,
    "remote_id" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "delivered_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "failure" TEXT,

    CONSTRAINT "alarm_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backup" (
    "id" SERIAL NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "form" TEXT NOT NULL,
    "file" TEXT NOT NULL,
    "bytes" BIGINT,
    "digest" TEXT,
    "copied_to" TEXT,
    "copied_at" TIMESTAMPTZ(3),
    "failure" TEXT,

    CONSTRAINT "backup_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "router_log_line_router_id_read_at_idx" ON "router_log_line"("router_id", "read_at");

-- CreateIndex
CREATE UNIQUE INDEX "router_log_line_router_id_digest_key" ON "router_log_line"("router_id", "digest");

-- CreateIndex
CREATE INDEX "contact_answer_router_id_first_failed_at_idx" ON "contact_answer"("router_id", "first_failed_at");

-- CreateIndex
CREATE UNIQUE INDEX "alarm_channel_name_key" ON "alarm_channel"("name");

-- CreateIndex
CREATE INDEX "alarm_message_due_at_idx" ON "alarm_message"("due_at");

-- CreateIndex
CREATE UNIQUE INDEX "alarm_message_channel_id_subject_key" ON "alarm_message"("channel_id", "subject");

-- CreateIndex
CREATE INDEX "backup_started_at_idx" ON "backup"("started_at");

-- AddForeignKey
ALTER TABLE "inspection" ADD CONSTRAINT "inspection_router_id_fkey" FOREIGN KEY ("router_id") REFERENCES "router"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "router_log_line" ADD CONSTRAINT "router_log_line_router_id_fkey" FOREIGN KEY ("router_id") REFERENCES "router"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_answer" ADD CONSTRAINT "contact_answer_router_id_fkey" FOREIGN KEY ("router_id") REFERENCES "router"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_answer" ADD CONSTRAINT "contact_answer_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alarm_message" ADD CONSTRAINT "alarm_message_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "alarm_channel"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One open chore of a kind for the office, as for a router.
CREATE UNIQUE INDEX "chore_open_office" ON "chore" ("kind") WHERE "router_id" IS NULL AND "until" IS NULL;

-- The role that the program works as.
DO $$ BEGIN
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON "inspection", "router_log_line", "contact_answer", "alarm_channel", "alarm_message", "backup" TO sinyaldesa_app');
  EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO sinyaldesa_app', current_schema());
END $$;
REVOKE UPDATE, DELETE ON "contact_answer" FROM sinyaldesa_app;
REVOKE UPDATE ON "router_log_line" FROM sinyaldesa_app;
