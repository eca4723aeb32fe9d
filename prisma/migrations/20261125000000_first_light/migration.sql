CREATE EXTENSION IF NOT EXISTS btree_gist;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "village" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kecamatan_code" TEXT NOT NULL,
    "kecamatan" TEXT NOT NULL,
    "lat" DOUBLE PRECISION NOT NULL,
    "lng" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "village_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "service_plan" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "look_interval_ms" INTEGER NOT NULL DEFAULT 30000,
    "look_deadline_ms" INTEGER NOT NULL DEFAULT 10000,
    "grace_looks" INTEGER NOT NULL DEFAULT 3,
    "grace_ms" INTEGER NOT NULL DEFAULT 60000,
    "flap_changes" INTEGER NOT NULL DEFAULT 4,
    "flap_window_ms" INTEGER NOT NULL DEFAULT 900000,
    "quality_looks" INTEGER NOT NULL DEFAULT 5,
    "loss_percent" DOUBLE PRECISION NOT NULL DEFAULT 20,
    "slow_ms" INTEGER NOT NULL DEFAULT 2000,

    CONSTRAINT "service_plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "router" (
    "id" SERIAL NOT NULL,
    "village_code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "port" INTEGER NOT NULL,
    "tls" BOOLEAN NOT NULL DEFAULT false,
    "username" TEXT NOT NULL,
    "password_sealed" BYTEA NOT NULL,
    "action_username" TEXT,
    "action_password_sealed" BYTEA,
    "uplink" TEXT NOT NULL,
    "via" TEXT NOT NULL DEFAULT 'direct',
    "serial" TEXT,
    "nas_identifier" TEXT NOT NULL,
    "radius_secret_sealed" BYTEA NOT NULL,
    "tunnel_address" TEXT,
    "portal_key" TEXT NOT NULL,
    "login_origin" TEXT,
    "login_hosts" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "contact_name" TEXT,
    "contact_phone" TEXT,
    "provider" TEXT,
    "customer_no" TEXT,
    "pln_id" TEXT,
    "paid_until" DATE,
    "data_quota_gb" DOUBLE PRECISION,
    "service_plan_id" INTEGER NOT NULL,
    "agent_id" INTEGER,
    "in_service_since" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),
    "simulated" BOOLEAN NOT NULL DEFAULT false,
    "board" TEXT,
    "routeros_version" TEXT,
    "identity" TEXT,
    "radius_signed" BOOLEAN NOT NULL DEFAULT false,
    "radius_proved_at" TIMESTAMPTZ(3),

    CONSTRAINT "router_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "router_status" (
    "router_id" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "since_uncertainty_ms" INTEGER NOT NULL DEFAULT 0,
    "users" INTEGER,
    "receive_bits_per_second" DOUBLE PRECISION,
    "transmit_bits_per_second" DOUBLE PRECISION,
    "last_look_at" TIMESTAMPTZ(3),
    "last_answered_at" TIMESTAMPTZ(3),
    "last_outcome" TEXT,
    "last_uptime_seconds" BIGINT,
    "fold" JSONB,
    "reading" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "router_status_pkey" PRIMARY KEY ("router_id")
);

-- CreateTable
CREATE TABLE "fold_checkpoint" (
    "router_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "fold" JSONB NOT NULL,

    CONSTRAINT "fold_checkpoint_pkey" PRIMARY KEY ("router_id","at")
);

-- CreateTable
CREATE TABLE "agent" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),
    "last_seen_at" TIMESTAMPTZ(3),
    "epoch" UUID,
    "offset_ms" INTEGER,
    "backlog" INTEGER,
    "canaries" JSONB,
    "proven" BOOLEAN,

    CONSTRAINT "agent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "look" (
    "router_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "agent_id" INTEGER NOT NULL,
    "epoch" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "outcome" TEXT NOT NULL,
    "took_ms" INTEGER NOT NULL,
    "offset_ms" INTEGER NOT NULL,
    "simulated" BOOLEAN NOT NULL DEFAULT false,
    "users" SMALLINT,
    "uptime_seconds" BIGINT,
    "receive_bytes" DECIMAL(20,0),
    "transmit_bytes" DECIMAL(20,0),
    "detail" TEXT,
    "fault" TEXT,
    "loss_percent" REAL,
    "radius_timeouts" BIGINT,
    "radius_answers" BIGINT,

    CONSTRAINT "look_pkey" PRIMARY KEY ("router_id","at","agent_id","epoch","seq")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "look_gap" (
    "agent_id" INTEGER NOT NULL,
    "epoch" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "dropped" INTEGER NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3) NOT NULL,
    "why" TEXT NOT NULL,

    CONSTRAINT "look_gap_pkey" PRIMARY KEY ("agent_id","epoch","seq")
);

-- CreateTable
CREATE TABLE "span" (
    "id" BIGSERIAL NOT NULL,
    "router_id" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "during" tstzrange NOT NULL,

    CONSTRAINT "span_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "span_no_overlap" EXCLUDE USING gist ("router_id" WITH =, "during" WITH &&),
    CONSTRAINT "span_not_empty" CHECK (NOT isempty("during"))
);

-- CreateTable
CREATE TABLE "outage" (
    "id" SERIAL NOT NULL,
    "router_id" INTEGER NOT NULL,
    "last_good_at" TIMESTAMPTZ(3),
    "first_failed_at" TIMESTAMPTZ(3) NOT NULL,
    "last_failed_at" TIMESTAMPTZ(3) NOT NULL,
    "first_good_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "cause" TEXT NOT NULL,
    "evidence" JSONB NOT NULL,
    "simulated" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "outage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "usage_hour" (
    "router_id" INTEGER NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "receive_bytes" DECIMAL(20,0) NOT NULL DEFAULT 0,
    "transmit_bytes" DECIMAL(20,0) NOT NULL DEFAULT 0,
    "peak_users" INTEGER,
    "user_sum" INTEGER NOT NULL DEFAULT 0,
    "answered" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "usage_hour_pkey" PRIMARY KEY ("router_id","hour")
);

-- CreateTable
CREATE TABLE "chore" (
    "id" SERIAL NOT NULL,
    "router_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "detail" TEXT,

    CONSTRAINT "chore_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "action" (
    "id" UUID NOT NULL,
    "router_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "asked_by_id" INTEGER NOT NULL,
    "users_online" INTEGER,
    "agent_id" INTEGER,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "acknowledged_at" TIMESTAMPTZ(3),
    "uptime_seconds" BIGINT,
    "gone_at" TIMESTAMPTZ(3),
    "back_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "failure" TEXT,

    CONSTRAINT "action_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'id',
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "staff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_village" (
    "staff_id" INTEGER NOT NULL,
    "village_code" TEXT NOT NULL,

    CONSTRAINT "staff_village_pkey" PRIMARY KEY ("staff_id","village_code")
);

-- CreateTable
CREATE TABLE "staff_session" (
    "id" BYTEA NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "user_agent" TEXT,

    CONSTRAINT "staff_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setup_link" (
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "setup_link_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "act" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "reason" TEXT,
    "from_address" TEXT,
    "detail" JSONB NOT NULL,
    "previous_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "announcement" (
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "kecamatan" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "until_at" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "written_by_id" INTEGER,
    "written_by" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "announcement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "announcement_village" (
    "announcement_id" INTEGER NOT NULL,
    "village_code" TEXT NOT NULL,

    CONSTRAINT "announcement_village_pkey" PRIMARY KEY ("announcement_id","village_code")
);

-- CreateTable
CREATE TABLE "plan" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "download_kbps" INTEGER NOT NULL,
    "upload_kbps" INTEGER NOT NULL,
    "day_minutes" INTEGER,
    "day_bytes" BIGINT,
    "idle_minutes" INTEGER NOT NULL DEFAULT 20,

    CONSTRAINT "plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket" (
    "hash" BYTEA NOT NULL,
    "router_id" INTEGER NOT NULL,
    "mac" TEXT NOT NULL,
    "plan_id" INTEGER NOT NULL,
    "terms_version" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "used_by_session" TEXT,

    CONSTRAINT "ticket_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "remembered_device" (
    "mac" TEXT NOT NULL,
    "plan_id" INTEGER NOT NULL,
    "terms_version" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "remembered_device_pkey" PRIMARY KEY ("mac")
);

-- CreateTable
CREATE TABLE "hotspot_session" (
    "id" BIGSERIAL NOT NULL,
    "router_id" INTEGER NOT NULL,
    "acct_unique_id" TEXT NOT NULL,
    "acct_session_id" TEXT NOT NULL,
    "class" TEXT,
    "user_name" TEXT NOT NULL,
    "calling_station_id" TEXT NOT NULL,
    "framed_ip_address" TEXT,
    "plan_id" INTEGER,
    "terms_version" TEXT,
    "acct_start_time" TIMESTAMPTZ(3) NOT NULL,
    "acct_update_time" TIMESTAMPTZ(3) NOT NULL,
    "acct_stop_time" TIMESTAMPTZ(3),
    "acct_session_time" BIGINT NOT NULL DEFAULT 0,
    "acct_input_octets" BIGINT NOT NULL DEFAULT 0,
    "acct_output_octets" BIGINT NOT NULL DEFAULT 0,
    "acct_terminate_cause" TEXT,

    CONSTRAINT "hotspot_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "key_check" (
    "id" INTEGER NOT NULL,
    "check" BYTEA NOT NULL,

    CONSTRAINT "key_check_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "service_plan_name_key" ON "service_plan"("name");

-- CreateIndex
CREATE UNIQUE INDEX "router_name_key" ON "router"("name");

-- CreateIndex
CREATE UNIQUE INDEX "router_nas_identifier_key" ON "router"("nas_identifier");

-- CreateIndex
CREATE UNIQUE INDEX "router_tunnel_address_key" ON "router"("tunnel_address");

-- CreateIndex
CREATE UNIQUE INDEX "router_portal_key_key" ON "router"("portal_key");

-- CreateIndex
CREATE INDEX "router_agent_id_idx" ON "router"("agent_id");

-- CreateIndex
CREATE INDEX "router_village_code_idx" ON "router"("village_code");

-- CreateIndex
CREATE UNIQUE INDEX "agent_name_key" ON "agent"("name");

-- CreateIndex
CREATE UNIQUE INDEX "agent_token_hash_key" ON "agent"("token_hash");

-- CreateIndex
CREATE INDEX "outage_first_failed_at_idx" ON "outage"("first_failed_at");

-- CreateIndex
CREATE UNIQUE INDEX "outage_router_id_first_failed_at_key" ON "outage"("router_id", "first_failed_at");

-- CreateIndex
CREATE INDEX "chore_router_id_kind_idx" ON "chore"("router_id", "kind");

-- CreateIndex
CREATE INDEX "action_router_id_asked_at_idx" ON "action"("router_id", "asked_at");

-- CreateIndex
CREATE UNIQUE INDEX "staff_name_key" ON "staff"("name");

-- CreateIndex
CREATE INDEX "staff_session_staff_id_idx" ON "staff_session"("staff_id");

-- CreateIndex
CREATE UNIQUE INDEX "audit_entry_hash_key" ON "audit_entry"("hash");

-- CreateIndex
CREATE INDEX "announcement_published_at_from_at_until_at_idx" ON "announcement"("published_at", "from_at", "until_at");

-- CreateIndex
CREATE UNIQUE INDEX "plan_name_key" ON "plan"("name");

-- CreateIndex
CREATE INDEX "ticket_router_id_mac_expires_at_idx" ON "ticket"("router_id", "mac", "expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "hotspot_session_acct_unique_id_key" ON "hotspot_session"("acct_unique_id");

-- CreateIndex
CREATE INDEX "hotspot_session_router_id_acct_stop_time_idx" ON "hotspot_session"("router_id", "acct_stop_time");

-- CreateIndex
CREATE INDEX "hotspot_session_calling_station_id_acct_start_time_idx" ON "hotspot_session"("calling_station_id", "acct_start_time");

-- AddForeignKey
ALTER TABLE "router" ADD CONSTRAINT "router_village_code_fkey" FOREIGN KEY ("village_code") REFERENCES "village"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "router" ADD CONSTRAINT "router_service_plan_id_fkey" FOREIGN KEY ("service_plan_id") REFERENCES "service_plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "router" ADD CONSTRAINT "router_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "router_status" ADD CONSTRAINT "router_status_router_id_fkey" FOREIGN KEY ("router_id") REFERENCES "router"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "span" ADD CONSTRAINT "span_router_id_fkey" FOREIGN KEY ("router_id") REFERENCES "router"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outage" ADD CONSTRAINT "outage_router_id_fkey" FOREIGN KEY ("router_id") REFERENCES "router"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chore" ADD CONSTRAINT "chore_router_id_fkey" FOREIGN KEY ("router_id") REFERENCES "router"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "action" ADD CONSTRAINT "action_router_id_fkey" FOREIGN KEY ("router_id") REFERENCES "router"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "action" ADD CONSTRAINT "action_asked_by_id_fkey" FOREIGN KEY ("asked_by_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_village" ADD CONSTRAINT "staff_village_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_village" ADD CONSTRAINT "staff_village_village_code_fkey" FOREIGN KEY ("village_code") REFERENCES "village"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_session" ADD CONSTRAINT "staff_session_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "announcement_village" ADD CONSTRAINT "announcement_village_announcement_id_fkey" FOREIGN KEY ("announcement_id") REFERENCES "announcement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "announcement_village" ADD CONSTRAINT "announcement_village_village_code_fkey" FOREIGN KEY ("village_code") REFERENCES "village"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_router_id_fkey" FOREIGN KEY ("router_id") REFERENCES "router"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "remembered_device" ADD CONSTRAINT "remembered_device_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hotspot_session" ADD CONSTRAINT "hotspot_session_router_id_fkey" FOREIGN KEY ("router_id") REFERENCES "router"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hotspot_session" ADD CONSTRAINT "hotspot_session_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plan"("id") ON DELETE SET NULL ON UPDATE CASCADE;


-- Time: BRIN is small, and looks arrive nearly in order.
CREATE INDEX "look_at_brin" ON "look" USING brin ("at");
CREATE INDEX "chore_open" ON "chore" ("router_id", "kind") WHERE "until" IS NULL;
-- One action of a router at a time: asked twice at once, the second is refused by the database itself.
CREATE UNIQUE INDEX "action_one_under_way" ON "action" ("router_id") WHERE "ended_at" IS NULL;

-- Partitions of "look" belong to the owner; the application may ask for them.
CREATE FUNCTION ensure_look_partition(month_of timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  first timestamptz := date_trunc('month', month_of AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
  next timestamptz := (date_trunc('month', month_of AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC';
  name text := 'look_' || to_char(first AT TIME ZONE 'UTC', 'YYYYMM');
BEGIN
  IF to_regclass(format('%I.%I', current_schema(), name)) IS NULL THEN
    PERFORM pg_advisory_xact_lock(hashtext('look partition ' || name));
    EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF look FOR VALUES FROM (%L) TO (%L)', name, first, next);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO sinyaldesa_app', name);
  END IF;
END $$;

-- The audit log is append-only, whoever asks.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON "audit_entry"
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON "audit_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- The role that the program works as: no DDL, no change of the audit log, no change of a look.
DO $$ BEGIN
  CREATE ROLE sinyaldesa_app NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DO $$ BEGIN
  EXECUTE format('GRANT sinyaldesa_app TO %I', current_user);
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO sinyaldesa_app', current_schema());
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO sinyaldesa_app', current_schema());
  EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO sinyaldesa_app', current_schema());
END $$;
REVOKE UPDATE, DELETE ON "audit_entry" FROM sinyaldesa_app;
REVOKE UPDATE, DELETE ON "look" FROM sinyaldesa_app;
REVOKE ALL ON FUNCTION ensure_look_partition(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ensure_look_partition(timestamptz) TO sinyaldesa_app;
SELECT ensure_look_partition(now() - interval '1 month'), ensure_look_partition(now()), ensure_look_partition(now() + interval '1 month');

-- What exists from the start.
INSERT INTO "service_plan" ("name") VALUES ('desa');
INSERT INTO "plan" ("name", "download_kbps", "upload_kbps", "day_minutes", "day_bytes") VALUES
  ('umum', 4000, 1000, 240, 2147483648),
  ('kantor-desa', 10000, 5000, NULL, NULL);
