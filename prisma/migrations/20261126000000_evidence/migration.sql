-- AlterTable
ALTER TABLE "router" ADD COLUMN     "feeder" TEXT,
ADD COLUMN     "tower" TEXT;

-- AlterTable
ALTER TABLE "look" ADD COLUMN     "chain_run" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "outage_ruling" (
    "id" SERIAL NOT NULL,
    "router_id" INTEGER NOT NULL,
    "first_failed_at" TIMESTAMPTZ(3) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "cause" TEXT,
    "reason" TEXT NOT NULL,
    "staff_id" INTEGER NOT NULL,

    CONSTRAINT "outage_ruling_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outage_note" (
    "id" SERIAL NOT NULL,
    "router_id" INTEGER NOT NULL,
    "first_failed_at" TIMESTAMPTZ(3) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "note" TEXT NOT NULL,
    "staff_id" INTEGER NOT NULL,

    CONSTRAINT "outage_note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident" (
    "id" SERIAL NOT NULL,
    "link" TEXT NOT NULL,
    "name" TEXT,
    "cause" TEXT NOT NULL,
    "began_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "evidence" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'proposed',
    "decided_by_id" INTEGER,
    "decided_at" TIMESTAMPTZ(3),
    "reason" TEXT,

    CONSTRAINT "incident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_member" (
    "incident_id" INTEGER NOT NULL,
    "router_id" INTEGER NOT NULL,
    "first_failed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "incident_member_pkey" PRIMARY KEY ("router_id","first_failed_at")
);

-- CreateTable
CREATE TABLE "planned_window" (
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "villages" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "until_at" TIMESTAMPTZ(3) NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "entered_by_id" INTEGER NOT NULL,
    "approved_at" TIMESTAMPTZ(3),
    "approved_by_id" INTEGER,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by_id" INTEGER,

    CONSTRAINT "planned_window_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_hours" (
    "id" SERIAL NOT NULL,
    "villages" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "valid_from" DATE NOT NULL,
    "reference" TEXT NOT NULL,
    "week" JSONB NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "entered_by" TEXT NOT NULL,

    CONSTRAINT "service_hours_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_contract" (
    "id" SERIAL NOT NULL,
    "provider" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "sla_percent" DOUBLE PRECISION NOT NULL,
    "monthly_fee_idr" BIGINT NOT NULL,
    "rule_set" TEXT NOT NULL,
    "restitution" JSONB NOT NULL,
    "router_ids" INTEGER[],
    "valid_from" DATE NOT NULL,
    "valid_until" DATE,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_by" TEXT NOT NULL,

    CONSTRAINT "provider_contract_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "closed_report" (
    "id" SERIAL NOT NULL,
    "month" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "rule_set" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "reason" TEXT,
    "closed_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_by_id" INTEGER NOT NULL,

    CONSTRAINT "closed_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "office_setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_by" TEXT NOT NULL,

    CONSTRAINT "office_setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "look_chain" (
    "agent_id" INTEGER NOT NULL,
    "epoch" UUID NOT NULL,
    "day" DATE NOT NULL,
    "head" BYTEA NOT NULL,
    "looks" INTEGER NOT NULL,
    "run" INTEGER NOT NULL DEFAULT 0,
    "last_seq" BIGINT NOT NULL,

    CONSTRAINT "look_chain_pkey" PRIMARY KEY ("agent_id","epoch","day")
);

-- CreateTable
CREATE TABLE "sent_head" (
    "id" SERIAL NOT NULL,
    "day" DATE NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "head" TEXT NOT NULL,
    "chains" JSONB NOT NULL,

    CONSTRAINT "sent_head_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "look_day" (
    "router_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "looks" INTEGER NOT NULL,
    "content" BYTEA NOT NULL,
    "digest" BYTEA NOT NULL,

    CONSTRAINT "look_day_pkey" PRIMARY KEY ("router_id","day")
);

-- CreateTable
CREATE TABLE "device_key" (
    "month" TEXT NOT NULL,
    "key_sealed" BYTEA,
    "destroyed_at" TIMESTAMPTZ(3),

    CONSTRAINT "device_key_pkey" PRIMARY KEY ("month")
);

-- CreateTable
CREATE TABLE "device_seen" (
    "day" DATE NOT NULL,
    "router_id" INTEGER NOT NULL,
    "device" BYTEA NOT NULL,
    "sessions" INTEGER NOT NULL,

    CONSTRAINT "device_seen_pkey" PRIMARY KEY ("day","router_id","device")
);

-- CreateTable
CREATE TABLE "people_count" (
    "area" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "sessions" INTEGER NOT NULL,
    "devices" INTEGER NOT NULL,

    CONSTRAINT "people_count_pkey" PRIMARY KEY ("area","period")
);

-- CreateIndex
CREATE INDEX "outage_ruling_router_id_first_failed_at_idx" ON "outage_ruling"("router_id", "first_failed_at");

-- CreateIndex
CREATE INDEX "outage_note_router_id_first_failed_at_idx" ON "outage_note"("router_id", "first_failed_at");

-- CreateIndex
CREATE INDEX "incident_began_at_idx" ON "incident"("began_at");

-- CreateIndex
CREATE INDEX "incident_member_incident_id_idx" ON "incident_member"("incident_id");

-- CreateIndex
CREATE INDEX "planned_window_from_at_until_at_idx" ON "planned_window"("from_at", "until_at");

-- CreateIndex
CREATE INDEX "service_hours_valid_from_idx" ON "service_hours"("valid_from");

-- CreateIndex
CREATE UNIQUE INDEX "provider_contract_number_key" ON "provider_contract"("number");

-- CreateIndex
CREATE UNIQUE INDEX "closed_report_month_revision_key" ON "closed_report"("month", "revision");

-- CreateIndex
CREATE INDEX "look_chain_day_idx" ON "look_chain"("day");

-- CreateIndex
CREATE INDEX "sent_head_day_idx" ON "sent_head"("day");

-- AddForeignKey
ALTER TABLE "outage_ruling" ADD CONSTRAINT "outage_ruling_router_id_fkey" FOREIGN KEY ("router_id") REFERENCES "router"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outage_ruling" ADD CONSTRAINT "outage_ruling_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outage_note" ADD CONSTRAINT "outage_note_router_id_fkey" FOREIGN KEY ("router_id") REFERENCES "router"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outage_note" ADD CONSTRAINT "outage_note_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident" ADD CONSTRAINT "incident_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_member" ADD CONSTRAINT "incident_member_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "planned_window" ADD CONSTRAINT "planned_window_entered_by_id_fkey" FOREIGN KEY ("entered_by_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "planned_window" ADD CONSTRAINT "planned_window_approved_by_id_fkey" FOREIGN KEY ("approved_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "planned_window" ADD CONSTRAINT "planned_window_withdrawn_by_id_fkey" FOREIGN KEY ("withdrawn_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "closed_report" ADD CONSTRAINT "closed_report_closed_by_id_fkey" FOREIGN KEY ("closed_by_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A partition of "look" goes only when it is old and every look of it is kept in "look_day".
CREATE FUNCTION drop_look_partition(month_of timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  first timestamptz := date_trunc('month', month_of AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
  next timestamptz := (date_trunc('month', month_of AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC';
  name text := 'look_' || to_char(first AT TIME ZONE 'UTC', 'YYYYMM');
  missing bigint;
  gone bigint;
BEGIN
  IF next > now() - interval '100 days' THEN
    RAISE EXCEPTION 'looks of % are younger than 100 days', to_char(first AT TIME ZONE 'UTC', 'YYYY-MM');
  END IF;
  IF to_regclass(format('%I.%I', current_schema(), name)) IS NULL THEN
    RETURN 0;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('look partition ' || name));
  EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', name);
  EXECUTE format('SELECT count(*) FROM %I', name) INTO gone;
  EXECUTE format(
    'SELECT count(*) FROM (SELECT router_id, (at AT TIME ZONE ''UTC'')::date AS day, count(*) AS looks FROM %I GROUP BY 1, 2) l
     LEFT JOIN look_day d ON d.router_id = l.router_id AND d.day = l.day AND d.looks >= l.looks WHERE d.router_id IS NULL', name)
    INTO missing;
  IF missing > 0 THEN
    RAISE EXCEPTION '% router-days of % are not packed', missing, to_char(first AT TIME ZONE 'UTC', 'YYYY-MM');
  END IF;
  EXECUTE format('DROP TABLE %I', name);
  RETURN gone;
END $$;
REVOKE ALL ON FUNCTION drop_look_partition(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION drop_look_partition(timestamptz) TO sinyaldesa_app;

-- The role that the program works as.
DO $$ BEGIN
  EXECUTE format('GRANT SELECT, INSERT ON "outage_ruling", "outage_note", "closed_report", "sent_head", "service_hours" TO sinyaldesa_app');
  EXECUTE format('GRANT SELECT, INSERT, UPDATE ON "planned_window", "office_setting", "look_chain", "look_day", "device_key", "people_count" TO sinyaldesa_app');
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON "incident", "incident_member", "provider_contract", "device_seen" TO sinyaldesa_app');
  EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO sinyaldesa_app', current_schema());
END $$;
