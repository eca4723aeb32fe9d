-- When a router spoke to the controller by itself: its RADIUS packets, proved by its secret. A row an hour, of 120 slots of
-- 30 s, a byte each: 0 = nothing was heard, else 1 + the whole seconds into the slot of the first word. A byte is set once.
CREATE TABLE "sign_of_life" (
    "router_id" INTEGER NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "slots" BYTEA NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_of_life_pkey" PRIMARY KEY ("router_id","hour","kind"),
    CONSTRAINT "sign_of_life_slots_check" CHECK (octet_length("slots") = 120)
);

-- CreateIndex
CREATE INDEX "sign_of_life_changed_at_idx" ON "sign_of_life"("changed_at");

-- CreateIndex
CREATE INDEX "outage_ended_at_idx" ON "outage"("ended_at");

-- AddForeignKey
ALTER TABLE "sign_of_life" ADD CONSTRAINT "sign_of_life_router_id_fkey" FOREIGN KEY ("router_id") REFERENCES "router"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The role that the program works as.
DO $$ BEGIN
  EXECUTE format('GRANT SELECT, INSERT, UPDATE ON "sign_of_life" TO sinyaldesa_app');
END $$;
