-- Thresholds by which a router was judged before they changed: its looks before "until" are judged by them for ever.
CREATE TABLE "past_thresholds" (
    "router_id" INTEGER NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "look_interval_ms" INTEGER NOT NULL,
    "grace_looks" INTEGER NOT NULL,
    "grace_ms" INTEGER NOT NULL,
    "flap_changes" INTEGER NOT NULL,
    "flap_window_ms" INTEGER NOT NULL,
    "quality_looks" INTEGER NOT NULL,
    "loss_percent" DOUBLE PRECISION NOT NULL,
    "slow_ms" INTEGER NOT NULL,

    CONSTRAINT "past_thresholds_pkey" PRIMARY KEY ("router_id","until")
);

-- AddForeignKey
ALTER TABLE "past_thresholds" ADD CONSTRAINT "past_thresholds_router_id_fkey" FOREIGN KEY ("router_id") REFERENCES "router"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The role that the program works as.
DO $$ BEGIN
  EXECUTE format('GRANT SELECT, INSERT ON "past_thresholds" TO sinyaldesa_app');
END $$;
